using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// A vantage-point tree (Yianilos 1993): exact, for every metric that obeys the triangle inequality. Leaves are up to four panels of 32
/// points.
/// </summary>
internal sealed class VantagePointTree : INeighborSearch
{
    // With fewer dimensions most of a tile's time is not in its arithmetic, and differences never have to be repeated.
    private const int ProductColumns = 12;

    /// <inheritdoc/>
    public string Description => "vantage-point tree, exact";

    /// <inheritdoc/>
    public ChunkedRows FindNeighbors(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        NeighborRules.Require(NeighborMethod.VantagePointTree, metric);
        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress);
        return work.Problem.Queries.Length == 0 ? work.Complete() : MetricDispatch<ChunkedRows>.Run(metric, new Visitor(work));
    }

    private readonly struct Visitor(NeighborWork work) : IMetricVisitor<ChunkedRows>
    {
        public ChunkedRows Visit<TMetric>()
            where TMetric : struct, IMetricKernel
        {
            VantageShells shells = new(work);
            Panels panels = new(work.Problem.Points, TreeBuilder.Build(work, shells.Visit));
            CandidateScan<TMetric> scan = panels.Points.Columns >= ProductColumns
                ? CandidateScan<TMetric>.Create(work, panels)
                : CandidateScan<TMetric>.ByDifferences(work, panels);
            ShellBounds<TMetric> bounds = new(work.Problem, shells);
            scan.Answer(new TreeScan<TMetric, ShellBounds<TMetric>>(work, scan.QuerySlots(), bounds));
            return work.Complete();
        }

        public ChunkedRows VisitCustom()
        {
            VantageShells shells = new(work);
            new CustomTreeScan(work, TreeBuilder.Build(work, shells.Visit), shells).Run();
            return work.Complete();
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

        public void BoundHalves<TTile>(
            TreeNode node, QueryGroup<TMetric, TTile> group, out Vector256<float> left, out Vector256<float> right)
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
