using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Neighbors;

namespace BhTsne.Quality;

/// <summary>How near a query and a reference are: a total over coordinates that rises with the distance. The JIT specialises it.</summary>
internal interface IPairTotal
{
    /// <summary>Adds one coordinate to the totals of sixteen pairs. The caller has one order of coordinates.</summary>
    static abstract Vector512<float> Add(Vector512<float> totals, Vector512<float> queries, Vector512<float> references);
}

/// <summary>The total of a metric over vectors.</summary>
internal readonly struct MetricTotal<TMetric> : IPairTotal
    where TMetric : struct, IMetricKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> totals, Vector512<float> queries, Vector512<float> references) =>
        TMetric.Add(totals, queries - references);
}

/// <summary>Minus the inner product: the largest is the nearest.</summary>
internal readonly struct ProductTotal : IPairTotal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> totals, Vector512<float> queries, Vector512<float> references) =>
        Vector512.FusedMultiplyAdd(-queries, references, totals);
}
