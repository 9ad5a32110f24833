using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>Compares every pair of points, in blocks: exact, any metric, O(N² D).</summary>
/// <remarks>
/// A block of queries is compared with the panels that fit into the second-level cache, then with the next ones. Euclidean distances
/// are made from products (<see cref="ProductTile"/>); where those have too few digits, for instance in two small clusters far apart, a
/// block gives up and is done again from differences.
/// </remarks>
internal sealed class BlockedSearch : INeighborSearch
{
    /// <inheritdoc/>
    public ChunkedRows FindNeighbors(
        PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        NeighborProblem problem = new(points, metric, k);
        NeighborWork work = new(problem, team, progress);
        switch (metric.Kind)
        {
            case MetricKind.Euclidean or MetricKind.Cosine:
                BlockedScan<EuclideanKernel>.ByProducts(work);
                break;
            case MetricKind.InnerProduct:
                BlockedScan<EuclideanKernel>.ByInnerProducts(work);
                break;
            case MetricKind.Manhattan:
                BlockedScan<ManhattanKernel>.ByDifferences(work);
                break;
            case MetricKind.Chebyshev:
                BlockedScan<ChebyshevKernel>.ByDifferences(work);
                break;
            default:
                CustomScan.Run(work);
                break;
        }

        return work.Complete();
    }
}
