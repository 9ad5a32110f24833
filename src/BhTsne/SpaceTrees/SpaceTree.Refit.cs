using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <content>Moments and boxes, from the leaves up.</content>
internal sealed partial class SpaceTree<TSpace>
{
    private readonly SubtreeLoop _subtrees;
    private float[] _positions = [];
    private double _inverseThetaSquared;

    /// <summary>Recomputes masses, centres, second moments and boxes of all cells from the points' positions as they are now.</summary>
    /// <param name="positions">N points, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="theta">The opening rule's θ, 0 for exact sums.</param>
    public void Refit(float[] positions, double theta)
    {
        _positions = positions;
        _inverseThetaSquared = 1 / (theta * theta);
        _team.Run(_subtreeRoots.Count, _subtrees);
        for (int i = _topCells.Count - 1; i >= 0; i--)
        {
            SummariseChildren(_topCells[i]);
        }
    }

    private void SummariseSubtree(int root)
    {
        GatherPoints(Heads[root].First, Heads[root].Last);
        for (int cell = Heads[root].Skip - 1; cell >= root; cell--)
        {
            if (Heads[cell].Skip == cell + 1)
            {
                SummarisePoints(cell);
            }
            else
            {
                SummariseChildren(cell);
            }
        }
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

            if (Masses is not null)
            {
                Masses[place] = _weights![order[place]];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummarisePoints(int cell)
    {
        Summary sum = Summary.Empty;
        ref CellHead head = ref Heads[cell];
        for (int place = head.First; place < head.Last; place++)
        {
            float x = Coordinates[0][place];
            float y = TSpace.Dimensions > 1 ? Coordinates[1][place] : 0;
            float z = TSpace.Dimensions > 2 ? Coordinates[2][place] : 0;
            sum.AddMass(Masses is null ? 1 : Masses[place], x, y, z);
            sum.AddToBox(x, y, z, x, y, z);
        }

        sum.Centre();
        for (int place = head.First; place < head.Last; place++)
        {
            sum.AddMoment(
                Masses is null ? 1 : Masses[place],
                Coordinates[0][place],
                TSpace.Dimensions > 1 ? Coordinates[1][place] : 0,
                TSpace.Dimensions > 2 ? Coordinates[2][place] : 0);
        }

        Store(cell, in sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SummariseChildren(int cell)
    {
        const int MassAt = 0;
        Summary sum = Summary.Empty;
        int end = Heads[cell].Skip;
        for (int child = cell + 1; child < end; child = Heads[child].Skip)
        {
            ref CellHead head = ref Heads[child];
            ReadOnlySpan<float> box = _boxes.AsSpan(child * BoxStride, BoxStride);
            sum.AddMass(Expansions[(child * ExpansionStride) + TSpace.Dimensions + MassAt], head.X, head.Y, head.Z);
            sum.AddToBox(
                box[0], TSpace.Dimensions > 1 ? box[1] : 0, TSpace.Dimensions > 2 ? box[2] : 0,
                box[TSpace.Dimensions], TSpace.Dimensions > 1 ? box[TSpace.Dimensions + 1] : 0, TSpace.Dimensions > 2 ? box[TSpace.Dimensions + 2] : 0);
        }

        sum.Centre();
        for (int child = cell + 1; child < end; child = Heads[child].Skip)
        {
            ref CellHead head = ref Heads[child];
            ReadOnlySpan<float> expansion = Expansions.AsSpan(child * ExpansionStride, ExpansionStride);
            sum.AddMoment(expansion[TSpace.Dimensions + MassAt], head.X, head.Y, head.Z);
            sum.AddFourfold(expansion[(TSpace.Dimensions + 2)..]);
        }

        Store(cell, in sum);
    }

    private void Store(int cell, in Summary sum)
    {
        ref CellHead head = ref Heads[cell];
        head.X = (float)sum.X;
        head.Y = (float)sum.Y;
        head.Z = (float)sum.Z;
        double width = sum.Width;
        head.ReachSquared = width == 0 ? 0 : (float)(width * width * _inverseThetaSquared);
        sum.StoreBox(_boxes.AsSpan(cell * BoxStride, BoxStride));
        sum.StoreExpansion(Expansions.AsSpan(cell * ExpansionStride, ExpansionStride));
    }

    private sealed class SubtreeLoop(SpaceTree<TSpace> tree) : IBlockLoop
    {
        public void Run(int block, int worker) => tree.SummariseSubtree(tree._subtreeRoots[block]);
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
        /// The centre of mass, rounded to single precision as walks use it, so that the moments are about the centre that is used. Where all masses are
        /// zero it is the middle of the box.
        /// </summary>
        public void Centre()
        {
            X = (float)(_mass > 0 ? X / _mass : (_lowX + (double)_highX) / 2);
            Y = TSpace.Dimensions < 2 ? 0 : (float)(_mass > 0 ? Y / _mass : (_lowY + (double)_highY) / 2);
            Z = TSpace.Dimensions < 3 ? 0 : (float)(_mass > 0 ? Z / _mass : (_lowZ + (double)_highZ) / 2);
        }

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
