using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <content>The totals of the queries against one panel: one tile of 8 x 32 for registers of 512 bits, four of 4 x 16 for shorter ones.</content>
internal sealed partial class QueryGroup<TMetric, TTile>
{
    private const int NarrowQueries = 4;

    /// <summary>The totals that were made last: eight rows of 32.</summary>
    internal ReadOnlySpan<float> Totals => _totals;

    /// <summary>
    /// Makes the tile's totals. There is no call in it, so that all sixteen stay in registers: the JIT would save them to the stack in every
    /// turn of the loop, were they alive at a call behind it.
    /// </summary>
    /// <returns>A bit for each query that some total is within the limit of.</returns>
    internal uint Accumulate(int panel)
    {
        int columns = _problem.Points.Columns;
        ref float reference = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_panels.Values), (nint)panel * Panels.Width * columns);
        ref float query = ref MemoryMarshal.GetArrayDataReference(_coordinates);
        Vector512<float> left0 = default, right0 = default;
        if (TTile.UsesNorms)
        {
            Vector512<float> share = Vector512.Create(1 - RelativeError);
            left0 = Lanes.Load(_panels.Norms, panel * Panels.Width) * share;
            right0 = Lanes.Load(_panels.Norms, (panel * Panels.Width) + Lanes.Count) * share;
        }

        Vector512<float> left1 = left0, left2 = left0, left3 = left0, left4 = left0, left5 = left0, left6 = left0, left7 = left0;
        Vector512<float> right1 = right0, right2 = right0, right3 = right0, right4 = right0, right5 = right0, right6 = right0, right7 = right0;
        for (int column = 0; column < columns; column++)
        {
            Vector512<float> left = Vector512.LoadUnsafe(ref reference);
            Vector512<float> right = Vector512.LoadUnsafe(ref reference, Lanes.Count);
            Vector512<float> value = Vector512.Create(query);
            left0 = TTile.Add(left0, value, left);
            right0 = TTile.Add(right0, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 1));
            left1 = TTile.Add(left1, value, left);
            right1 = TTile.Add(right1, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 2));
            left2 = TTile.Add(left2, value, left);
            right2 = TTile.Add(right2, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 3));
            left3 = TTile.Add(left3, value, left);
            right3 = TTile.Add(right3, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 4));
            left4 = TTile.Add(left4, value, left);
            right4 = TTile.Add(right4, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 5));
            left5 = TTile.Add(left5, value, left);
            right5 = TTile.Add(right5, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 6));
            left6 = TTile.Add(left6, value, left);
            right6 = TTile.Add(right6, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 7));
            left7 = TTile.Add(left7, value, left);
            right7 = TTile.Add(right7, value, right);
            reference = ref Unsafe.Add(ref reference, Panels.Width);
            query = ref Unsafe.Add(ref query, QueryGroup.Size);
        }

        ref float totals = ref MemoryMarshal.GetArrayDataReference(_totals);
        ref float limit = ref MemoryMarshal.GetArrayDataReference(_limits);
        return Keep(0, left0, right0, ref totals, ref limit)
            | Keep(1, left1, right1, ref totals, ref limit)
            | Keep(2, left2, right2, ref totals, ref limit)
            | Keep(3, left3, right3, ref totals, ref limit)
            | Keep(4, left4, right4, ref totals, ref limit)
            | Keep(5, left5, right5, ref totals, ref limit)
            | Keep(6, left6, right6, ref totals, ref limit)
            | Keep(7, left7, right7, ref totals, ref limit);
    }

    /// <summary>
    /// As <see cref="Accumulate"/>, to the bit, in four tiles of 4 x 16: where registers have 256 bits, sixteen totals of 512 would spill.
    /// </summary>
    internal uint AccumulateNarrowly(int panel)
    {
        uint queries = 0;
        for (int half = 0; half < Panels.Width; half += Lanes.Count)
        {
            for (int first = 0; first < QueryGroup.Size; first += NarrowQueries)
            {
                queries |= AccumulateNarrowTile(panel, first, half);
            }
        }

        return queries;
    }

    private uint AccumulateNarrowTile(int panel, int first, int half)
    {
        int columns = _problem.Points.Columns;
        ref float reference = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_panels.Values), ((nint)panel * Panels.Width * columns) + half);
        ref float query = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_coordinates), first);
        Vector512<float> total0 = default;
        if (TTile.UsesNorms)
        {
            total0 = Lanes.Load(_panels.Norms, (panel * Panels.Width) + half) * Vector512.Create(1 - RelativeError);
        }

        Vector512<float> total1 = total0, total2 = total0, total3 = total0;
        for (int column = 0; column < columns; column++)
        {
            Vector512<float> references = Vector512.LoadUnsafe(ref reference);
            total0 = TTile.Add(total0, Vector512.Create(query), references);
            total1 = TTile.Add(total1, Vector512.Create(Unsafe.Add(ref query, 1)), references);
            total2 = TTile.Add(total2, Vector512.Create(Unsafe.Add(ref query, 2)), references);
            total3 = TTile.Add(total3, Vector512.Create(Unsafe.Add(ref query, 3)), references);
            reference = ref Unsafe.Add(ref reference, Panels.Width);
            query = ref Unsafe.Add(ref query, QueryGroup.Size);
        }

        ref float totals = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_totals), half);
        ref float limit = ref MemoryMarshal.GetArrayDataReference(_limits);
        return Keep(first, total0, ref totals, ref limit)
            | Keep(first + 1, total1, ref totals, ref limit)
            | Keep(first + 2, total2, ref totals, ref limit)
            | Keep(first + 3, total3, ref totals, ref limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Keep(int query, Vector512<float> left, Vector512<float> right, ref float totals, ref float limits)
    {
        left.StoreUnsafe(ref totals, (nuint)(query * Panels.Width));
        right.StoreUnsafe(ref totals, (nuint)((query * Panels.Width) + Lanes.Count));
        return Vector512.LessThanOrEqualAny(Vector512.MinNative(left, right), Vector512.Create(Unsafe.Add(ref limits, query))) ? 1u << query : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Keep(int query, Vector512<float> half, ref float totals, ref float limits)
    {
        half.StoreUnsafe(ref totals, (nuint)(query * Panels.Width));
        return Vector512.LessThanOrEqualAny(half, Vector512.Create(Unsafe.Add(ref limits, query))) ? 1u << query : 0;
    }
}
