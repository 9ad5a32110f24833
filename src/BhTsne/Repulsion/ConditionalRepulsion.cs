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

    private readonly IPairSums _pairs;
    private readonly int _points;
    private readonly float[] _z;
    private readonly float[] _sourceWeights;
    private readonly float[] _second;
    private float[]? _weights;

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
        _weights = weights;
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
}
