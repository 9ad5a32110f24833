using BhTsne.Numerics;

namespace BhTsne.Repulsion;

/// <summary>
/// The repulsion of SNE (Hinton and Roweis 2003), where each point has a normaliser of its own, q_{j|i} = w_ij / Z_i:
/// R_i = Σ_j (w_ij / Z_i + w_ij / Z_j)(y_i − y_j). One pass gives every Z_i and the first half; in a second one points have the weights 1 /
/// Z_j.
/// </summary>
/// <remarks>
/// The gradient is that of the mean over the points of KL(P_i || Q_i): a quarter of it is A_i − R_i / 2N with the joint P, in which
/// p_{j|i} and p_{i|j} are summed as this gradient sums them. So P is stored once, as for the other objectives.
/// </remarks>
internal sealed class ConditionalRepulsion<TSpace> : IRepulsion
    where TSpace : struct, ISpace
{
    /// <summary>
    /// The least Z_i: that of a point whose nearest neighbour in the map is 7.4 away. Farther out the repulsion of a point is weaker than
    /// the formula says (its attraction, which has no such limit, brings it back), and source weights stay within single precision.
    /// </summary>
    private const float LeastZ = 8.27e-25f;

    /// <summary>The least Z_i in the sum of squares of curvatures, whose weights 1 / Z_i² stay within single precision.</summary>
    private const float LeastZOfSquares = 1e-18f;

    private readonly IPairSums _pairs;
    private readonly int _points;
    private readonly float[] _z;
    private readonly float[] _sourceWeights;
    private readonly float[] _second;
    private float[]? _weights;
    private double _theta;

    /// <summary>Creates the repulsion from sums over pairs.</summary>
    /// <param name="pairs">For the Gaussian kernel, or another one.</param>
    /// <param name="points">N.</param>
    public ConditionalRepulsion(IPairSums pairs, int points)
    {
        _pairs = pairs;
        _points = points;
        _z = new float[points];
        _sourceWeights = new float[points];
        _second = new float[Lanes.RoundUp(points * TSpace.Stride)];
    }

    /// <inheritdoc/>
    public bool HasOneNormalizer => false;

    /// <summary>Always.</summary>
    public bool KeepsSums { get; set; } = true;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Sums => _z;

    /// <inheritdoc/>
    public double LogZ
    {
        get
        {
            double sum = 0, all = 0;
            for (int point = 0; point < _points; point++)
            {
                float weight = _weights is null ? 1 : _weights[point];
                sum += weight * Math.Log(_z[point]);
                all += weight;
            }

            return sum / all;
        }
    }

    /// <inheritdoc/>
    public double Compute(float[] positions, float[]? weights, double theta, float[] repulsion)
    {
        (_weights, _theta) = (weights, theta);
        _pairs.SetSources(positions, weights, theta);
        if (!(_pairs.ComputeAtSources(repulsion, _z) > 0))
        {
            return 0;
        }

        double all = 0;
        for (int point = 0; point < _points; point++)
        {
            float weight = weights is null ? 1 : weights[point];
            _z[point] = MathF.Max(_z[point] + (weight - 1), LeastZ);
            _sourceWeights[point] = weight / _z[point];
            all += weight;
        }

        _pairs.SetSources(positions, _sourceWeights, theta);
        _pairs.ComputeAtSources(_second, null);
        for (int point = 0; point < _points; point++)
        {
            for (int at = point * TSpace.Stride; at < (point * TSpace.Stride) + TSpace.Dimensions; at++)
            {
                repulsion[at] = (repulsion[at] / _z[point]) + _second[at];
            }
        }

        return 2 * all;
    }

    /// <inheritdoc/>
    public void ComputeExactly(float[] positions, float[]? weights, int[] points, double[] repulsion, double[] sums)
    {
        double[] second = new double[repulsion.Length], sumsOfSecond = new double[points.Length];
        _pairs.ComputeExactly(points, second, sumsOfSecond);
        _pairs.SetSources(positions, weights, _theta);
        _pairs.ComputeExactly(points, repulsion, sums);
        for (int i = 0; i < points.Length; i++)
        {
            sums[i] = Math.Max(sums[i] + ((weights?[points[i]] ?? 1) - 1), LeastZ);
            for (int at = i * TSpace.Dimensions; at < (i + 1) * TSpace.Dimensions; at++)
            {
                repulsion[at] = (repulsion[at] / sums[i]) + second[at];
            }
        }
    }

    /// <summary>
    /// (1/2W) (∂R¹_i/∂y_i / Z_i + (2/Z_i²) R¹_i R¹_iᵀ + ∂R²_i/∂y_i + 2 w_i Σ_k w_k ψ_ik² δδᵀ / Z_k²), where R¹ is the sum of the first
    /// pass, R² that of the second with the weights w_k / Z_k, and W the sum of the weights.
    /// </summary>
    /// <inheritdoc/>
    public void ComputeCurvatures(float[] positions, float[]? weights, double theta, float[] curvatures)
    {
        float[] repulsion = new float[positions.Length], part = new float[curvatures.Length], own = new float[_points];
        double half = 1 / Compute(positions, weights, theta, repulsion);

        // Sources of the second pass are still set.
        _pairs.ComputeCurvatures<DerivativeOfRepulsion>(curvatures);
        Curvatures.Scale(curvatures, half);
        for (int point = 0; point < _points; point++)
        {
            float z = MathF.Max(_z[point], LeastZOfSquares);
            own[point] = (weights?[point] ?? 1) / (z * z);
        }

        _pairs.SetSources(positions, own, theta);
        _pairs.ComputeCurvatures<SquareOfRepulsion>(part);
        Curvatures.Add<TSpace>(part, point => 2 * half * (weights?[point] ?? 1), curvatures);
        _pairs.SetSources(positions, weights, theta);
        _pairs.ComputeAtSources(repulsion, null);
        _pairs.ComputeCurvatures<DerivativeOfRepulsion>(part);
        Curvatures.Add<TSpace>(part, point => half / _z[point], curvatures);
        Curvatures.AddSquares<TSpace>(repulsion, point => 2 * half / ((double)_z[point] * _z[point]), curvatures);
    }
}
