using BhTsne.Data;

namespace BhTsne;

/// <summary>The map: one row of one to three coordinates for each point, in the order of the input.</summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed class Embedding
{
    private readonly float[] _values;

    /// <summary>Copies coordinates.</summary>
    /// <param name="values">Points x dimensions coordinates, row after row, all finite.</param>
    /// <param name="dimensions">The number of dimensions, 1 to 3.</param>
    /// <exception cref="ArgumentException">
    /// The length is no multiple of the dimensions, there is no point, or a coordinate is NaN or infinite.
    /// </exception>
    public Embedding(ReadOnlySpan<float> values, int dimensions)
    {
        if (dimensions is < 1 or > 3)
        {
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "An embedding has 1, 2 or 3 dimensions.");
        }

        if (values.Length == 0 || values.Length % dimensions != 0)
        {
            throw new ArgumentException($"{values.Length} coordinates do not make points of {dimensions} dimensions.", nameof(values));
        }

        int bad = values.IndexOfAnyNonFinite();
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Coordinate {bad % dimensions} of point {bad / dimensions} is {values[bad]}; every coordinate must be finite.",
                    nameof(values));
        }

        _values = values.ToArray();
        Dimensions = dimensions;
    }

    /// <summary>The number of points, N.</summary>
    public int Points => _values.Length / Dimensions;

    /// <summary>The number of dimensions, d.</summary>
    public int Dimensions { get; }

    /// <summary>All coordinates, N x d, row after row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The same memory as <see cref="Values"/>, for code that hands it to other threads.</summary>
    public ReadOnlyMemory<float> Memory => _values;

    /// <summary>One coordinate.</summary>
    /// <param name="point">The point, 0 to Points - 1.</param>
    /// <param name="dimension">The dimension, 0 to Dimensions - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The point or the dimension does not exist.</exception>
    public float this[int point, int dimension]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(point);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(point, Points);
            ArgumentOutOfRangeException.ThrowIfNegative(dimension);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, Dimensions);
            return _values[(point * Dimensions) + dimension];
        }
    }

    /// <summary>Copies the map into a two-dimensional array, N x d.</summary>
    /// <returns>A new array.</returns>
    public float[,] ToArray()
    {
        float[,] copy = new float[Points, Dimensions];
        _values.CopyTo(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref copy[0, 0], copy.Length));
        return copy;
    }
}
