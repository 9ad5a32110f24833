using System.Globalization;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// An inverted file (Jégou, Douze and Schmid 2011) with all points as queries: approximate. A coarse quantizer assigns the points to lists,
/// and the points of a list are compared with those of the nearest lists. How many points each is compared with follows from the true
/// neighbours of a sample of points, so that the requested recall is reached.
/// </summary>
/// <remarks>
/// The distances are those of the exact searches, bit for bit; what is missing are neighbours in lists that were not scanned.
/// </remarks>
/// <param name="recall">The share of true neighbours to find, above 0 to 1.</param>
/// <param name="seed">The seed of the quantizer and of samples.</param>
/// <param name="exact">The search for points of which an inverted file would not save half of the comparisons.</param>
internal sealed class InvertedFileSearch(double recall, ulong seed, INeighborSearch exact) : INeighborSearch
{
    // Lists per root of the number of points (docs/decisions/0014): shorter lists need fewer comparisons, but more of them with fewer
    // queries at a time, and the fit and the assignment grow with their number.
    private const double ListsPerRoot = 3;
    private const int ShortestList = 16;

    // Beyond this share of all points the exact searches, which need no lists, are as fast.
    private const double LargestShare = 0.5;

    private string? _outcome;

    /// <summary>Below this number of points exact searches take too little time for an inverted file to save any.</summary>
    public int FewPoints { get; init; } = 4000;

    /// <inheritdoc/>
    public string Description =>
        _outcome ?? string.Create(CultureInfo.InvariantCulture, $"inverted file, approximate, for a recall of {recall}");

    /// <inheritdoc/>
    public ChunkedRows FindNeighbors(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        ArgumentNullException.ThrowIfNull(points);
        NeighborRules.Require(NeighborMethod.Approximate, metric);
        _outcome = null;
        if (FindInLists(points, metric, k, team, progress) is { } graph)
        {
            return graph;
        }

        // The exact search may take long: its reason is reported at once.
        progress?.Report(0);
        return exact.FindNeighbors(points, metric, k, team, progress);
    }

    /// <returns>Null where an inverted file would not save half of the comparisons; its memory is free again.</returns>
    private ChunkedRows? FindInLists(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        if (points.Rows < FewPoints || k > points.Rows * LargestShare)
        {
            _outcome = points.Rows < FewPoints
                ? "exact, too few points for an inverted file"
                : "exact, every point needs more than half of the points";
            return null;
        }

        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress);
        if (work.Problem.Queries.Length == 0)
        {
            _outcome = string.Create(CultureInfo.InvariantCulture, $"exact, every point coincides with {k} others");
            return work.Complete();
        }

        if (work.Problem.References.Length < FewPoints)
        {
            _outcome = "exact, too few different points for an inverted file";
            return null;
        }

        _outcome = MetricDispatch<string?>.Run(metric, new Visitor(work, recall, seed));
        if (_outcome is null)
        {
            _outcome = "exact, an inverted file would not have saved half of the comparisons";
            return null;
        }

        return work.Complete();
    }

    /// <summary>Answers all queries; returns what was reached, or null where that would not save half of the comparisons.</summary>
    private readonly struct Visitor(NeighborWork work, double recall, ulong seed) : IMetricVisitor<string?>
    {
        public string? Visit<TMetric>()
            where TMetric : struct, IMetricKernel
        {
            NeighborProblem problem = work.Problem;
            int references = problem.References.Length;
            int lists = (int)Math.Min(ListsPerRoot * Math.Sqrt(references), references / ShortestList);
            InvertedFile file = InvertedFile.Create(work, Math.Max(1, lists), seed);
            CandidateScan<TMetric> scan = CandidateScan<TMetric>.Create(work, file.Panels);
            RecallSample sample = RecallSample.Draw(work, scan, seed);
            int needed = sample.ProbesFor(recall, file, work);
            double share = (double)needed / file.Lists;
            if (share > LargestShare)
            {
                return null;
            }

            scan.Answer(new InvertedFileScan<TMetric>(work, file, scan.QuerySlots(), needed));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Lists} inverted lists, approximate, recall {sample.Recall():0.0000} on {sample.Count} points, "
                + $"each point compared with {needed} lists");
        }
    }
}
