using BhTsne.Data;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>
/// Principal component analysis (Pearson 1901, Hotelling 1933): the orthonormal axes along which centred points vary most. The points are
/// read in place, never copied (but for points with weights).
/// </summary>
/// <remarks>
/// The same points, components and seed give the same bits on any number of threads. Products are summed in single precision over at most
/// 256 rows and in double beyond, so axes of variance below about 1e-7 of the first are noise. Up to 2,048 points or dimensions the axes
/// are exact but for rounding; beyond they come from randomised subspace iteration (Halko, Martinsson and Tropp 2011). All methods may be
/// called from several threads.
/// </remarks>
public static class PrincipalComponents
{
    /// <summary>
    /// The largest matrix that is decomposed whole. For 20,000 points the randomised method took 1.8 times as long at 1024 dimensions, 0.65
    /// at 2048 and 0.33 at 3072 (one thread, processor time): up to here the exact answer is worth its price.
    /// </summary>
    private const int MaxExactOrder = 2048;

    /// <summary>Finds the first axes.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="components">K, 1 to D. Axes beyond the rank of the points complete the orthonormal set; their variance is zero.</param>
    /// <param name="seed">Of the test matrix, where the randomised method is used.</param>
    /// <param name="threads">How many threads work; 0 for one per processor. It changes no bit.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>Mean, axes and variances, which also transform points.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Components is below 1 or above D, or the threads are negative.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PcaResult Fit(PointMatrix points, int components, ulong seed, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using WorkerTeam team = new(threads, cancellation);
        return Fit(points, components, seed, team);
    }

    /// <summary>Finds the first axes with a team that is there already.</summary>
    internal static PcaResult Fit(PointMatrix points, int components, ulong seed, WorkerTeam team) =>
        Fit(points, null, components, seed, team);

    /// <summary>Finds the first axes of points with weights: those of the points repeated.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="components">K, 1 to D. Axes beyond the rank of the points complete the orthonormal set; their variance is zero.</param>
    /// <param name="seed">Of the test matrix, where the randomised method is used.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>Mean, axes and variances, which also transform points.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Components is below 1 or above D.</exception>
    internal static PcaResult Fit(PointMatrix points, PointWeights? weights, int components, ulong seed, WorkerTeam team)
    {
        PcaMethod method = MethodFor(points.Rows, points.Columns);
        return weights is null
            ? Fit(points, new UnitWeights(points.Rows), components, method, seed, team)
            : Fit(points, new GivenWeights(weights), components, method, seed, team);
    }

    /// <summary>Finds the first axes by a given method.</summary>
    internal static PcaResult Fit(PointMatrix points, int components, PcaMethod method, ulong seed, WorkerTeam team) =>
        Fit(points, new UnitWeights(points.Rows), components, method, seed, team);

    private static PcaResult Fit<TWeights>(
        PointMatrix points, TWeights weights, int components, PcaMethod method, ulong seed, WorkerTeam team)
        where TWeights : struct, IWeights
    {
        ColumnStatistics statistics = ColumnStatistics.Measure(points, weights, team);
        double scale = CentredPoints.ScaleFor(statistics.Spread);
        CentredPoints centred = TWeights.AreOne
            ? new(points, statistics.Mean, scale)
            : CentredPoints.AsTheyAre(WeightedRows.Centred(points, statistics.Mean, scale, weights, team), 1);
        (double[] axes, double[] squares) = Axes(centred, components, method, seed, team);
        double[] variances = new double[components];
        for (int k = 0; k < components; k++)
        {
            variances[k] = Math.Max(squares[k], 0) / Math.Max(weights.Sum - 1, 1) / scale / scale;
        }

        return new PcaResult(statistics.Mean, axes, variances, scale);
    }

    /// <summary>
    /// K orthonormal rows of D loadings, and the sum of squares of the scaled points along each: centred or not, as the view says.
    /// </summary>
    internal static (double[] Axes, double[] Squares) Axes(
        CentredPoints points, int components, PcaMethod method, ulong seed, WorkerTeam team)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, points.Columns);
        return method switch
        {
            PcaMethod.Covariance => CovarianceAxes.Find(points, components, team),
            PcaMethod.Gram => GramAxes.Find(points, components, team),
            _ => RandomizedAxes.Find(points, components, seed, team),
        };
    }

    /// <summary>The method for N x D points.</summary>
    internal static PcaMethod MethodFor(int rows, int columns) => Math.Min(rows, columns) > MaxExactOrder
        ? PcaMethod.Randomized
        : columns <= rows ? PcaMethod.Covariance : PcaMethod.Gram;
}
