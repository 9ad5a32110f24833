using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.Studies;

/// <summary>
/// The space tree of the published method: cells are halved along every axis until each leaf has one point, and a cell knows its mass and
/// its centre of mass alone. Points are inserted one after the other, in double precision.
/// </summary>
/// <remarks>
/// The root is centred at the mean of the points and reaches to the farthest point along each axis; the size of a cell is half of its
/// longest side. Points at one place share a leaf, and so do points that 60 halvings do not part.
/// </remarks>
internal sealed class PublishedTree<TSpace>
    where TSpace : struct, ISpace
{
    /// <summary>Where there is no child, or no point.</summary>
    public const int None = -1;

    private const int MostHalvings = 60;
    private readonly double[] _root = new double[6];
    private Cell[] _cells = new Cell[1024];
    private Place[] _places = new Place[1024];
    private float[] _positions = [];
    private int _count;

    /// <summary>2 to the power of the number of dimensions.</summary>
    public static int Children => 1 << TSpace.Dimensions;

    /// <summary>The cells that a walk may have to keep: the other children of each cell on the way to a leaf.</summary>
    public static int StackLength => ((MostHalvings + 1) * Children) + 1;

    /// <summary>The cells; the first is the root, and the children of a cell lie together.</summary>
    public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, _count);

    /// <summary>Builds the tree anew.</summary>
    /// <param name="positions">The points, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="weights">The mass of each point; null for 1 each.</param>
    /// <param name="points">N.</param>
    public void Build(float[] positions, float[]? weights, int points)
    {
        _positions = positions;
        _count = 0;
        FindRoot(points);
        Append(1, _root.AsSpan(3));
        _places[0] = new Place(_root[0], _root[1], _root[2], None);
        for (int point = 0; point < points; point++)
        {
            Insert(point, weights is null ? 1 : weights[point]);
        }
    }

    /// <summary>One coordinate of a point; 0 beyond the dimensions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(int point, int axis) => axis < TSpace.Dimensions ? _positions[(point * TSpace.Stride) + axis] : 0;

    private void FindRoot(int points)
    {
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            double sum = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
            for (int point = 0; point < points; point++)
            {
                double value = At(point, axis);
                sum += value;
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }

            // The small addend is the published one: no point lies outside by rounding.
            double mean = sum / points;
            _root[axis] = mean;
            _root[3 + axis] = Math.Max(most - mean, mean - least) + 1e-5;
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void Insert(int point, double mass)
    {
        double x = At(point, 0), y = At(point, 1), z = At(point, 2);
        double halfX = _root[3], halfY = _root[4], halfZ = _root[5];
        int cell = 0;
        for (int halvings = 0; ; halvings++)
        {
            int there = _places[cell].Point;
            if (there != None && halvings < MostHalvings && !IsAt(there, x, y, z))
            {
                Divide(cell, halfX / 2, halfY / 2, halfZ / 2);
            }

            ref Cell here = ref _cells[cell];
            here.Mass += mass;
            double share = mass / here.Mass;
            here.X += (x - here.X) * share;
            here.Y += (y - here.Y) * share;
            here.Z += (z - here.Z) * share;
            if (here.FirstChild == None)
            {
                _places[cell].Point = _places[cell].Point == None ? point : _places[cell].Point;
                return;
            }

            cell = here.FirstChild + ChildOf(cell, x, y, z);
            (halfX, halfY, halfZ) = (halfX / 2, halfY / 2, halfZ / 2);
        }
    }

    private bool IsAt(int point, double x, double y, double z) => At(point, 0) == x && At(point, 1) == y && At(point, 2) == z;

    /// <summary>The child for a place: one bit for each axis.</summary>
    private int ChildOf(int cell, double x, double y, double z)
    {
        ref Place middle = ref _places[cell];
        int child = x >= middle.X ? 1 : 0;
        child |= TSpace.Dimensions > 1 && y >= middle.Y ? 2 : 0;
        return child | (TSpace.Dimensions > 2 && z >= middle.Z ? 4 : 0);
    }

    /// <summary>Gives a leaf children, of which one takes over its point.</summary>
    private void Divide(int cell, double halfX, double halfY, double halfZ)
    {
        int first = _count;
        Append(Children, [halfX, halfY, halfZ]);
        Place middle = _places[cell];
        for (int child = 0; child < Children; child++)
        {
            _places[first + child] = new Place(
                middle.X + ((child & 1) != 0 ? halfX : -halfX),
                TSpace.Dimensions > 1 ? middle.Y + ((child & 2) != 0 ? halfY : -halfY) : 0,
                TSpace.Dimensions > 2 ? middle.Z + ((child & 4) != 0 ? halfZ : -halfZ) : 0,
                None);
        }

        ref Cell parent = ref _cells[cell];
        int heir = first + ChildOf(cell, At(middle.Point, 0), At(middle.Point, 1), At(middle.Point, 2));
        ref Cell taken = ref _cells[heir];
        (taken.X, taken.Y, taken.Z, taken.Mass) = (parent.X, parent.Y, parent.Z, parent.Mass);
        _places[heir].Point = middle.Point;
        _places[cell].Point = None;
        parent.FirstChild = first;
    }

    private void Append(int cells, ReadOnlySpan<double> halfWidths)
    {
        double half = 0;
        foreach (double width in halfWidths[..TSpace.Dimensions])
        {
            half = Math.Max(half, width);
        }

        if (_count + cells > _cells.Length)
        {
            Array.Resize(ref _cells, 2 * _cells.Length);
            Array.Resize(ref _places, 2 * _places.Length);
        }

        _cells.AsSpan(_count, cells).Fill(new Cell { FirstChild = None, SizeSquared = half * half });
        _count += cells;
    }

    /// <summary>What a walk needs of a cell.</summary>
    public struct Cell
    {
        /// <summary>The centre of mass.</summary>
        public double X, Y, Z;

        /// <summary>The sum of the weights of its points; 0 for an empty cell.</summary>
        public double Mass;

        /// <summary>Half of the longest side, squared.</summary>
        public double SizeSquared;

        /// <summary>The first of its children; <see cref="None"/> for a leaf.</summary>
        public int FirstChild;
    }

    /// <summary>What an insertion needs of a cell: its middle, and the point of a leaf.</summary>
    private record struct Place(double X, double Y, double Z, int Point);
}
