namespace BhTsne.Repulsion;

/// <summary>The repulsion of an objective with one normaliser on points that stand for several: that on one copy, Z over all copies.</summary>
internal sealed class WeightedRepulsion(IPairSums pairs, LayoutWeights weights) : IRepulsion
{
    private readonly float[] _seen = new float[weights.Current.Length];
    private double _z;

    /// <inheritdoc/>
    public double LogZ => Math.Log(_z);

    /// <inheritdoc/>
    public bool Coarse
    {
        get => pairs.Coarse;
        set => pairs.Coarse = value;
    }

    /// <inheritdoc/>
    public int[]? SpatialOrder => pairs.SpatialOrder;

    /// <inheritdoc/>
    public void Reorder(int[] order) => pairs.Reorder(order);

    /// <inheritdoc/>
    public double Compute(float[] positions, float[] repulsion)
    {
        float[] m = weights.Current;
        pairs.Compute(positions, m, repulsion, _seen);
        _z = 0;
        for (int point = 0; point < m.Length; point++)
        {
            // φ(0) = 1 for every kernel.
            _z += m[point] * ((double)_seen[point] + (m[point] - 1));
        }

        return _z;
    }
}
