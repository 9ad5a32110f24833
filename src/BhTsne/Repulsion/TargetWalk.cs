using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// The sums over all sources at one target that is not among them: R = Σ_j w_j ψ(s_j) (y − y_j) and φ = Σ_j w_j φ(s_j). Sixteen cells or
/// sources fill the lanes, so that a target needs no others beside it. Scratch memory of one worker.
/// </summary>
/// <remarks>
/// A cell is summarised when its width is at most θ times the distance from the target to its centre of mass, with its second moments; what
/// remains are single sources. There are no local expansions, which would serve one point alone.
/// </remarks>
internal sealed class TargetWalk<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>Stores of eight lanes reach so far beyond what counts.</summary>
    private const int Overhang = 8;

    private readonly TKernel _kernel;
    private int[] _stack = new int[1 << 10];
    private int[] _ranges = new int[1 << 10];
    private int _rangeCount;
    private float[] _cells = [];
    private int _capacity;
    private int _cellCount;

    /// <summary>Allocates scratch memory.</summary>
    /// <param name="kernel">The kernel.</param>
    public TargetWalk(TKernel kernel)
    {
        _kernel = kernel;
        Grow((1 << 10) + 48);
    }

    /// <summary>R at the last target.</summary>
    public (float X, float Y, float Z) Repulsion { get; private set; }

    /// <summary>Computes the sums at a target.</summary>
    /// <param name="tree">Over the sources, fitted; it does not change meanwhile.</param>
    /// <param name="x">The target.</param>
    /// <param name="y">Not used on a line.</param>
    /// <param name="z">Used in space alone.</param>
    /// <returns>φ; <see cref="Repulsion"/> has R.</returns>
    public float Compute<TWeight>(SpaceTree<TSpace> tree, float x, float y, float z)
        where TWeight : struct, IWeight
    {
        Walk<NoneLeftOut>(tree, 0, x, y, z);
        return Sum<TWeight>(tree, x, y, z);
    }

    /// <summary>
    /// Computes the sums at a target without one source, exactly: no summarised cell holds it. Where it has a weight of its own, one of the
    /// equal points that it stands for is left out, and the others stay.
    /// </summary>
    /// <param name="tree">Over the sources, fitted; it does not change meanwhile.</param>
    /// <param name="place">The source, by its place in the tree's order.</param>
    /// <param name="x">The target.</param>
    /// <param name="y">Not used on a line.</param>
    /// <param name="z">Used in space alone.</param>
    /// <returns>φ; <see cref="Repulsion"/> has R.</returns>
    public float ComputeWithout<TWeight>(SpaceTree<TSpace> tree, int place, float x, float y, float z)
        where TWeight : struct, IWeight
    {
        Walk<OneLeftOut>(tree, place, x, y, z);
        float sum = Sum<TWeight>(tree, x, y, z);
        float rest = TWeight.IsPerPoint ? tree.Weights[place] - 1 : 0;
        if (rest <= 0)
        {
            return sum;
        }

        float dx = x - tree.Coordinates[0][place];
        float dy = TSpace.Dimensions > 1 ? y - tree.Coordinates[1][place] : 0;
        float dz = TSpace.Dimensions > 2 ? z - tree.Coordinates[2][place] : 0;
        _kernel.Pair(Vector512.Create((dx * dx) + (dy * dy) + (dz * dz)), out Vector512<float> phi, out Vector512<float> psi);
        float factor = rest * psi.ToScalar();
        Repulsion = (Repulsion.X + (factor * dx), Repulsion.Y + (factor * dy), Repulsion.Z + (factor * dz));
        return sum + (rest * phi.ToScalar());
    }

    /// <summary>The sums over what the walk collected.</summary>
    [MethodImpl(HotLoop.Options)]
    private float Sum<TWeight>(SpaceTree<TSpace> tree, float x, float y, float z)
        where TWeight : struct, IWeight
    {
        Vector512<float> atX = Vector512.Create(x), atY = Vector512.Create(y), atZ = Vector512.Create(z);
        Vector512<float> phi = default, forceX = default, forceY = default, forceZ = default;
        AddCells(atX, atY, atZ, ref phi, ref forceX, ref forceY, ref forceZ);
        float[][] coordinates = tree.Coordinates;
        ref float xs = ref MemoryMarshal.GetArrayDataReference(coordinates[0]);
        ref float ys = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 1 ? 1 : 0]);
        ref float zs = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 2 ? 2 : 0]);
        ref float weights = ref MemoryMarshal.GetArrayDataReference(tree.Weights);
        for (int range = 0; range < _rangeCount; range++)
        {
            int last = _ranges[(2 * range) + 1];
            for (int place = _ranges[2 * range]; place < last; place += Lanes.Count)
            {
                nuint at = (nuint)place;
                Vector512<float> used = Vector512.LessThan(Lanes.Indices, Vector512.Create(last - place)).AsSingle();
                Vector512<float> dx = (atX - Vector512.LoadUnsafe(ref xs, at)) & used, dy = default, dz = default;
                Vector512<float> s = dx * dx;
                if (TSpace.Dimensions > 1)
                {
                    dy = (atY - Vector512.LoadUnsafe(ref ys, at)) & used;
                    s = Vector512.FusedMultiplyAdd(dy, dy, s);
                }

                if (TSpace.Dimensions > 2)
                {
                    dz = (atZ - Vector512.LoadUnsafe(ref zs, at)) & used;
                    s = Vector512.FusedMultiplyAdd(dz, dz, s);
                }

                _kernel.Pair(s, out Vector512<float> pairPhi, out Vector512<float> psi);
                if (TWeight.IsPerPoint)
                {
                    Vector512<float> weight = Vector512.LoadUnsafe(ref weights, at);
                    pairPhi *= weight;
                    psi *= weight;
                }

                phi += pairPhi & used;
                forceX = Vector512.FusedMultiplyAdd(psi & used, dx, forceX);
                forceY = TSpace.Dimensions > 1 ? Vector512.FusedMultiplyAdd(psi & used, dy, forceY) : default;
                forceZ = TSpace.Dimensions > 2 ? Vector512.FusedMultiplyAdd(psi & used, dz, forceZ) : default;
            }
        }

        Repulsion = (
            Lanes.OrderedSum(forceX),
            TSpace.Dimensions > 1 ? Lanes.OrderedSum(forceY) : 0,
            TSpace.Dimensions > 2 ? Lanes.OrderedSum(forceZ) : 0);
        return Lanes.OrderedSum(phi);
    }

    /// <summary>Collects the cells that are summarised and the ranges of single sources.</summary>
    [MethodImpl(HotLoop.Options)]
    private void Walk<TLeftOut>(SpaceTree<TSpace> tree, int leftOut, float x, float y, float z)
        where TLeftOut : struct, ILeftOut
    {
        Vector256<float> atX = Vector256.Create(x), atY = Vector256.Create(y), atZ = Vector256.Create(z);
        CellFamilies<TSpace> families = tree.Families;
        _cellCount = 0;
        _rangeCount = 0;
        _stack[0] = 0;
        int depth = 1;
        while (depth > 0)
        {
            int family = _stack[--depth];
            uint members = families.Members(family);
            Vector256<float> dx = atX - families.Field(family, 0);
            Vector256<float> distance = dx * dx;
            if (TSpace.Dimensions > 1)
            {
                Vector256<float> dy = atY - families.Field(family, 1);
                distance += dy * dy;
            }

            if (TSpace.Dimensions > 2)
            {
                Vector256<float> dz = atZ - families.Field(family, 2);
                distance += dz * dz;
            }

            uint far = members & Vector256.LessThanOrEqual(families.ReachSquared(family), distance).ExtractMostSignificantBits();
            if (TLeftOut.IsOne)
            {
                far &= ~Holding(families, family, leftOut);
            }

            if (far != 0)
            {
                AddCells(families, family, far);
            }

            Vector256<int> children = families.Children(family);
            uint open = members & ~far;
            uint inner = open & Vector256.GreaterThanOrEqual(children, Vector256<int>.Zero).ExtractMostSignificantBits();
            if (depth + Overhang > _stack.Length)
            {
                Array.Resize(ref _stack, 2 * _stack.Length);
            }

            depth = Compress.Store(children, inner, ref MemoryMarshal.GetArrayDataReference(_stack), depth);
            for (uint leaves = open & ~inner; leaves != 0; leaves &= leaves - 1)
            {
                int lane = BitOperations.TrailingZeroCount(leaves);
                int first = families.First(family)[lane], last = families.Last(family)[lane];
                if (TLeftOut.IsOne && first <= leftOut && leftOut < last)
                {
                    AddRange(first, leftOut);
                    first = leftOut + 1;
                }

                AddRange(first, last);
            }
        }
    }

    /// <summary>A bit for the member that holds a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Holding(CellFamilies<TSpace> families, int family, int place)
    {
        Vector256<int> at = Vector256.Create(place);
        return (Vector256.LessThanOrEqual(families.First(family), at) & Vector256.GreaterThan(families.Last(family), at))
            .ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddCells(CellFamilies<TSpace> families, int family, uint members)
    {
        if (_cellCount + Overhang > _capacity)
        {
            Grow((2 * _capacity) + 16);
        }

        Vector256<int> order = Compress.Order(members);
        ref float cells = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cells), _cellCount);
        for (int kind = 0; kind < CellFamilies<TSpace>.FieldKinds; kind++)
        {
            Vector256.Shuffle(families.Field(family, kind), order).StoreUnsafe(ref cells, (nuint)(kind * _capacity));
        }

        _cellCount += BitOperations.PopCount(members);
    }

    private void AddRange(int first, int last)
    {
        if (_rangeCount > 0 && _ranges[(2 * _rangeCount) - 1] == first)
        {
            _ranges[(2 * _rangeCount) - 1] = last;
            return;
        }

        if (2 * (_rangeCount + 1) > _ranges.Length)
        {
            Array.Resize(ref _ranges, 2 * _ranges.Length);
        }

        _ranges[2 * _rangeCount] = first;
        _ranges[(2 * _rangeCount++) + 1] = last;
    }

    [MethodImpl(HotLoop.Options)]
    private void AddCells(
        Vector512<float> x, Vector512<float> y, Vector512<float> z, ref Vector512<float> phi,
        ref Vector512<float> forceX, ref Vector512<float> forceY, ref Vector512<float> forceZ)
    {
        ref float cells = ref MemoryMarshal.GetArrayDataReference(_cells);
        Vector512<float> quarter = Vector512.Create(0.25f);
        for (int cell = 0; cell < _cellCount; cell += Lanes.Count)
        {
            // Lanes beyond the last cell get a mass and moments of zero.
            Vector512<float> used = Vector512.LessThan(Lanes.Indices, Vector512.Create(_cellCount - cell)).AsSingle();
            Vector512<float> dx = (x - Load(ref cells, 0, cell)) & used, dy = default, dz = default;
            Vector512<float> mass = Load(ref cells, TSpace.Dimensions, cell) & used;
            Vector512<float> xx = Load(ref cells, TSpace.Dimensions + 1, cell) & used;
            Vector512<float> s = dx * dx, shearX = xx * dx, shearY = default, shearZ = default, trace = xx;
            if (TSpace.Dimensions == 2)
            {
                dy = (y - Load(ref cells, 1, cell)) & used;
                s = Vector512.FusedMultiplyAdd(dy, dy, s);
                Vector512<float> xy = Load(ref cells, 4, cell) & used, yy = Load(ref cells, 5, cell) & used;
                shearX = Vector512.FusedMultiplyAdd(xy, dy, shearX);
                shearY = Vector512.FusedMultiplyAdd(xy, dx, yy * dy);
                trace += yy;
            }
            else if (TSpace.Dimensions == 3)
            {
                dy = (y - Load(ref cells, 1, cell)) & used;
                dz = (z - Load(ref cells, 2, cell)) & used;
                s = Vector512.FusedMultiplyAdd(dz, dz, Vector512.FusedMultiplyAdd(dy, dy, s));
                Vector512<float> xy = Load(ref cells, 5, cell) & used, xz = Load(ref cells, 6, cell) & used;
                Vector512<float> yy = Load(ref cells, 7, cell) & used, yz = Load(ref cells, 8, cell) & used;
                Vector512<float> zz = Load(ref cells, 9, cell) & used;
                shearX = Vector512.FusedMultiplyAdd(xz, dz, Vector512.FusedMultiplyAdd(xy, dy, shearX));
                shearY = Vector512.FusedMultiplyAdd(yz, dz, Vector512.FusedMultiplyAdd(xy, dx, yy * dy));
                shearZ = Vector512.FusedMultiplyAdd(yz, dy, Vector512.FusedMultiplyAdd(xz, dx, zz * dz));
                trace += yy + zz;
            }

            Vector512<float> quadruple = Vector512.FusedMultiplyAdd(
                shearZ, dz, Vector512.FusedMultiplyAdd(shearY, dy, shearX * dx));
            _kernel.Cell(
                s, mass, quarter * trace, quadruple, out Vector512<float> cellPhi, out Vector512<float> radial, out Vector512<float> shear);
            phi += cellPhi;
            forceX = Vector512.FusedMultiplyAdd(shear, shearX, Vector512.FusedMultiplyAdd(radial, dx, forceX));
            forceY = Vector512.FusedMultiplyAdd(shear, shearY, Vector512.FusedMultiplyAdd(radial, dy, forceY));
            forceZ = Vector512.FusedMultiplyAdd(shear, shearZ, Vector512.FusedMultiplyAdd(radial, dz, forceZ));
        }
    }

    /// <summary>Sixteen cells' value of one kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Load(ref float cells, int value, int cell) =>
        Vector512.LoadUnsafe(ref cells, (nuint)((value * _capacity) + cell));

    private void Grow(int capacity)
    {
        float[] cells = new float[(capacity * CellFamilies<TSpace>.FieldKinds) + Lanes.Count];
        for (int value = 0; value < CellFamilies<TSpace>.FieldKinds && _cellCount > 0; value++)
        {
            _cells.AsSpan(value * _capacity, _cellCount).CopyTo(cells.AsSpan(value * capacity));
        }

        (_cells, _capacity) = (cells, capacity);
    }
}
