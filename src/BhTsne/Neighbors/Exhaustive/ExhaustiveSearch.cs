using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>Compares every pair of points, in blocks: exact, any metric, O(N² D).</summary>
/// <remarks>
/// A block of queries is compared with the panels that fit into the second-level cache, then with the next ones. Euclidean distances are
/// computed from inner products (<see cref="ProductTile"/>). Where those lose too many digits, for instance in two small clusters far
/// apart, a block is repeated by differences.
/// </remarks>
internal sealed class ExhaustiveSearch : INeighborSearch
{
    /// <inheritdoc/>
    public string Description => "all pairs in blocks, exact, quadratic";

    /// <inheritdoc/>
    public ChunkedRows FindNeighbors(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        ArgumentNullException.ThrowIfNull(metric);
        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress);
        return MetricDispatch<ChunkedRows>.Run(metric, new Visitor(work));
    }

    private readonly struct Visitor(NeighborWork work) : IMetricVisitor<ChunkedRows>
    {
        public ChunkedRows Visit<TMetric>()
            where TMetric : struct, IMetricKernel
        {
            Panels panels = new(work.Problem.Points, work.Problem.References);
            return Scan(CandidateScan<TMetric>.Create(work, panels));
        }

        public ChunkedRows VisitInnerProduct() =>
            Scan(CandidateScan<EuclideanKernel>.ByInnerProducts(work, new Panels(work.Problem.Points, work.Problem.References)));

        public ChunkedRows VisitCustom()
        {
            CustomExhaustiveScan.Run(work);
            return work.Complete();
        }

        private ChunkedRows Scan<TMetric>(CandidateScan<TMetric> scan)
            where TMetric : struct, IMetricKernel
        {
            scan.Answer(new ExhaustiveScan<TMetric>(work, scan.Panels, scan.QuerySlots()));
            return work.Complete();
        }
    }
}
