using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>The principal axes of a set of points. Immutable, safe to share between threads.</summary>
public sealed class PcaResult
{
    private readonly double[] _mean;
    private readonly double[] _axes;
    private readonly double[] _variances;
    private readonly double _scale;
    private readonly float[] _panels;

    /// <summary>
    /// Takes over what a fit found and fixes the axes' signs: each axis' loading of largest magnitude, the first of equals, is positive.
    /// </summary>
    /// <param name="mean">D means.</param>
    /// <param name="axes">K orthonormal rows of D loadings; overwritten.</param>
    /// <param name="variances">K variances, the largest first.</param>
    /// <param name="scale">The power of two that takes the spread of the points to about one.</param>
    internal PcaResult(double[] mean, double[] axes, double[] variances, double scale)
    {
        (_mean, _axes, _variances, _scale) = (mean, axes, variances, scale);
        for (int k = 0; k < variances.Length; k++)
        {
            FixSign(axes.AsSpan(k * mean.Length, mean.Length));
        }

        _panels = PointProducts.Pack(axes, mean.Length, mean.Length, variances.Length);
    }

    /// <summary>The number of components, K.</summary>
    public int Components => _variances.Length;

    /// <summary>The mean of the points: D values.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>The axes, K x D, orthonormal rows, the one of largest variance first.</summary>
    public ReadOnlySpan<double> Axes => _axes;

    /// <summary>
    /// The variance of the points along each axis, K values in squared units of the input, with N - 1 in the denominator.
    /// </summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>The power of two that takes the spread of the fitted points to about one.</summary>
    internal double Scale => _scale;

    /// <summary>The coordinates of points along the axes: (x - mean) · axis, in the units of the input.</summary>
    /// <param name="points">N x D, the fitted points or others.</param>
    /// <param name="threads">How many threads work; 0 for one per processor. It changes no bit.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>
    /// N x K. Components beyond the rank of the fitted points are zero to within rounding, exactly so when all points were equal.
    /// </returns>
    /// <exception cref="ArgumentException">The points have another number of columns.</exception>
    /// <exception cref="TsneInputException">A score passes the largest single-precision value.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PointMatrix Transform(PointMatrix points, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using WorkerTeam team = new(threads, cancellation);
        return Transform(points, team);
    }

    /// <summary>The coordinates of points along the axes, with a team that is there already.</summary>
    /// <param name="points">N x D, the fitted points or others.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>
    /// N x K. Components beyond the rank of the fitted points are zero to within rounding, exactly so when all points were equal.
    /// </returns>
    /// <exception cref="ArgumentException">The points have another number of columns.</exception>
    /// <exception cref="TsneInputException">A score passes the largest single-precision value.</exception>
    internal PointMatrix Transform(PointMatrix points, WorkerTeam team)
    {
        if (points.Columns != _mean.Length)
        {
            throw new ArgumentException($"The axes have {_mean.Length} dimensions, but the points have {points.Columns}.", nameof(points));
        }

        int components = Components;
        if ((long)points.Rows * components > Array.MaxLength)
        {
            throw new ArgumentException($"{points.Rows} x {components} scores do not fit into one array.", nameof(points));
        }

        CentredPoints centred = new(points, _mean, _scale);
        double[] rest = RestAlongAxes(centred.Rest);
        float[] scores = GC.AllocateUninitializedArray<float>(points.Rows * components);
        double[][] scratch = new double[team.Threads][];
        team.Run(
            PanelLayout.Count(points.Rows),
            (block, worker) =>
            {
                double[] sums = scratch[worker] ??= new double[PanelLayout.Count(components) * PanelLayout.Width * PanelLayout.Width];
                int first = block * PanelLayout.Width, count = Math.Min(PanelLayout.Width, points.Rows - first);
                PointProducts.Times(centred, first, _panels, sums);
                for (int point = 0; point < count; point++)
                {
                    for (int k = 0; k < components; k++)
                    {
                        scores[((first + point) * components) + k] = (float)((sums[PointProducts.TileIndex(point, k)] - rest[k]) / _scale);
                    }
                }
            });
        return PointMatrix.FromStep(scores, points.Rows, components, "the reduction by PCA");
    }

    private static void FixSign(Span<double> axis)
    {
        double largest = 0;
        foreach (double loading in axis)
        {
            largest = Math.Abs(loading) > Math.Abs(largest) ? loading : largest;
        }

        if (largest < 0)
        {
            for (int i = 0; i < axis.Length; i++)
            {
                axis[i] = -axis[i];
            }
        }
    }

    private double[] RestAlongAxes(double[] rest)
    {
        double[] along = new double[Components];
        for (int k = 0; k < along.Length; k++)
        {
            for (int column = 0; column < rest.Length; column++)
            {
                along[k] += rest[column] * _axes[(k * rest.Length) + column];
            }
        }

        return along;
    }
}
