using System.Numerics.Tensors;

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

    private readonly ReadOnlyMemory<float> _values;
    private readonly int _columns;
    private readonly float[]? _factors;

    private OutsidePoints(ReadOnlyMemory<float> values, int columns, float[]? factors) =>
        (_values, _columns, _factors) = (values, columns, factors);

    /// <summary>The exponent to which references are scaled, so that outside points may be much larger.</summary>
    public static int ReferenceExponent => 20;

    /// <summary>Takes points for a distance function of the caller's own, which must get them unchanged.</summary>
    /// <param name="values">M x D.</param>
    /// <param name="columns">D.</param>
    public static OutsidePoints AsTheyAre(ReadOnlyMemory<float> values, int columns) => new(values, columns, null);

    /// <summary>Takes points; those that are too large for the scale are copied and divided by a power of two.</summary>
    /// <param name="values">M x D.</param>
    /// <param name="rows">M.</param>
    /// <param name="columns">D.</param>
    /// <param name="scale">Of the references.</param>
    public static OutsidePoints Create(ReadOnlyMemory<float> values, int rows, int columns, float scale)
    {
        float[]? copy = null, factors = null;
        for (int row = 0; row < rows; row++)
        {
            float largest = MathF.Abs(TensorPrimitives.MaxMagnitude(values.Span.Slice(row * columns, columns)));
            int excess = largest == 0 ? 0 : MathF.ILogB(largest) + MathF.ILogB(scale) - LargestExponent;
            if (excess <= 0)
            {
                continue;
            }

            copy ??= values.ToArray();
            if (factors is null)
            {
                factors = new float[rows];
                Array.Fill(factors, 1);
            }

            factors[row] = MathF.ScaleB(1, excess);
            Span<float> own = copy.AsSpan(row * columns, columns);
            foreach (ref float value in own)
            {
                value = MathF.ScaleB(value, -excess);
            }
        }

        return new OutsidePoints(copy ?? values, columns, factors);
    }

    /// <summary>One row, not scaled, but divided by its <see cref="Factor"/>.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.Span.Slice(row * _columns, _columns);

    /// <summary>What a row was divided by, and the distances from it are to be multiplied by.</summary>
    public float Factor(int row) => _factors?[row] ?? 1;
}
