using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Neighbors;

/// <summary>How a tile of 8 queries x 32 references makes its totals, one coordinate after the other.</summary>
internal interface ITile
{
    /// <summary>Whether the totals start from the squared length of the references, which are centred.</summary>
    static abstract bool UsesNorms { get; }

    /// <summary>Whether neighbours are those of the largest inner products: no metric's total.</summary>
    static abstract bool RanksInnerProducts { get; }

    /// <summary>One coordinate of one query (in all lanes) and sixteen references.</summary>
    static abstract Vector512<float> Add(Vector512<float> total, Vector512<float> query, Vector512<float> references);
}

/// <summary>The squared distance as |r|² - 2 q·r (+ |q|²): one operation a coordinate. The queries hold -2 q.</summary>
internal readonly struct ProductTile : ITile
{
    public static bool UsesNorms => true;

    public static bool RanksInnerProducts => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> total, Vector512<float> query, Vector512<float> references) =>
        Vector512.FusedMultiplyAdd(query, references, total);
}

/// <summary>
/// L² - 2 q'·r (+ L²), the total of <see cref="InnerProductQuery"/>: the products of <see cref="ProductTile"/> from another start.
/// </summary>
internal readonly struct InnerProductTile : ITile
{
    public static bool UsesNorms => true;

    public static bool RanksInnerProducts => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> total, Vector512<float> query, Vector512<float> references) =>
        Vector512.FusedMultiplyAdd(query, references, total);
}

/// <summary>The metric's total over differences: two operations a coordinate, but a small distance keeps all its digits.</summary>
internal readonly struct DifferenceTile<TMetric> : ITile
    where TMetric : struct, IMetricKernel
{
    public static bool UsesNorms => false;

    public static bool RanksInnerProducts => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> total, Vector512<float> query, Vector512<float> references) =>
        TMetric.Add(total, query - references);
}
