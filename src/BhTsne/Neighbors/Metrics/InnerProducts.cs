using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// The one formula by which the search reports how far apart two points are where neighbours are those of the largest inner products.
/// </summary>
internal static class InnerProducts
{
    /// <summary>The largest length of the scaled points.</summary>
    public static double LargestLength(ScaledPoints points)
    {
        float[] row = new float[points.Stride];
        double largest = 0;
        for (int point = 0; point < points.Rows; point++)
        {
            points.CopyRow(point, row);
            largest = Math.Max(largest, Between(row, row));
        }

        return Math.Sqrt(largest);
    }

    /// <summary>
    /// The inner product in double precision: products of two floats are exact there, and the order of the sum is fixed. The error is below
    /// (D / 8 + 4) 2^-53 times both lengths.
    /// </summary>
    /// <param name="a">Scaled coordinates, filled up with zeros to whole vectors.</param>
    /// <param name="b">As many.</param>
    public static double Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        Vector512<double> lower = default, upper = default;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i += Lanes.Count)
        {
            (Vector512<double> leftLower, Vector512<double> leftUpper) = Vector512.Widen(Vector512.LoadUnsafe(ref left, (nuint)i));
            (Vector512<double> rightLower, Vector512<double> rightUpper) = Vector512.Widen(Vector512.LoadUnsafe(ref right, (nuint)i));
            lower = Vector512.FusedMultiplyAdd(leftLower, rightLower, lower);
            upper = Vector512.FusedMultiplyAdd(leftUpper, rightUpper, upper);
        }

        return DoubleLanes.OrderedSum(lower + upper);
    }
}

/// <summary>
/// One query where neighbours are those of the largest inner products. With one more coordinate that gives every reference the length L of
/// the longest point, and the query stretched to that length, the largest inner products are the smallest Euclidean distances (Bachrach et
/// al. 2014): the tile's total is 2 L² − 2 q'·r with q' = q L / |q|. The distance that is reported is not stretched: d² = 2 (|q| L − q·r),
/// in double until its root is taken.
/// </summary>
/// <param name="Reach">|q| L: no inner product with q is larger (Cauchy and Schwarz).</param>
/// <param name="Stretch">L / |q|: a total is so many times d². 0 for a query of length zero.</param>
/// <param name="Constant">The total, L², of a query of length zero; otherwise 0.</param>
internal readonly record struct InnerProductQuery(double Reach, double Stretch, double Constant)
{
    /// <summary>Describes a query.</summary>
    /// <param name="row">Its scaled coordinates.</param>
    /// <param name="largest">L.</param>
    public static InnerProductQuery Of(ReadOnlySpan<float> row, double largest)
    {
        double length = Math.Sqrt(InnerProducts.Between(row, row));
        return length == 0 ? new InnerProductQuery(0, 0, largest * largest) : new InnerProductQuery(length * largest, largest / length, 0);
    }

    /// <summary>d, from the query to a reference. Rounding never makes its square negative.</summary>
    public float Distance(ReadOnlySpan<float> query, ReadOnlySpan<float> reference) =>
        (float)Math.Sqrt(2 * Math.Max(0, Reach - InnerProducts.Between(query, reference)));

    /// <summary>The tile's total that belongs to a distance.</summary>
    public float Total(float distance) => (float)(Constant + ((double)distance * distance * Stretch));
}
