namespace BhTsne.Repulsion;

/// <summary>
/// The repulsion of an objective with one normaliser for all pairs (t-SNE, symmetric SNE): Z = Σ_i Σ_{j≠i} φ(s_ij) over all equal points.
/// </summary>
internal sealed class JointRepulsion(IPairSums pairs, int points) : IRepulsion
{
    private float[] _sums = [];
    private double _z;

    /// <inheritdoc/>
    public double LogZ => Math.Log(_z);

    /// <inheritdoc/>
    public double Compute(float[] positions, float[]? weights, double theta, float[] repulsion)
    {
        pairs.SetSources(positions, weights, theta);
        if (weights is null)
        {
            return _z = pairs.ComputeAtSources(repulsion, null);
        }

        _sums = _sums.Length == points ? _sums : new float[points];
        pairs.ComputeAtSources(repulsion, _sums);
        _z = 0;
        for (int point = 0; point < points; point++)
        {
            // A point of weight w has w - 1 equal points at distance 0, where φ = 1 for every kernel.
            _z += weights[point] * ((double)_sums[point] + (weights[point] - 1));
        }

        return _z;
    }
}
