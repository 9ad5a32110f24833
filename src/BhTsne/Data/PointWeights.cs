namespace BhTsne.Data;

/// <summary>How many equal points each point stands for, in the order in which the points are laid out.</summary>
/// <remarks>
/// The meaning is that of the repeated points, exactly: others see point i m_i times, its copies see each other (m_i − 1 pairs each of s = 0, which add
/// to normalisers and exert no force), and a gradient is that of one copy. P holds at (i, j) the sum over the pairs of their copies.
/// </remarks>
internal sealed class PointWeights
{
    private readonly float[] _original;

    /// <summary>Takes weights.</summary>
    /// <param name="weights">m, each at least 1, in the caller's order; not changed.</param>
    public PointWeights(float[] weights)
    {
        _original = weights;
        Current = [.. weights];
        foreach (float weight in weights)
        {
            Sum += weight;
        }
    }

    /// <summary>m in the order of the layout.</summary>
    public float[] Current { get; }

    /// <summary>Σ m: the number of points if they were repeated.</summary>
    public double Sum { get; }

    /// <summary>Follows the points to another layout.</summary>
    /// <param name="order">The caller's point at each place.</param>
    public void Reorder(int[] order)
    {
        for (int place = 0; place < order.Length; place++)
        {
            Current[place] = _original[order[place]];
        }
    }
}
