using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <summary>
/// A quadtree (octree, binary tree) over the points of a map: cells are ranges of the points in Morton order, numbered in depth-first
/// order, each with its mass, centre of mass and second moments.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="Build"/> sorts and cuts; <see cref="Refit"/> recomputes what depends on the positions for cells that stay as they are.
/// Between two builds points move little, so a refitted tree serves many iterations: boxes are the tight boxes around a cell's points, not
/// the cells of the grid, and so every sum that a walk makes stays as accurate as the opening rule promises however far the points have
/// moved.
/// </para>
/// <para>
/// What a walk reads lies in <see cref="Families"/>: the children of a cell side by side, so that all of them are tested at once.
/// </para>
/// <para>No point is ever dropped: coincident points are cut by their number into cells of width 0, so no leaf holds more than a
/// bucket.</para>
/// <para>Buffers are allocated once. Not thread-safe to change; safe to read from many threads.</para>
/// </remarks>
internal sealed partial class SpaceTree<TSpace>
    where TSpace : struct, ISpace
{
    /// <summary>
    /// The most points of a leaf: a pair costs about a third of what a summarised cell does, and small leaves make many cells to refit and
    /// to walk. A pass with leaves of 8, 12, 16, 24, 32 and 48 points takes 1.22, 1.08, 1.03, 1, 1.02 and 1.08 times as long
    /// (docs/performance.md).
    /// </summary>
    public const int BucketSize = 24;

    /// <summary>Values for which coordinates have room beyond the last point, so that whole groups may be loaded.</summary>
    public const int Padding = 64;

    private readonly WorkerTeam _team;
    private readonly TreeState _state;
    private readonly MortonSort<TSpace> _sort;
    private readonly Cell[] _cells;
    private readonly float[] _boxes;

    /// <summary>Allocates for a number of points.</summary>
    /// <param name="state">
    /// What the tree keeps from one pass to the next, for N points. A state that was built elsewhere is taken up at the next refit.
    /// </param>
    /// <param name="team">The worker threads.</param>
    public SpaceTree(TreeState state, WorkerTeam team)
    {
        _state = state;
        int points = Points = state.Order.Length;
        _team = team;
        _sort = new MortonSort<TSpace>(state, team);
        _subtrees = new SubtreeLoop<UnitWeight>(this);
        _weightedSubtrees = new SubtreeLoop<PerPointWeight>(this);

        // Every inner cell has two children at least and every leaf a point, so this is never exceeded. Pages that are never written take
        // no memory.
        int cells = 2 * points;
        _cells = GC.AllocateUninitializedArray<Cell>(cells);
        Expansions = GC.AllocateUninitializedArray<float>(checked(cells * ExpansionStride));
        _boxes = GC.AllocateUninitializedArray<float>(checked(cells * BoxStride));
        Families = new CellFamilies<TSpace>(points + 1);
        Coordinates = new float[TSpace.Dimensions][];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            Coordinates[axis] = new float[points + Padding];
        }
    }

    /// <summary>
    /// Values of a cell's expansion: centre of mass (d), mass M, trace T of the second moments S, and 4 S (upper triangle by rows: xx; xx
    /// xy yy; xx xy xz yy yz zz), filled up to a multiple of 4.
    /// </summary>
    public static int ExpansionStride
    {
        // A call that is not inlined makes the JIT keep the accumulators of the loop after it in memory.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSpace.Dimensions == 1 ? 4 : TSpace.Dimensions == 2 ? 8 : 12;
    }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>The number of cells; cell 0 holds all points.</summary>
    public int CellCount { get; private set; }

    /// <summary>The most cells that there can be.</summary>
    public int CellCapacity => _cells.Length;

    /// <summary>The point (index of the caller) at each place of the tree's order.</summary>
    public int[] Order => _state.Order;

    /// <summary>The coordinates along each axis in the tree's order, with <see cref="Padding"/> zeros.</summary>
    public float[][] Coordinates { get; }

    /// <summary>
    /// The points' weights in the tree's order, with <see cref="Padding"/> zeros; empty until a <see cref="Refit"/> was given weights.
    /// </summary>
    public float[] Weights { get; private set; } = [];

    /// <summary>θ of the last <see cref="Refit"/>, by which cells are summarised.</summary>
    public double Theta { get; private set; }

    /// <summary>What a walk reads of each cell.</summary>
    public CellFamilies<TSpace> Families { get; }

    /// <summary>The expansions of cells that act on single points, <see cref="ExpansionStride"/> values each.</summary>
    public float[] Expansions { get; }

    /// <summary>The cells in depth-first order.</summary>
    public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, CellCount);

    private static int BoxStride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TSpace.Dimensions;
    }
}
