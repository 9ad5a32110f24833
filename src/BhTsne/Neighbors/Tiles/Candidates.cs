using System.Numerics;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// Candidates as 64-bit keys: the bits of a value that is not negative above, an index below. Their order as integers is the order by
/// (value, index), so that ties always go to the smaller index.
/// </summary>
internal static class Candidates
{
    /// <summary>Makes a key.</summary>
    public static ulong Key(float value, int index) => ((ulong)BitConverter.SingleToUInt32Bits(value) << 32) | (uint)index;

    /// <summary>The value of a key.</summary>
    public static float Value(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>The index of a key.</summary>
    public static int Index(ulong key) => (int)(uint)key;

    /// <summary>
    /// A value that at least <paramref name="least"/> of the given ones do not exceed, and at most <paramref name="most"/> where equal
    /// values allow it. Computed by bisection over the bits of floats, which have the order of the values.
    /// </summary>
    /// <param name="values">Values that are not negative, with room up to a whole number of vectors behind them.</param>
    /// <param name="count">How many there are, at least <paramref name="least"/>.</param>
    /// <param name="least">1 or more.</param>
    /// <param name="most">At least as many.</param>
    public static float Threshold(Span<float> values, int count, int least, int most)
    {
        int padded = Lanes.RoundUp(count);
        values[count..padded].Fill(float.PositiveInfinity);
        Vector512<float> smallest = Vector512.Create(float.PositiveInfinity), largest = default;
        for (int i = 0; i < padded; i += Lanes.Count)
        {
            Vector512<float> some = Vector512.Create(values[i..]);
            Vector512<float> finite = Vector512.LessThan(some, Vector512.Create(float.PositiveInfinity));
            smallest = Vector512.MinNative(smallest, some);
            largest = Vector512.MaxNative(largest, Vector512.ConditionalSelect(finite, some, default));
        }

        int low = int.MaxValue, high = 0;
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            low = Math.Min(low, BitConverter.SingleToInt32Bits(smallest[lane]));
            high = Math.Max(high, BitConverter.SingleToInt32Bits(largest[lane]));
        }

        low--;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            int below = CountAtMost(values[..padded], BitConverter.Int32BitsToSingle(middle));
            if (below < least)
            {
                low = middle;
                continue;
            }

            high = middle;
            if (below <= most)
            {
                break;
            }
        }

        return BitConverter.Int32BitsToSingle(high);
    }

    /// <summary>
    /// Moves the smallest keys to the front, in no order, the largest of them to place count - 1 (quickselect with a median of three; keys
    /// are distinct).
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="count">How many, 1 to the number of keys.</param>
    public static void SelectSmallest(Span<ulong> keys, int count)
    {
        int low = 0, high = keys.Length - 1, target = count - 1, rounds = 4 * BitOperations.Log2((uint)keys.Length | 1);
        while (low < high)
        {
            if (high - low < 12 || --rounds < 0)
            {
                keys[low..(high + 1)].Sort();
                return;
            }

            (int left, int right) = Partition(keys, low, high);
            if (target <= right)
            {
                high = right;
            }
            else if (target >= left)
            {
                low = left;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Moves the smallest keys to the front, in ascending order.</summary>
    /// <param name="keys">The keys, distinct, of values that are not negative.</param>
    /// <param name="count">How many, 1 to the number of keys.</param>
    /// <returns>The smallest keys.</returns>
    public static Span<ulong> SortSmallest(Span<ulong> keys, int count)
    {
        Span<ulong> smallest = keys[..count];
        if (!DistinctKeys.SortSmallest(keys, count))
        {
            SelectSmallest(keys, count);
            DistinctKeys.Sort(smallest);
        }

        return smallest;
    }

    private static int CountAtMost(ReadOnlySpan<float> values, float limit)
    {
        Vector512<float> limits = Vector512.Create(limit);
        Vector512<int> counts = default;
        for (int i = 0; i < values.Length; i += Lanes.Count)
        {
            counts -= Vector512.LessThanOrEqual(Vector512.Create(values[i..]), limits).AsInt32();
        }

        return Vector512.Sum(counts);
    }

    /// <summary>Hoare's partition: afterwards low..right are at most the pivot, left..high at least; what lies between equals it.</summary>
    private static (int Left, int Right) Partition(Span<ulong> keys, int low, int high)
    {
        ulong first = keys[low], middle = keys[(low + high) >>> 1], last = keys[high];
        ulong pivot = Math.Max(Math.Min(first, middle), Math.Min(Math.Max(first, middle), last));
        int left = low, right = high;
        while (left <= right)
        {
            while (keys[left] < pivot)
            {
                left++;
            }

            while (keys[right] > pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (keys[left], keys[right]) = (keys[right], keys[left]);
                left++;
                right--;
            }
        }

        return (left, right);
    }
}
