using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <content>Moments and boxes, from the leaves up.</content>
internal sealed partial class SpaceTree<TSpace>
{
    private readonly SubtreeLoop _subtrees;
    private double[] _leafWidths = [];
    private float[] _positions = [];
    private double _inverseThetaSquared;

    /// <summary>
    /// The sum of the leaves' widths over the number of cells, as a share of the whole map's width, at the last <see cref="Refit"/>. It grows as
    /// points leave the company that a build put them in, and so does the cost of a walk; the scale of the map does not matter.
    /// </summary>
    public double LeafSpread { get; private set; }

    /// <summary>Recomputes masses, centres, second moments and boxes of all cells from the points' positions as they are now.</summary>
    /// <param name="positions">N points, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="theta">The opening rule's θ, 0 for exact sums.</param>
    public void Refit(float[] positions, double theta)
    {
        _positions = positions;
        _inverseThetaSquared = 1 / (theta * theta);
        if (_leafWidths.Length < _subtreeRoots.Count)
        {
            _leafWidths = new double[Math.Max(_subtreeRoots.Count, 4 * SubtreesWanted)];
        }

        _team.Run(_subtreeRoots.Count, _subtrees);
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
    private void SummariseSubtree(int subtree)
    {
        int root = _subtreeRoots[subtree];
        double widths = 0;
        GatherPoints(_cells[root].First, _cells[root].Last);
        for (int cell = _cells[root].Skip - 1; cell >= root; cell--)
        {
            if (_cells[cell].Skip == cell + 1)
            {
                SummarisePoints(cell);
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
    private void GatherPoints(int first, int last)
    {
        int[] order = Order;
        for (int place = first; place < last; place++)
        {
            int offset = order[place] * TSpace.Stride;
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                Coordinates[axis][place] = _positions[offset + axis];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummarisePoints(int cell)
    {
        Summary sum = Summary.Empty;
        (int first, int last, _, _) = _cells[cell];
        for (int place = first; place < last; place++)
        {
            float x = Coordinates[0][place];
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMass(1, x, y, z);
            sum.AddToBox(x, y, z, x, y, z);
        }

        sum.Centre();
        for (int place = first; place < last; place++)
        {
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMoment(1, Coordinates[0][place], y, z);
        }

        Store(cell, in sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummariseChildren(int cell)
    {
        Summary sum = Summary.Empty;
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
    private void Store(int cell, in Summary sum)
    {
        double width = sum.Width;
        Span<float> expansion = Expansions.AsSpan(cell * ExpansionStride, ExpansionStride);
        sum.StoreExpansion(expansion);
        sum.StoreBox(_boxes.AsSpan(cell * BoxStride, BoxStride));
        Families.Store(_cells[cell].Slot, width == 0 ? 0 : (float)(width * width * _inverseThetaSquared), expansion);
    }

    private sealed class SubtreeLoop(SpaceTree<TSpace> tree) : IBlockLoop
    {
        public void Run(int block, int worker) => tree.SummariseSubtree(block);
    }

    /// <summary>Mass, centre of mass, second moments about it, and box: of points or of cells, in double.</summary>
    private struct Summary
    {
        /// <summary>First the mass-weighted sum, after <see cref="Centre"/> the centre of mass.</summary>
        public double X, Y, Z;

        private double _mass, _xx, _xy, _xz, _yy, _yz, _zz;
        private float _lowX, _lowY, _lowZ, _highX, _highY, _highZ;

        public static Summary Empty => new()
        {
            _lowX = float.PositiveInfinity,
            _lowY = float.PositiveInfinity,
            _lowZ = float.PositiveInfinity,
            _highX = float.NegativeInfinity,
            _highY = float.NegativeInfinity,
            _highZ = float.NegativeInfinity,
        };

        /// <summary>The longest side of the box.</summary>
        public readonly double Width => Math.Max((double)_highX - _lowX, Math.Max((double)_highY - _lowY, (double)_highZ - _lowZ));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddMass(double mass, float x, float y, float z)
        {
            _mass += mass;
            X += mass * x;
            if (TSpace.Dimensions > 1)
            {
                Y += mass * y;
            }

            if (TSpace.Dimensions > 2)
            {
                Z += mass * z;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddToBox(float lowX, float lowY, float lowZ, float highX, float highY, float highZ)
        {
            _lowX = Math.Min(_lowX, lowX);
            _highX = Math.Max(_highX, highX);
            _lowY = Math.Min(_lowY, lowY);
            _highY = Math.Max(_highY, highY);
            _lowZ = Math.Min(_lowZ, lowZ);
            _highZ = Math.Max(_highZ, highZ);
        }

        /// <summary>
        /// The centre of mass, rounded to single precision as walks use it, so that the moments are about the centre that is used.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Centre()
        {
            X = (float)(X / _mass);
            Y = (float)(Y / _mass);
            Z = (float)(Z / _mass);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddMoment(double mass, double x, double y, double z)
        {
            x -= X;
            _xx += mass * x * x;
            if (TSpace.Dimensions > 1)
            {
                y -= Y;
                _xy += mass * x * y;
                _yy += mass * y * y;
            }

            if (TSpace.Dimensions > 2)
            {
                z -= Z;
                _xz += mass * x * z;
                _yz += mass * y * z;
                _zz += mass * z * z;
            }
        }

        /// <summary>Adds a child's own second moments, stored fourfold.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddFourfold(ReadOnlySpan<float> moments)
        {
            _xx += 0.25 * moments[0];
            if (TSpace.Dimensions == 2)
            {
                _xy += 0.25 * moments[1];
                _yy += 0.25 * moments[2];
            }
            else if (TSpace.Dimensions == 3)
            {
                _xy += 0.25 * moments[1];
                _xz += 0.25 * moments[2];
                _yy += 0.25 * moments[3];
                _yz += 0.25 * moments[4];
                _zz += 0.25 * moments[5];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void StoreBox(Span<float> box)
        {
            box[0] = _lowX;
            box[TSpace.Dimensions] = _highX;
            if (TSpace.Dimensions > 1)
            {
                box[1] = _lowY;
                box[TSpace.Dimensions + 1] = _highY;
            }

            if (TSpace.Dimensions > 2)
            {
                box[2] = _lowZ;
                box[TSpace.Dimensions + 2] = _highZ;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void StoreExpansion(Span<float> expansion)
        {
            int at = 0;
            expansion[at++] = (float)X;
            if (TSpace.Dimensions > 1)
            {
                expansion[at++] = (float)Y;
            }

            if (TSpace.Dimensions > 2)
            {
                expansion[at++] = (float)Z;
            }

            expansion[at++] = (float)_mass;
            expansion[at++] = (float)(_xx + _yy + _zz);
            expansion[at++] = (float)(4 * _xx);
            if (TSpace.Dimensions == 2)
            {
                expansion[at++] = (float)(4 * _xy);
                expansion[at] = (float)(4 * _yy);
            }
            else if (TSpace.Dimensions == 3)
            {
                expansion[at++] = (float)(4 * _xy);
                expansion[at++] = (float)(4 * _xz);
                expansion[at++] = (float)(4 * _yy);
                expansion[at++] = (float)(4 * _yz);
                expansion[at] = (float)(4 * _zz);
            }
        }
    }
}
