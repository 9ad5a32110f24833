using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// A vantage-point tree (Yianilos 1993): exact, for every metric that obeys the triangle inequality. Leaves are panels of 32 points.
/// </summary>
internal sealed class VantagePointTree : INeighborSearch
{
    /// <inheritdoc/>
    public NeighborGraph FindNeighbors(
        PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress, CancellationToken cancellation)
    {
        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress, cancellation);
        if (work.Problem.Queries.Length == 0)
        {
            return work.Problem.ToGraph();
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

        return work.Problem.ToGraph();
    }

    private static void Run<TMetric>(NeighborWork work, Panels panels, VantageShells shells)
        where TMetric : struct, IMetricKernel =>
        new TreeScan<TMetric, ShellBounds<TMetric>>(work, panels, new ShellBounds<TMetric>(work.Problem.Points, shells, panels.Count)).Run();

    /// <summary>Distances to the vantage point against the shells of both halves.</summary>
    private readonly struct ShellBounds<TMetric> : ITreeBounds<TMetric>
        where TMetric : struct, IMetricKernel
    {
        private readonly VantageShells _shells;
        private readonly int _stride;
        private readonly float[] _rows;

        public ShellBounds(ScaledPoints points, VantageShells shells, int panels)
        {
            _shells = shells;
            _stride = points.Stride;
            _rows = new float[(long)TreeNode.NodesOf(panels) * _stride];
            Stack<TreeNode> nodes = new([TreeNode.Root(panels)]);
            while (nodes.TryPop(out TreeNode node))
            {
                if (!node.IsLeaf)
                {
                    points.CopyRow(shells.VantageOf(node), _rows.AsSpan(node.Index * _stride, _stride));
                    nodes.Push(node.Left);
                    nodes.Push(node.Right);
                }
            }
        }

        public void BoundHalves(
            TreeNode node, QueryGroup<TMetric, DifferenceTile<TMetric>> group, out Vector256<float> left, out Vector256<float> right)
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
                Vector256<float> share = Vector256.Create(1 - group.RelativeError);
                left *= left * share;
                right *= right * share;
            }
        }
    }
}
