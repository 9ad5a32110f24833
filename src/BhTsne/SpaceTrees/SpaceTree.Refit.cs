using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <content>Moments and boxes, from the leaves up.</content>
internal sealed partial class SpaceTree<TSpace>
{
    private readonly SubtreeLoop<UnitMass> _subtrees;
    private readonly SubtreeLoop<PointMass> _heavySubtrees;
    private double[] _leafWidths = [];
    private float[] _positions = [];
    private float[]? _pointMasses;
    private double _inverseThetaSquared;

    /// <summary>
    /// The sum of the leaves' widths over the number of cells, as a share of the whole map's width, at the last <see cref="Refit"/>. It grows as
    /// points leave the company that a build put them in, and so does the cost of a walk; the scale of the map does not matter.
    /// </summary>
    public double LeafSpread { get; private set; }

    /// <summary>Recomputes masses, centres, second moments and boxes of all cells from the points' positions as they are now.</summary>
    /// <param name="positions">N points, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="theta">The opening rule's θ, 0 for exact sums.</param>
    /// <param name="masses">N masses, positive, in the caller's order; null for 1 each.</param>
    public void Refit(float[] positions, double theta, float[]? masses = null)
    {
        _positions = positions;
        _pointMasses = masses;
        if (masses is not null && Masses.Length == 0)
        {
            Masses = new float[Points + Padding];
        }

        _inverseThetaSquared = 1 / (theta * theta);
        if (_leafWidths.Length < _subtreeRoots.Count)
        {
            _leafWidths = new double[_subtreeRoots.Capacity];
        }

        _team.Run(_subtreeRoots.Count, masses is null ? _subtrees : _heavySubtrees);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummariseSubtree<TMass>(int subtree)
        where TMass : struct, IMass
    {
        int root = _subtreeRoots[subtree];
        double widths = 0;
        GatherPoints<TMass>(_cells[root].First, _cells[root].Last);
        for (int cell = _cells[root].Skip - 1; cell >= root; cell--)
        {
            if (_cells[cell].Skip == cell + 1)
            {
                SummarisePoints<TMass>(cell);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GatherPoints<TMass>(int first, int last)
        where TMass : struct, IMass
    {
        int[] order = Order;
        for (int place = first; place < last; place++)
        {
            int offset = order[place] * TSpace.Stride;
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                Coordinates[axis][place] = _positions[offset + axis];
            }

            if (TMass.IsPerPoint)
            {
                Masses[place] = _pointMasses![order[place]];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummarisePoints<TMass>(int cell)
        where TMass : struct, IMass
    {
        CellSummary<TSpace> sum = CellSummary<TSpace>.Empty;
        (int first, int last, _, _) = _cells[cell];
        for (int place = first; place < last; place++)
        {
            float x = Coordinates[0][place];
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMass(TMass.IsPerPoint ? Masses[place] : 1, x, y, z);
            sum.AddToBox(x, y, z, x, y, z);
        }

        sum.Centre();
        for (int place = first; place < last; place++)
        {
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMoment(TMass.IsPerPoint ? Masses[place] : 1, Coordinates[0][place], y, z);
        }

        Store(cell, in sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummariseChildren(int cell)
    {
        CellSummary<TSpace> sum = CellSummary<TSpace>.Empty;
        int end = _cells[cell].Skip;
        for (int child = cell + 1; child < end; child = _cells[child].Skip)
        {
            ReadOnlySpan<float> expansion = Expansions.AsSpan(child * ExpansionStride, ExpansionStride);
            ReadOnlySpan<float> box = _boxes.AsSpan(child * BoxStride, BoxStride);
            sum.AddMass(
                expansion[TSpace.Dimensions], expansion[0], TSpace.Dimensions > 1 ? expansion[1] : 0, TSpace.Dimensions > 2 ? expansion[2] : 0);
            sum.AddToBox(
                box[0], TSpace.Dimensions > 1 ? box[1] : 0, TSpace.Dimensions > 2 ? box[2] : 0,
                box[TSpace.Dimensions], TSpace.Dimensions > 1 ? box[TSpace.Dimensions + 1] : 0, TSpace.Dimensions > 2 ? box[TSpace.Dimensions + 2] : 0);
        }

        sum.Centre();
        for (int child = cell + 1; child < end; child = _cells[child].Skip)
        {
            ReadOnlySpan<float> expansion = Expansions.AsSpan(child * ExpansionStride, ExpansionStride);
            sum.AddMoment(
                expansion[TSpace.Dimensions], expansion[0], TSpace.Dimensions > 1 ? expansion[1] : 0, TSpace.Dimensions > 2 ? expansion[2] : 0);
            sum.AddFourfold(expansion[(TSpace.Dimensions + 2)..]);
        }

        Store(cell, in sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(int cell, in CellSummary<TSpace> sum)
    {
        double width = sum.Width;
        Span<float> expansion = Expansions.AsSpan(cell * ExpansionStride, ExpansionStride);
        sum.StoreExpansion(expansion);
        sum.StoreBox(_boxes.AsSpan(cell * BoxStride, BoxStride));
        Families.Store(_cells[cell].Slot, width == 0 ? 0 : (float)(width * width * _inverseThetaSquared), expansion);
    }

    private sealed class SubtreeLoop<TMass>(SpaceTree<TSpace> tree) : IBlockLoop
        where TMass : struct, IMass
    {
        public void Run(int block, int worker) => tree.SummariseSubtree<TMass>(block);
    }
}
