using System.Numerics.Tensors;
using BhTsne.Data;

namespace BhTsne.Neighbors;

/// <summary>
/// Points that are searched for among references and take the references' scale, so that what is found for one of them does not depend on
/// the others. Immutable, safe to share between threads.
/// </summary>
internal sealed class OutsidePoints
{
    /// <summary>
    /// Scaled magnitudes beyond 2^52 would leave single precision when they are squared and summed. The references of such a search are
    /// scaled to 2^20 (<see cref="ReferenceExponent"/>): to a point that is more than 2^32 times as large all references are equally far.
    /// </summary>
    private const int LargestExponent = 52;

    private readonly PointMatrix _points;
    private readonly float[]? _factors;

    private OutsidePoints(PointMatrix points, float[]? factors) => (_points, _factors) = (points, factors);

    /// <summary>The exponent to which references are scaled, so that outside points may be much larger.</summary>
    public static int ReferenceExponent => 20;

    /// <summary>Takes points for a distance function of the caller's own, which must get them unchanged.</summary>
    /// <param name="points">M x D.</param>
    public static OutsidePoints AsTheyAre(PointMatrix points) => new(points, null);

    /// <summary>Takes points; those that are too large for the scale are copied and divided by a power of two.</summary>
    /// <param name="points">M x D.</param>
    /// <param name="scale">Of the references.</param>
    public static OutsidePoints Create(PointMatrix points, float scale)
    {
        RowBlocks? copy = null;
        float[]? factors = null;
        for (int row = 0; row < points.Rows; row++)
        {
            float largest = MathF.Abs(TensorPrimitives.MaxMagnitude(points.Row(row)));
            int excess = largest == 0 ? 0 : MathF.ILogB(largest) + MathF.ILogB(scale) - LargestExponent;
            if (excess <= 0)
            {
                continue;
            }

            copy ??= RowBlocks.Copy(points);
            if (factors is null)
            {
                factors = new float[points.Rows];
                Array.Fill(factors, 1);
            }

            factors[row] = MathF.ScaleB(1, excess);
            foreach (ref float value in copy.Row(row))
            {
                value = MathF.ScaleB(value, -excess);
            }
        }

        GC.KeepAlive(points);
        return new OutsidePoints(copy?.ToMatrix() ?? points, factors);
    }

    /// <summary>One row, not scaled, but divided by its <see cref="Factor"/>.</summary>
    public ReadOnlySpan<float> Row(int row) => _points.Row(row);

    /// <summary>What a row was divided by, and the distances from it are to be multiplied by.</summary>
    public float Factor(int row) => _factors?[row] ?? 1;
}
