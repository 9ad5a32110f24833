using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>The register tile: eight queries against the 32 vectors of a panel.</summary>
internal static class Tile<TTile>
    where TTile : struct, ITile
{
    /// <summary>
    /// Makes the tile's totals. There is no call in it, so that all sixteen stay in registers: the JIT would save them to the stack in
    /// every turn of the loop, were they alive at a call behind it.
    /// </summary>
    /// <param name="panel">D x 32 coordinates.</param>
    /// <param name="coordinates">The queries' coordinates as the tile reads them: D x 8.</param>
    /// <param name="left">What the totals of the first sixteen vectors of the panel start from.</param>
    /// <param name="right">What those of the others start from.</param>
    /// <param name="limits">A limit for each query.</param>
    /// <param name="totals">Receives 8 x 32 totals.</param>
    /// <returns>A bit for each query that some total is within the limit of.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static uint Compare(
        ReadOnlySpan<float> panel,
        ReadOnlySpan<float> coordinates,
        Vector512<float> left,
        Vector512<float> right,
        ReadOnlySpan<float> limits,
        Span<float> totals)
    {
        int columns = coordinates.Length / QueryGroup.Size;
        ref float reference = ref MemoryMarshal.GetReference(panel);
        ref float query = ref MemoryMarshal.GetReference(coordinates);
        if (!Vector512.IsHardwareAccelerated)
        {
            ref float all = ref MemoryMarshal.GetReference(totals);
            ref float limit0 = ref MemoryMarshal.GetReference(limits);
            ref float secondReference = ref Unsafe.Add(ref reference, Lanes.Count);
            return CompareFour(ref reference, left, ref query, columns, 0, 0, ref all, ref limit0)
                | CompareFour(ref secondReference, right, ref query, columns, 0, Lanes.Count, ref all, ref limit0)
                | CompareFour(ref reference, left, ref query, columns, 4, 0, ref all, ref limit0)
                | CompareFour(ref secondReference, right, ref query, columns, 4, Lanes.Count, ref all, ref limit0);
        }

        Vector512<float> left0 = left, left1 = left, left2 = left, left3 = left, left4 = left, left5 = left, left6 = left, left7 = left;
        Vector512<float> right0 = right, right1 = right, right2 = right, right3 = right;
        Vector512<float> right4 = right, right5 = right, right6 = right, right7 = right;
        for (int column = 0; column < columns; column++)
        {
            Vector512<float> first = Vector512.LoadUnsafe(ref reference);
            Vector512<float> second = Vector512.LoadUnsafe(ref reference, Lanes.Count);
            Vector512<float> value = Vector512.Create(query);
            left0 = TTile.Add(left0, value, first);
            right0 = TTile.Add(right0, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 1));
            left1 = TTile.Add(left1, value, first);
            right1 = TTile.Add(right1, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 2));
            left2 = TTile.Add(left2, value, first);
            right2 = TTile.Add(right2, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 3));
            left3 = TTile.Add(left3, value, first);
            right3 = TTile.Add(right3, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 4));
            left4 = TTile.Add(left4, value, first);
            right4 = TTile.Add(right4, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 5));
            left5 = TTile.Add(left5, value, first);
            right5 = TTile.Add(right5, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 6));
            left6 = TTile.Add(left6, value, first);
            right6 = TTile.Add(right6, value, second);
            value = Vector512.Create(Unsafe.Add(ref query, 7));
            left7 = TTile.Add(left7, value, first);
            right7 = TTile.Add(right7, value, second);
            reference = ref Unsafe.Add(ref reference, PanelLayout.Width);
            query = ref Unsafe.Add(ref query, QueryGroup.Size);
        }

        ref float total = ref MemoryMarshal.GetReference(totals);
        ref float limit = ref MemoryMarshal.GetReference(limits);
        return Keep(0, left0, right0, ref total, ref limit)
            | Keep(1, left1, right1, ref total, ref limit)
            | Keep(2, left2, right2, ref total, ref limit)
            | Keep(3, left3, right3, ref total, ref limit)
            | Keep(4, left4, right4, ref total, ref limit)
            | Keep(5, left5, right5, ref total, ref limit)
            | Keep(6, left6, right6, ref total, ref limit)
            | Keep(7, left7, right7, ref total, ref limit);
    }

    /// <summary>
    /// A quarter of the tile, four queries against sixteen vectors, with the same bits: without AVX-512 there are registers for no more.
    /// </summary>
    [MethodImpl(HotLoop.Options)]
    private static uint CompareFour(
        ref float reference, Vector512<float> start, ref float query, int columns, int firstQuery, int firstLane, ref float totals,
        ref float limits)
    {
        Vector512<float> total0 = start, total1 = start, total2 = start, total3 = start;
        query = ref Unsafe.Add(ref query, firstQuery);
        for (int column = 0; column < columns; column++)
        {
            Vector512<float> references = Vector512.LoadUnsafe(ref reference);
            total0 = TTile.Add(total0, Vector512.Create(query), references);
            total1 = TTile.Add(total1, Vector512.Create(Unsafe.Add(ref query, 1)), references);
            total2 = TTile.Add(total2, Vector512.Create(Unsafe.Add(ref query, 2)), references);
            total3 = TTile.Add(total3, Vector512.Create(Unsafe.Add(ref query, 3)), references);
            reference = ref Unsafe.Add(ref reference, PanelLayout.Width);
            query = ref Unsafe.Add(ref query, QueryGroup.Size);
        }

        return Keep(firstQuery, firstLane, total0, ref totals, ref limits)
            | Keep(firstQuery + 1, firstLane, total1, ref totals, ref limits)
            | Keep(firstQuery + 2, firstLane, total2, ref totals, ref limits)
            | Keep(firstQuery + 3, firstLane, total3, ref totals, ref limits);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static uint Keep(int query, int lane, Vector512<float> sums, ref float totals, ref float limits)
        {
            sums.StoreUnsafe(ref totals, (nuint)((query * PanelLayout.Width) + lane));
            return Vector512.LessThanOrEqualAny(sums, Vector512.Create(Unsafe.Add(ref limits, query))) ? 1u << query : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Keep(int query, Vector512<float> left, Vector512<float> right, ref float totals, ref float limits)
    {
        left.StoreUnsafe(ref totals, (nuint)(query * PanelLayout.Width));
        right.StoreUnsafe(ref totals, (nuint)((query * PanelLayout.Width) + Lanes.Count));
        Vector512<float> limit = Vector512.Create(Unsafe.Add(ref limits, query));
        return Vector512.LessThanOrEqualAny(Vector512.MinNative(left, right), limit) ? 1u << query : 0;
    }
}
