namespace BhTsne.Optimization;

/// <summary>The gradient of a map at a sample of points beside that of sums over all pairs.</summary>
/// <remarks>The attraction is an exact sum in any case, so that all of the error is that of the repulsion and of Z.</remarks>
internal sealed class GradientErrors
{
    private readonly double _error, _net, _repulsion;
    private readonly bool _isMeasured;

    /// <summary>Compares what was computed last.</summary>
    /// <param name="gradient">Computed for the positions, its repulsion keeping sums.</param>
    /// <param name="positions">The map.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="free">0 at the coordinates of pinned points, whose gradient nothing follows; null where there are none.</param>
    /// <param name="points">m different places, the sample.</param>
    /// <param name="population">N.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="stride">How far apart points lie.</param>
    /// <param name="exaggeration">The factor on the attraction.</param>
    public GradientErrors(
        IGradient gradient,
        float[] positions,
        float[]? weights,
        int[]? free,
        int[] points,
        int population,
        int dimensions,
        int stride,
        double exaggeration)
    {
        double[] exact = new double[points.Length * dimensions];
        Sums = new double[points.Length];
        gradient.RepulsionTerm.ComputeExactly(positions, weights, points, exact, Sums);
        Z = NormalizerEstimate.Of(gradient, weights, points, Sums, population);
        for (int i = 0; i < points.Length; i++)
        {
            if (free is not null && free[points[i] * stride] == 0)
            {
                continue;
            }

            _isMeasured = true;
            for (int axis = 0; axis < dimensions; axis++)
            {
                int at = (points[i] * stride) + axis;
                double attraction = exaggeration * gradient.Attraction[at];
                double right = exact[(i * dimensions) + axis] / Z.Z, own = gradient.Repulsion[at] / gradient.Z;
                _error += (own - right) * (own - right);
                _net += (attraction - right) * (attraction - right);
                _repulsion += right * right;
            }
        }
    }

    /// <summary>φ_i or Z_i of the sample, exact.</summary>
    public double[] Sums { get; }

    /// <summary>The normaliser, estimated from the sample.</summary>
    public NormalizerEstimate Z { get; }

    /// <summary>
    /// The error of the gradient, relative to the length of the exact one; 0 where both are 0, NaN where all points of the sample are
    /// pinned.
    /// </summary>
    public double OfGradient => !_isMeasured ? double.NaN : _error == 0 ? 0 : Math.Sqrt(_error / _net);

    /// <summary>The same error, relative to the length of the exact repulsion.</summary>
    public double OfRepulsion => !_isMeasured ? double.NaN : _error == 0 ? 0 : Math.Sqrt(_error / _repulsion);
}
