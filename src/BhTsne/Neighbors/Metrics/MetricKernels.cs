using System.Runtime.CompilerServices;
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
        where TMetric : struct, IMetricKernel
    {
        float total = TMetric.Reduce(Totals<TMetric>(a, b, Vector512<float>.One));
        if (!TMetric.IsSquared)
        {
            return total;
        }

        return total >= SmallTotal
            ? MathF.Sqrt(total)
            : MathF.Sqrt(TMetric.Reduce(Totals<TMetric>(a, b, Vector512.Create(Enlarge)))) / Enlarge;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Totals<TMetric>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Vector512<float> factor)
        where TMetric : struct, IMetricKernel
    {
        ref float left = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(a);
        ref float right = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(b);
        Vector512<float> totals = default;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i += Lanes.Count)
        {
            Vector512<float> difference = Vector512.LoadUnsafe(ref left, (nuint)i) - Vector512.LoadUnsafe(ref right, (nuint)i);
            totals = TMetric.Add(totals, difference * factor);
        }

        return totals;
    }
}
