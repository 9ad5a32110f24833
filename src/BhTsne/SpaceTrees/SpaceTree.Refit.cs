using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <content>Moments and boxes, from the leaves up.</content>
internal sealed partial class SpaceTree<TSpace>
{
    private readonly SubtreeLoop<UnitWeight> _subtrees;
    private readonly SubtreeLoop<PerPointWeight> _weightedSubtrees;
    private double[] _leafWidths = [];
    private float[] _positions = [];
    private float[]? _pointWeights;
    private double _inverseThetaSquared;

    /// <summary>
    /// The sum of the leaves' widths over the number of cells, as a share of the whole map's width, at the last <see cref="Refit"/>. It
    /// grows as points move away from the points that a build put beside them, and so does the cost of a walk. The scale of the map does
    /// not matter.
    /// </summary>
    public double LeafSpread { get; private set; }

    /// <summary>Recomputes masses, centres, second moments and boxes of all cells from the current positions of the points.</summary>
    /// <param name="positions">N points, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="theta">θ of the opening rule, 0 for exact sums.</param>
    /// <param name="weights">N weights, positive, in the order of the positions; null for 1 each.</param>
    public void Refit(float[] positions, double theta, float[]? weights = null)
    {
        if (_cutBuild != _state.Build)
        {
            Cut();
        }

        _positions = positions;
        _pointWeights = weights;
        if (weights is not null && Weights.Length == 0)
        {
            Weights = new float[Points + Padding];
        }

        Theta = theta;
        _inverseThetaSquared = 1 / (theta * theta);
        if (_leafWidths.Length < _subtreeRoots.Count)
        {
            _leafWidths = new double[_subtreeRoots.Capacity];
        }

        _team.Run(_subtreeRoots.Count, weights is null ? _subtrees : _weightedSubtrees);
        for (int i = _topCells.Count - 1; i >= 0; i--)
        {
            SummariseChildren(_topCells[i]);
        }

        double leaves = 0;
        for (int subtree = 0; subtree < _subtreeRoots.Count; subtree++)
        {
            leaves += _leafWidths[subtree];
        }

        double width = WidthOf(0);
        LeafSpread = width == 0 ? 0 : leaves / width / CellCount;
    }

    [MethodImpl(HotLoop.Options)]
    private void SummariseSubtree<TWeight>(int subtree)
        where TWeight : struct, IWeight
    {
        int root = _subtreeRoots[subtree];
        double widths = 0;
        GatherPoints<TWeight>(_cells[root].First, _cells[root].Last);
        for (int cell = _cells[root].Skip - 1; cell >= root; cell--)
        {
            if (_cells[cell].Skip == cell + 1)
            {
                SummarisePoints<TWeight>(cell);
                widths += WidthOf(cell);
            }
            else
            {
                SummariseChildren(cell);
            }
        }

        _leafWidths[subtree] = widths;
    }

    /// <summary>The longest side of a cell's box.</summary>
    private float WidthOf(int cell)
    {
        ReadOnlySpan<float> box = _boxes.AsSpan(cell * BoxStride, BoxStride);
        float width = box[TSpace.Dimensions] - box[0];
        width = TSpace.Dimensions > 1 ? MathF.Max(width, box[TSpace.Dimensions + 1] - box[1]) : width;
        return TSpace.Dimensions > 2 ? MathF.Max(width, box[TSpace.Dimensions + 2] - box[2]) : width;
    }

    [MethodImpl(HotLoop.Options)]
    private void GatherPoints<TWeight>(int first, int last)
        where TWeight : struct, IWeight
    {
        int[] order = Order;
        for (int place = first; place < last; place++)
        {
            int offset = order[place] * TSpace.Stride;
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                Coordinates[axis][place] = _positions[offset + axis];
            }

            if (TWeight.IsPerPoint)
            {
                Weights[place] = _pointWeights![order[place]];
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void SummarisePoints<TWeight>(int cell)
        where TWeight : struct, IWeight
    {
        CellSummary<TSpace> sum = CellSummary<TSpace>.Empty;
        (int first, int last, _, _) = _cells[cell];
        for (int place = first; place < last; place++)
        {
            float x = Coordinates[0][place];
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMass(TWeight.IsPerPoint ? Weights[place] : 1, x, y, z);
            sum.AddToBox(x, y, z, x, y, z);
        }

        sum.Centre();
        for (int place = first; place < last; place++)
        {
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMoment(TWeight.IsPerPoint ? Weights[place] : 1, Coordinates[0][place], y, z);
        }

        Store(cell, in sum);
    }

    [MethodImpl(HotLoop.Options)]
    private void SummariseChildren(int cell)
    {
        CellSummary<TSpace> sum = CellSummary<TSpace>.Empty;
        int end = _cells[cell].Skip;
        for (int child = cell + 1; child < end; child = _cells[child].Skip)
        {
            ReadOnlySpan<float> expansion = Expansions.AsSpan(child * ExpansionStride, ExpansionStride);
            ReadOnlySpan<float> box = _boxes.AsSpan(child * BoxStride, BoxStride);
            sum.AddMass(
                expansion[TSpace.Dimensions],
                expansion[0],
                TSpace.Dimensions > 1 ? expansion[1] : 0,
                TSpace.Dimensions > 2 ? expansion[2] : 0);
            sum.AddToBox(
                box[0], TSpace.Dimensions > 1 ? box[1] : 0, TSpace.Dimensions > 2 ? box[2] : 0,
                box[TSpace.Dimensions],
                TSpace.Dimensions > 1 ? box[TSpace.Dimensions + 1] : 0,
                TSpace.Dimensions > 2 ? box[TSpace.Dimensions + 2] : 0);
        }

        sum.Centre();
        for (int child = cell + 1; child < end; child = _cells[child].Skip)
        {
            ReadOnlySpan<float> expansion = Expansions.AsSpan(child * ExpansionStride, ExpansionStride);
            sum.AddMoment(
                expansion[TSpace.Dimensions],
                expansion[0],
                TSpace.Dimensions > 1 ? expansion[1] : 0,
                TSpace.Dimensions > 2 ? expansion[2] : 0);
            sum.AddFourfold(expansion[(TSpace.Dimensions + 2)..]);
        }

        Store(cell, in sum);
    }

    [MethodImpl(HotLoop.Options)]
    private void Store(int cell, in CellSummary<TSpace> sum)
    {
        double width = sum.Width;
        Span<float> expansion = Expansions.AsSpan(cell * ExpansionStride, ExpansionStride);
        sum.StoreExpansion(expansion);
        sum.StoreBox(_boxes.AsSpan(cell * BoxStride, BoxStride));
        Families.Store(_cells[cell].Slot, width == 0 ? 0 : (float)(width * width * _inverseThetaSquared), expansion);
    }

    private sealed class SubtreeLoop<TWeight>(SpaceTree<TSpace> tree) : IBlockLoop
        where TWeight : struct, IWeight
    {
        public void Run(int block, int worker) => tree.SummariseSubtree<TWeight>(block);
    }
}
