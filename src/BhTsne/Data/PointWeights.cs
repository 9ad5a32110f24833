namespace BhTsne.Data;

/// <summary>The weights of points in the caller's order: a point of weight w stands for w equal points.</summary>
/// <remarks>
/// The results are exactly those of the points repeated. To other points, point i is w_i points. The w_i points at its place form w_i − 1
/// pairs each, at the distance 0: they add to normalisers, entropies and the cost, and exert no force. A gradient is that of one of the w_i
/// points. P holds at (i, j) the sum over the pairs of points that i and j stand for. Weights need not be whole: w enters every sum as it
/// is.
/// </remarks>
internal sealed class PointWeights
{
    /// <summary>Takes weights.</summary>
    /// <param name="values">One for each point, at least 1; kept, not changed.</param>
    public PointWeights(float[] values)
    {
        Values = values;
        foreach (float weight in values)
        {
            Sum += weight;
        }
    }

    /// <summary>The weights, in the caller's order.</summary>
    public float[] Values { get; }

    /// <summary>The sum of all weights: the number of points if they were repeated.</summary>
    public double Sum { get; }

    /// <summary>Takes weights that may be 1 each, or absent, which is the same.</summary>
    /// <param name="weights">One for each point, at least 1; null for 1 each.</param>
    /// <returns>The weights; null for 1 each.</returns>
    public static PointWeights? From(ReadOnlyMemory<float>? weights) =>
        weights is { } values && values.Span.ContainsAnyExcept(1) ? new PointWeights(values.ToArray()) : null;
}
