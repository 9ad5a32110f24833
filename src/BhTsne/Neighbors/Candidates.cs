using System.Numerics;

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
    /// Moves the smallest keys to the front, in no order, the largest of them to place count - 1 (quickselect with a median of three; keys are
    /// distinct).
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
