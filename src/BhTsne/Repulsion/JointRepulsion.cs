using BhTsne.Numerics;

namespace BhTsne.Repulsion;

/// <summary>
/// The repulsion of an objective with one normaliser for all pairs (t-SNE, symmetric SNE): Z = Σ_i Σ_{j≠i} φ(s_ij) over all equal points.
/// </summary>
internal sealed class JointRepulsion<TSpace>(IPairSums pairs, int points) : IRepulsion
    where TSpace : struct, ISpace
{
    private float[] _sums = [];
    private double _z;

    /// <inheritdoc/>
    public double LogZ => Math.Log(_z);

    /// <inheritdoc/>
    public bool HasOneNormalizer => true;

    /// <inheritdoc/>
    public bool KeepsSums { get; set; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Sums => _sums;

    /// <inheritdoc/>
    public double Compute(float[] positions, float[]? weights, double theta, float[] repulsion)
    {
        pairs.SetSources(positions, weights, theta);
        if (weights is null && !KeepsSums)
        {
            return _z = pairs.ComputeAtSources(repulsion, null);
        }

        _sums = _sums.Length == points ? _sums : new float[points];
        if (weights is null)
        {
            return _z = pairs.ComputeAtSources(repulsion, _sums);
        }

        pairs.ComputeAtSources(repulsion, _sums);
        _z = 0;
        for (int point = 0; point < points; point++)
        {
            // A point of weight w has w - 1 equal points at distance 0, where φ = 1 for every kernel.
            _z += weights[point] * ((double)_sums[point] + (weights[point] - 1));
        }

        return _z;
    }

    /// <inheritdoc/>
    public void ComputeExactly(float[] positions, float[]? weights, int[] chosen, double[] repulsion, double[] sums) =>
        pairs.ComputeExactly(chosen, repulsion, sums);

    /// <summary>
    /// (1/Z) ∂R_i/∂y_i + (4 w_i / Z²) R_i R_iᵀ (docs/algorithm.md, "Stiffness of a point").
    /// </summary>
    /// <inheritdoc/>
    public void ComputeCurvatures(float[] positions, float[]? weights, double theta, float[] curvatures)
    {
        float[] repulsion = new float[positions.Length];
        double z = Compute(positions, weights, theta, repulsion);
        pairs.ComputeCurvatures<DerivativeOfRepulsion>(curvatures);
        Curvatures.Scale(curvatures, 1 / z);
        Curvatures.AddSquares<TSpace>(repulsion, point => 4 * (weights?[point] ?? 1) / (z * z), curvatures);
    }
}
