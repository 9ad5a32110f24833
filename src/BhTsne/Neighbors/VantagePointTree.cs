using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// A vantage-point tree (Yianilos 1993): exact, for every metric that obeys the triangle inequality. Leaves are up to four panels of 32 points.
/// </summary>
internal sealed class VantagePointTree : INeighborSearch
{
    // With fewer dimensions a tile's time is not in its arithmetic, and differences never have to be done twice.
    private const int ProductColumns = 12;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The metric is the inner product.</exception>
    public ChunkedRows FindNeighbors(
        PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        NeighborSearches.RequireTriangles(metric);
        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress);
        if (work.Problem.Queries.Length == 0)
        {
            return work.Complete();
        }

        VantageShells shells = new(work);
        Panels panels = TreeBuilder.Build(work, shells.Visit);
        switch (metric.Kind)
        {
            case MetricKind.Manhattan:
                Run<ManhattanKernel>(work, panels, shells);
                break;
            case MetricKind.Chebyshev:
                Run<ChebyshevKernel>(work, panels, shells);
                break;
            case MetricKind.Custom:
                new CustomTreeScan(work, panels, shells).Run();
                break;
            default:
                Run<EuclideanKernel>(work, panels, shells);
                break;
        }

        return work.Complete();
    }

    private static void Run<TMetric>(NeighborWork work, Panels panels, VantageShells shells)
        where TMetric : struct, IMetricKernel
    {
        TreeScan<TMetric, ShellBounds<TMetric>> scan = new(work, panels, new ShellBounds<TMetric>(work.Problem, shells));
        if (TMetric.IsSquared && work.Problem.Points.Columns >= ProductColumns)
        {
            scan.ByProducts();
        }
        else
        {
            scan.ByDifferences();
        }
    }

    /// <summary>Distances to the vantage point against the shells of both halves.</summary>
    private readonly struct ShellBounds<TMetric> : ITreeBounds<TMetric>
        where TMetric : struct, IMetricKernel
    {
        private readonly VantageShells _shells;
        private readonly int _stride;
        private readonly float[] _rows;

        public ShellBounds(NeighborProblem problem, VantageShells shells)
        {
            _shells = shells;
            _stride = problem.Points.Stride;
            _rows = new float[(long)TreeNode.NodesOf(problem) * _stride];
            Stack<TreeNode> nodes = new([TreeNode.Root(problem)]);
            while (nodes.TryPop(out TreeNode node))
            {
                if (!node.IsLeaf)
                {
                    problem.Points.CopyRow(shells.VantageOf(node), _rows.AsSpan(node.Index * _stride, _stride));
                    nodes.Push(node.Left);
                    nodes.Push(node.Right);
                }
            }
        }

        public void BoundHalves<TTile>(TreeNode node, QueryGroup<TMetric, TTile> group, out Vector256<float> left, out Vector256<float> right)
            where TTile : struct, ITile
        {
            ReadOnlySpan<float> vantage = _rows.AsSpan(node.Index * _stride, _stride);
            Shell near = _shells.LeftOf(node), far = _shells.RightOf(node);
            Span<float> gaps = stackalloc float[2 * Vector256<float>.Count];
            for (int query = 0; query < group.Count; query++)
            {
                float distance = CanonicalDistance.Between<TMetric>(group.Row(query), vantage);
                gaps[query] = near.Gap(distance, group.CanonicalError);
                gaps[query + Vector256<float>.Count] = far.Gap(distance, group.CanonicalError);
            }

            left = Vector256.Create((ReadOnlySpan<float>)gaps);
            right = Vector256.Create((ReadOnlySpan<float>)gaps[Vector256<float>.Count..]);
            if (TMetric.IsSquared)
            {
                Vector256<float> share = Vector256.Create(1 - group.CanonicalError);
                left *= left * share;
                right *= right * share;
            }
        }
    }
}
