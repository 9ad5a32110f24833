using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>A metric over vectors, as the JIT specialises it: a total over coordinates, and the distance that belongs to a total.</summary>
internal interface IMetricKernel
{
    /// <summary>Whether the total is the squared distance.</summary>
    static abstract bool IsSquared { get; }

    /// <summary>Adds the differences of some coordinates to their totals.</summary>
    static abstract Vector512<float> Add(Vector512<float> total, Vector512<float> difference);

    /// <summary>As <see cref="Add(Vector512{float}, Vector512{float})"/>, for eight points at once.</summary>
    static abstract Vector256<float> Add(Vector256<float> total, Vector256<float> difference);

    /// <summary>The total of sixteen totals, in a fixed order.</summary>
    static abstract float Reduce(Vector512<float> totals);
}

/// <summary>The sum of squared differences; the distance is its root.</summary>
internal readonly struct EuclideanKernel : IMetricKernel
{
    public static bool IsSquared => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> total, Vector512<float> difference) =>
        Vector512.FusedMultiplyAdd(difference, difference, total);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> total, Vector256<float> difference) =>
        Vector256.FusedMultiplyAdd(difference, difference, total);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Reduce(Vector512<float> totals) => Lanes.OrderedSum(totals);
}

/// <summary>The sum of absolute differences.</summary>
internal readonly struct ManhattanKernel : IMetricKernel
{
    public static bool IsSquared => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> total, Vector512<float> difference) => total + Vector512.Abs(difference);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> total, Vector256<float> difference) => total + Vector256.Abs(difference);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Reduce(Vector512<float> totals) => Lanes.OrderedSum(totals);
}

/// <summary>The largest absolute difference.</summary>
internal readonly struct ChebyshevKernel : IMetricKernel
{
    public static bool IsSquared => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> total, Vector512<float> difference) =>
        Vector512.MaxNative(total, Vector512.Abs(difference));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> total, Vector256<float> difference) =>
        Vector256.MaxNative(total, Vector256.Abs(difference));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Reduce(Vector512<float> totals)
    {
        Vector256<float> eight = Vector256.MaxNative(totals.GetLower(), totals.GetUpper());
        Vector128<float> four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(two.ToScalar(), two.GetElement(1));
    }
}

/// <summary>The one formula by which every exact search reports a distance.</summary>
internal static class CanonicalDistance
{
    // Below this total, squares of differences may have underflown: the sum is made again with differences 2^80 times as large.
    private const float SmallTotal = 1f / (1L << 60);
    private const float Enlarge = (float)(1L << 40) * (1L << 40);

    /// <summary>
    /// The distance between two rows: sixteen totals, one a lane, over the coordinates in turn, then the totals in the order of
    /// <see cref="Lanes.OrderedSum"/>. It is symmetric to the bit, and its relative error is below (D / 16 + 8) 2^-24.
    /// </summary>
    /// <param name="a">Scaled coordinates, filled up with zeros to whole vectors.</param>
    /// <param name="b">As many.</param>
    public static float Between<TMetric>(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        where TMetric : struct, IMetricKernel => Between<TMetric>(a, b, 0, b.Length, 1);

    /// <summary>The same distance to a row that is scaled on the way, with the same bits.</summary>
    /// <param name="a">Scaled coordinates, filled up with zeros to whole vectors.</param>
    /// <param name="rows">Rows that are not scaled, one after the other.</param>
    /// <param name="first">Where the row begins.</param>
    /// <param name="columns">D.</param>
    /// <param name="scale">The factor of the row.</param>
    [MethodImpl(HotLoop.Options)]
    public static float Between<TMetric>(ReadOnlySpan<float> a, ReadOnlySpan<float> rows, int first, int columns, float scale)
        where TMetric : struct, IMetricKernel
    {
        float total = TMetric.Reduce(Totals<TMetric>(a, rows, first, columns, scale, Vector512<float>.One));
        return !TMetric.IsSquared ? total
            : total >= SmallTotal ? MathF.Sqrt(total)
            : MathF.Sqrt(EnlargedTotal<TMetric>(a, rows, first, columns, scale)) / Enlarge;
    }

    [MethodImpl(HotLoop.Options)]
    private static float EnlargedTotal<TMetric>(ReadOnlySpan<float> a, ReadOnlySpan<float> rows, int first, int columns, float scale)
        where TMetric : struct, IMetricKernel =>
        TMetric.Reduce(Totals<TMetric>(a, rows, first, columns, scale, Vector512.Create(Enlarge)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Totals<TMetric>(
        ReadOnlySpan<float> a, ReadOnlySpan<float> rows, int first, int columns, float scale, Vector512<float> factor)
        where TMetric : struct, IMetricKernel
    {
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), first);
        Vector512<float> totals = default, scales = Vector512.Create(scale);
        for (int i = 0; i < columns; i += Lanes.Count)
        {
            Vector512<float> other;
            if (columns - i >= Lanes.Count)
            {
                other = Vector512.LoadUnsafe(ref right, (nuint)i);
            }
            else if (rows.Length - first - i >= Lanes.Count)
            {
                // What follows in memory is the next row: it is read with the rest of this one, and left out.
                other = Vector512.LoadUnsafe(ref right, (nuint)i)
                    & Vector512.LessThan(Lanes.Indices, Vector512.Create(columns - i)).AsSingle();
            }
            else
            {
                other = Lanes.LoadPartial(rows[(first + i)..(first + columns)]);
            }

            totals = TMetric.Add(totals, (Vector512.LoadUnsafe(ref left, (nuint)i) - (other * scales)) * factor);
        }

        return totals;
    }
}
