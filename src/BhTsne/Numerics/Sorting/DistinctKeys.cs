using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>Sorts 64-bit keys that are distinct and below 2^63.</summary>
internal static class DistinctKeys
{
    /// <summary>The most keys of which ranks are counted in place of sorting: the time grows with the square.</summary>
    private const int MostRanked = 256;

    /// <summary>Sorts.</summary>
    public static void Sort(Span<ulong> keys) => SortSmallest(keys, keys.Length);

    /// <summary>Moves the smallest keys to the front, in ascending order; where there are more, the rest is undefined.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="count">How many to sort, at most all.</param>
    /// <returns>Whether that was done: not where there are many and only a part is asked for.</returns>
    public static bool SortSmallest(Span<ulong> keys, int count)
    {
        if (keys.Length <= MostRanked)
        {
            SortByRank(keys, keys[..count]);
            return true;
        }

        if (count == keys.Length)
        {
            keys.Sort();
        }

        return count == keys.Length;
    }

    /// <summary>
    /// Puts each key at the place that is the number of smaller keys: for few keys a fraction of the time of a sort, whose branches cannot
    /// be predicted.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(HotLoop.Options)]
    private static void SortByRank(ReadOnlySpan<ulong> keys, Span<ulong> smallest)
    {
        const int Width = 8, Block = 4 * Width;
        Span<long> copy = stackalloc long[MostRanked];
        MemoryMarshal.Cast<ulong, long>(keys).CopyTo(copy);
        ref long all = ref MemoryMarshal.GetReference(copy);
        Span<long> ranks = stackalloc long[Block];
        for (int first = 0; first < keys.Length; first += Block)
        {
            // Lanes behind the last key hold anything; their ranks are not read.
            Vector512<long> own0 = Vector512.LoadUnsafe(ref all, (nuint)first);
            Vector512<long> own1 = Vector512.LoadUnsafe(ref all, (nuint)(first + Width));
            Vector512<long> own2 = Vector512.LoadUnsafe(ref all, (nuint)(first + (2 * Width)));
            Vector512<long> own3 = Vector512.LoadUnsafe(ref all, (nuint)(first + (3 * Width)));
            Vector512<long> rank0 = default, rank1 = default, rank2 = default, rank3 = default;
            for (int i = 0; i < keys.Length; i++)
            {
                // Below 2^63 signed integers have the same order, and processors compare them.
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
}
