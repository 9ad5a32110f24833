using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// A k-d tree (Bentley 1975; split at the widest side as Friedman, Bentley and Finkel 1977): exact, for few dimensions. Every node knows
/// its tight bounding box; leaves are up to four panels of 32 points.
/// </summary>
internal sealed class KdTree : INeighborSearch
{
    /// <inheritdoc/>
    public string Description => "k-d tree, exact";

    /// <inheritdoc/>
    public ChunkedRows FindNeighbors(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress)
    {
        NeighborRules.Require(NeighborMethod.KdTree, metric);
        NeighborWork work = new(new NeighborProblem(points, metric, k), team, progress);
        return work.Problem.Queries.Length == 0 ? work.Complete() : MetricDispatch<ChunkedRows>.Run(metric, new Visitor(work));
    }

    private readonly struct Visitor(NeighborWork work) : IMetricVisitor<ChunkedRows>
    {
        public ChunkedRows Visit<TMetric>()
            where TMetric : struct, IMetricKernel
        {
            Boxes boxes = new(work);
            Panels panels = new(work.Problem.Points, TreeBuilder.Build(work, boxes.Visit));
            CandidateScan<TMetric> scan = CandidateScan<TMetric>.ByDifferences(work, panels);
            scan.Answer(new TreeScan<TMetric, BoxBounds<TMetric>>(work, scan.QuerySlots(), new BoxBounds<TMetric>(boxes)));
            return work.Complete();
        }
    }

    /// <summary>The tight bounding box of every node: D lower sides, then D upper sides.</summary>
    private sealed class Boxes
    {
        private readonly ScaledPoints _points;
        private readonly float[][] _scratch;

        public Boxes(NeighborWork work)
        {
            _points = work.Problem.Points;
            Sides = new float[(long)TreeNode.NodesOf(work.Problem) * 2 * _points.Columns];
            _scratch = new float[work.Team.Threads][];
        }

        public int Columns => _points.Columns;

        public float[] Sides { get; }

        public void Visit(TreeNode node, Span<ulong> keys, int worker)
        {
            Span<float> box = Sides.AsSpan((int)((long)node.Index * 2 * Columns), 2 * Columns);
            Span<float> low = box[..Columns], high = box[Columns..];
            Span<float> row = (_scratch[worker] ??= new float[_points.Stride]).AsSpan();
            low.Fill(float.PositiveInfinity);
            high.Fill(float.NegativeInfinity);
            foreach (ulong key in keys)
            {
                _points.CopyRow(Candidates.Index(key), row);
                TensorPrimitives.Min(low, row[..Columns], low);
                TensorPrimitives.Max(high, row[..Columns], high);
            }

            if (node.IsLeaf)
            {
                return;
            }

            int widest = 0;
            for (int column = 1; column < Columns; column++)
            {
                widest = high[column] - low[column] > high[widest] - low[widest] ? column : widest;
            }

            foreach (ref ulong key in keys)
            {
                // The distance to the lower side is not negative, as keys require, and rises with the coordinate.
                int point = Candidates.Index(key);
                key = Candidates.Key((_points.Row(point)[widest] * _points.Scale) - low[widest], point);
            }

            TreeBuilder.Split(node, keys);
        }
    }

    /// <summary>The distance to a box: the metric of the gaps along each axis.</summary>
    private readonly struct BoxBounds<TMetric>(Boxes boxes) : ITreeBounds<TMetric>
        where TMetric : struct, IMetricKernel
    {
        private readonly float[] _sides = boxes.Sides;
        private readonly int _columns = boxes.Columns;

        public void BoundHalves<TTile>(
            TreeNode node, QueryGroup<TMetric, TTile> group, out Vector256<float> left, out Vector256<float> right)
            where TTile : struct, ITile
        {
            Vector256<float> share = Vector256.Create(1 - group.RelativeError);
            left = Gap(node.Left, group.Coordinates) * share;
            right = Gap(node.Right, group.Coordinates) * share;
        }

        private Vector256<float> Gap(TreeNode node, ReadOnlySpan<float> coordinates)
        {
            ref float query = ref MemoryMarshal.GetReference(coordinates);
            ref float side = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_sides), (nint)node.Index * 2 * _columns);
            Vector256<float> total = default;
            for (int column = 0; column < _columns; column++)
            {
                Vector256<float> queries = Vector256.LoadUnsafe(ref query, (nuint)(column * Vector256<float>.Count));
                Vector256<float> below = Vector256.Create(Unsafe.Add(ref side, column)) - queries;
                Vector256<float> above = queries - Vector256.Create(Unsafe.Add(ref side, _columns + column));
                total = TMetric.Add(total, Vector256.MaxNative(Vector256.MaxNative(below, above), default));
            }

            return total;
        }
    }
}
