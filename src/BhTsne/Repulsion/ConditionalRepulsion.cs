using BhTsne.Numerics;

namespace BhTsne.Repulsion;

/// <summary>
/// The repulsion of SNE (Hinton and Roweis 2003), where each point has a normaliser of its own: q_{j|i} = w_ij / Z_i. A point is pushed by what it sees and by
/// those who see it: R_i = Σ_j (w_ij / Z_i + w_ij / Z_j)(y_i − y_j). One pass gives every Z_i and the first half; in a second one points weigh 1 / Z_j.
/// </summary>
/// <remarks>
/// The gradient is that of the mean over the points of KL(P_i || Q_i): a quarter of it is A_i − R_i / 2N with the joint P, in which
/// p_{j|i} and p_{i|j} have been summed as this gradient sums them. So P is stored once, as for the other objectives.
/// </remarks>
internal sealed class ConditionalRepulsion<TSpace> : IRepulsion
    where TSpace : struct, ISpace
{
    /// <summary>
    /// The least Z_i: that of a point whose nearest neighbour in the map is 7.4 away. Farther out a point pushes and is pushed less than the formula says
    /// (its attraction, which has no such limit, brings it back), and masses stay within single precision.
    /// </summary>
    private const float LeastZ = 8.27e-25f;

    private readonly IPairSums _pairs;
    private readonly LayoutWeights? _weights;
    private readonly float[] _z;
    private readonly float[] _masses;
    private readonly float[] _seen;
    private readonly int _points;

    /// <summary>Makes it of passes over all pairs.</summary>
    /// <param name="pairs">For the Gaussian kernel, or another one.</param>
    /// <param name="points">N.</param>
    /// <param name="weights">How many points each stands for; null for 1 each.</param>
    public ConditionalRepulsion(IPairSums pairs, int points, LayoutWeights? weights = null)
    {
        _pairs = pairs;
        _weights = weights;
        _points = points;
        _z = new float[points];
        _masses = new float[points];
        _seen = new float[Lanes.RoundUp(points * TSpace.Stride)];
    }

    /// <inheritdoc/>
    public double LogZ
    {
        get
        {
            double sum = 0;
            for (int point = 0; point < _points; point++)
            {
                sum += (_weights?.Current[point] ?? 1) * Math.Log(_z[point]);
            }

            return sum / (_weights?.Sum ?? _points);
        }
    }

    /// <inheritdoc/>
    public bool Coarse
    {
        get => _pairs.Coarse;
        set => _pairs.Coarse = value;
    }

    /// <inheritdoc/>
    public int[]? SpatialOrder => _pairs.SpatialOrder;

    /// <inheritdoc/>
    public void Reorder(int[] order) => _pairs.Reorder(order);

    /// <inheritdoc/>
    public double Compute(float[] positions, float[] repulsion)
    {
        if (!(_pairs.Compute(positions, _weights?.Current, repulsion, _z) > 0))
        {
            return 0;
        }

        for (int point = 0; point < _points; point++)
        {
            float weight = _weights?.Current[point] ?? 1;
            _z[point] = MathF.Max(_z[point] + (weight - 1), LeastZ);
            _masses[point] = weight / _z[point];
        }

        _pairs.Compute(positions, _masses, _seen, null);
        for (int point = 0; point < _points; point++)
        {
            for (int at = point * TSpace.Stride; at < (point * TSpace.Stride) + TSpace.Dimensions; at++)
            {
                repulsion[at] = (repulsion[at] / _z[point]) + _seen[at];
            }
        }

        return 2 * (_weights?.Sum ?? _points);
    }
}
