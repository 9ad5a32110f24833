using System.Globalization;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// Approximate: points in k-means cells, every cell's points compared with those of the nearest cells (an inverted file, Jégou, Douze and Schmid 2011,
/// with all points as queries). How many cells is not a guess: the true neighbours of a sample of points say how far one has to look for the recall that
/// was asked for.
/// </summary>
/// <remarks>The distances are those of the exact searches, bit for bit; what is missing are neighbours in cells that were not looked at.</remarks>
/// <param name="recall">The share of true neighbours to find, above 0 to 1.</param>
/// <param name="seed">The seed of cells and samples.</param>
/// <param name="exact">What to use where looking in cells would not pay.</param>
internal sealed class CellSearch(double recall, ulong seed, INeighborSearch exact) : INeighborSearch
{
    // Cells per root of the number of points (docs/decisions/0014): finer cells need fewer comparisons, but the fit and the assignment grow with them.
    private const double CellsPerRoot = 8;
    private const int SmallestCell = 16;

    // Beyond this share of all points the exact searches, which need no cells, are as fast.
    private const double LargestShare = 0.5;

    /// <summary>Below so many points, exact searches take no time worth saving.</summary>
    public int FewPoints { get; init; } = 4000;

    /// <summary>What was reached, for a person, once a search is done; from the moment on that the search is to be exact, why.</summary>
    public string? Outcome { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The metric is a user's function: cells have means, and functions know nothing of them.</exception>
    public ChunkedRows FindNeighbors(
        PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(metric);
        if (metric.Kind is not (MetricKind.Euclidean or MetricKind.Cosine or MetricKind.Manhattan or MetricKind.Chebyshev))
        {
            string other = metric.Kind == MetricKind.Custom ? "the vantage-point tree" : "the exact search";
            throw new ArgumentException($"The approximate search cannot use the metric '{metric.Name}'; use {other}.", nameof(metric));
        }

        Outcome = null;
        if (FindInCells(points, metric, k, team, progress) is { } rows)
        {
            return rows;
        }

        // It may take long: who waits is told at once that it is another search.
        progress?.Report(0);
        return exact.FindNeighbors(points, metric, k, team, progress);
    }

    /// <returns>Null where it would not pay; what was made so far is let go of.</returns>
    private ChunkedRows? FindInCells(
        PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        if (points.Rows < FewPoints || k > points.Rows * LargestShare)
        {
            Outcome = points.Rows < FewPoints ? "exact, too few points for cells" : "exact, every point needs more than half of the points";
            return null;
        }

        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress);
        if (work.Problem.Queries.Length == 0)
        {
            Outcome = string.Create(CultureInfo.InvariantCulture, $"exact, every point coincides with {k} others");
            return work.Complete();
        }

        if (work.Problem.References.Length < FewPoints)
        {
            Outcome = "exact, too few points for cells without those that coincide";
            return null;
        }

        bool done = metric.Kind switch
        {
            MetricKind.Manhattan => Run<ManhattanKernel>(work),
            MetricKind.Chebyshev => Run<ChebyshevKernel>(work),
            _ => Run<EuclideanKernel>(work),
        };
        return done ? work.Complete() : null;
    }

    private bool Run<TMetric>(NeighborWork work)
        where TMetric : struct, IMetricKernel
    {
        NeighborProblem problem = work.Problem;
        int count = (int)Math.Min(CellsPerRoot * Math.Sqrt(problem.References.Length), problem.References.Length / SmallestCell);
        Cells cells = Cells.Divide(work, Math.Max(1, count), seed);
        CellScan<TMetric> scan = new(work, cells);
        scan.Prepare();
        RecallSample sample = RecallSample.Draw(work, cells, scan, seed);
        int needed = Math.Max(problem.Neighbors + 1, sample.PointsFor(recall, cells, work));
        double share = (double)needed / problem.References.Length;
        if (share > LargestShare)
        {
            Outcome = "exact, cells would not have saved half of the comparisons";
            return false;
        }

        scan.Answer(needed);
        Outcome = string.Create(
            CultureInfo.InvariantCulture,
            $"{cells.Count} cells, approximate, recall {sample.Recall():0.0000} on {sample.Count} points, {share:0.0 %} of the points compared");
        return true;
    }
}
