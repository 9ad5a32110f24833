using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// Candidates as 64-bit keys: the bits of a value that is not negative above, an index below. Their order as integers is the order by
/// (value, index), so that ties always go to the smaller index.
/// </summary>
internal static class Candidates
{
    /// <summary>The most keys of which ranks are counted in place of sorting: the time grows with the square.</summary>
    private const int MostRanked = 256;

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
        if (keys.Length <= MostRanked)
        {
            SortByRank(keys, smallest);
            return smallest;
        }

        if (count < keys.Length)
        {
            SelectSmallest(keys, count);
        }

        smallest.Sort();
        return smallest;
    }

    /// <summary>
    /// Puts each key at the place that is the number of smaller keys: for few keys a fraction of the time of a sort, whose branches cannot
    /// be predicted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortByRank(ReadOnlySpan<ulong> keys, Span<ulong> smallest)
    {
        const int Width = 8, Block = 4 * Width;
        Span<long> copy = stackalloc long[MostRanked];
        MemoryMarshal.Cast<ulong, long>(keys).CopyTo(copy);
        ref long all = ref MemoryMarshal.GetReference(copy);
        Span<long> ranks = stackalloc long[Block];
        for (int first = 0; first < keys.Length; first += Block)
        {
            Vector512<long> own0 = Vector512.LoadUnsafe(ref all, (nuint)first), own1 = Vector512.LoadUnsafe(ref all, (nuint)(first + Width));
            Vector512<long> own2 = Vector512.LoadUnsafe(ref all, (nuint)(first + (2 * Width)));
            Vector512<long> own3 = Vector512.LoadUnsafe(ref all, (nuint)(first + (3 * Width)));
            Vector512<long> rank0 = default, rank1 = default, rank2 = default, rank3 = default;
            for (int i = 0; i < keys.Length; i++)
            {
                // The sign bit of a key is that of its value, so the order of signed integers is the same, and processors have it.
                Vector512<long> other = Vector512.Create(Unsafe.Add(ref all, i));
                rank0 -= Vector512.LessThan(other, own0);
                rank1 -= Vector512.LessThan(other, own1);
                rank2 -= Vector512.LessThan(other, own2);
                rank3 -= Vector512.LessThan(other, own3);
            }

            rank0.CopyTo(ranks);
            rank1.CopyTo(ranks[Width..]);
            rank2.CopyTo(ranks[(2 * Width)..]);
            rank3.CopyTo(ranks[(3 * Width)..]);
            for (int i = 0; i < Math.Min(Block, keys.Length - first); i++)
            {
                int rank = (int)ranks[i];
                if (rank < smallest.Length)
                {
                    smallest[rank] = (ulong)copy[first + i];
                }
            }
        }
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
