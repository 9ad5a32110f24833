using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// The sum Φ(y) = Σ φ(‖y − y_k‖²) of far cells around the middle of a group, as its Taylor polynomial of third order: Φ is a point's
/// share of Z, and −∇Φ / 2 the repulsion. Sixteen cells are taken in at a time, and then serve every point of the group by one polynomial,
/// as in the fast multipole method (Greengard and Rokhlin 1987; in Cartesian form Dehnen 2002).
/// </summary>
/// <remarks>
/// A cell enters with its second moments S: derivatives up to the third, of M φ + S:D²φ / 2, as far as their orders in the cell's and in
/// the group's width add up to three. So the force is wrong in the third order of either width over the distance, as with second moments
/// alone. Scratch memory of one worker.
/// </remarks>
internal sealed class LocalExpansion<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>Stores of eight lanes reach so far beyond the cells that count.</summary>
    private const int Overhang = 8;

    /// <summary>
    /// More cells than a walk at a θ of 0.1 finds, so that it hardly ever grows; pages that are not used are not resident. No power of two,
    /// which would send all kinds of value to the same set of the cache.
    /// </summary>
    private const int InitialCapacity = (1 << 14) + 48;

    private readonly TKernel _kernel;
    private readonly float[] _derivatives = new float[20];
    private float[] _cells = GC.AllocateUninitializedArray<float>((InitialCapacity * CellFamilies<TSpace>.FieldKinds) + Lanes.Count);
    private int _capacity = InitialCapacity;
    private int _count;
    private float _x, _y, _z;

    public LocalExpansion(TKernel kernel) => _kernel = kernel;

    /// <summary>The number of cells in the expansion.</summary>
    public int CellCount => _count;

    /// <summary>Centre of mass and mass of a cell in the expansion, for sums that do not use the polynomial.</summary>
    public (float X, float Y, float Z, float Mass) CellAt(int cell) => (
        _cells[cell],
        TSpace.Dimensions > 1 ? _cells[_capacity + cell] : 0,
        TSpace.Dimensions > 2 ? _cells[(2 * _capacity) + cell] : 0,
        _cells[(TSpace.Dimensions * _capacity) + cell]);

    /// <summary>Begins an expansion without cells.</summary>
    /// <param name="middle">Where the polynomial is exact.</param>
    public void Begin((float X, float Y, float Z) middle)
    {
        (_x, _y, _z) = middle;
        _count = 0;
    }

    /// <summary>Notes members of a family; <see cref="Sum"/> takes all of them in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(CellFamilies<TSpace> families, int family, uint members)
    {
        if (_count + Overhang > _capacity)
        {
            Grow();
        }

        Vector256<int> order = Compress.Order(members);
        ref float cells = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cells), _count);
        for (int kind = 0; kind < CellFamilies<TSpace>.FieldKinds; kind++)
        {
            Vector256.Shuffle(families.Field(family, kind), order).StoreUnsafe(ref cells, (nuint)(kind * _capacity));
        }

        _count += BitOperations.PopCount(members);
    }

    /// <summary>Computes the polynomial from the cells that were added.</summary>
    [MethodImpl(HotLoop.Options)]
    public void Sum()
    {
        // Lanes beyond the last cell get mass and moments of zero, far enough away for finite derivatives.
        ref float cells = ref MemoryMarshal.GetArrayDataReference(_cells);
        Vector512<float> d0 = default, x = default, y = default, z = default;
        Vector512<float> xx = default, xy = default, xz = default, yy = default, yz = default, zz = default;
        Vector512<float> xxx = default, xxy = default, xyy = default, yyy = default;
        Vector512<float> xxz = default, xyz = default, yyz = default, xzz = default, yzz = default, zzz = default;
        Vector512<float> middleX = Vector512.Create(_x), middleY = Vector512.Create(_y), middleZ = Vector512.Create(_z);
        for (int cell = 0; cell < _count; cell += Lanes.Count)
        {
            Vector512<float> used = Vector512.LessThan(Lanes.Indices, Vector512.Create(_count - cell)).AsSingle();
            Vector512<float> dx = (middleX - Load(ref cells, 0, cell)) & used, dy = default, dz = default;
            Vector512<float> s = dx * dx;
            if (TSpace.Dimensions > 1)
            {
                dy = (middleY - Load(ref cells, 1, cell)) & used;
                s = Vector512.FusedMultiplyAdd(dy, dy, s);
            }

            if (TSpace.Dimensions > 2)
            {
                dz = (middleZ - Load(ref cells, 2, cell)) & used;
                s = Vector512.FusedMultiplyAdd(dz, dz, s);
            }

            _kernel.Derivatives(s, out Vector512<float> phi, out Vector512<float> first, out Vector512<float> second,
                out Vector512<float> third);
            Vector512<float> mass = Load(ref cells, TSpace.Dimensions, cell) & used;
            Vector512<float> a = first + first, b = Vector512.Create(4f) * second, c = Vector512.Create(8f) * third;
            Vector512<float> eighth = Vector512.Create(0.125f);

            // D²φ = a I + b δδᵀ, D³φ = b (I ⊗ δ, thrice) + c δδδ; hXx is half of S_xx, oXy all of S_xy (an entry off the diagonal counts
            // twice).
            Vector512<float> cxx = Vector512.FusedMultiplyAdd(c * dx, dx, b), dxx = Vector512.FusedMultiplyAdd(b * dx, dx, a);
            Vector512<float> dxxx = dx * Vector512.FusedMultiplyAdd(c * dx, dx, b + b + b);
            Vector512<float> hXx = eighth * (Load(ref cells, TSpace.Dimensions + 1, cell) & used);
            d0 = Vector512.FusedMultiplyAdd(mass, phi, Vector512.FusedMultiplyAdd(hXx, dxx, d0));
            x = Vector512.FusedMultiplyAdd(mass * a, dx, Vector512.FusedMultiplyAdd(hXx, dxxx, x));
            xx = Vector512.FusedMultiplyAdd(mass, dxx, xx);
            xxx = Vector512.FusedMultiplyAdd(mass, dxxx, xxx);
            if (TSpace.Dimensions > 1)
            {
                Vector512<float> quarter = Vector512.Create(0.25f);
                Vector512<float> cyy = Vector512.FusedMultiplyAdd(c * dy, dy, b), dyy = Vector512.FusedMultiplyAdd(b * dy, dy, a),
                    dxy = b * dx * dy;
                Vector512<float> dyyy = dy * Vector512.FusedMultiplyAdd(c * dy, dy, b + b + b), dxxy = dy * cxx, dxyy = dx * cyy;
                Vector512<float> oXy = quarter * (Load(ref cells, TSpace.Dimensions + 2, cell) & used);
                Vector512<float> hYy = eighth * (Load(ref cells, TSpace.Dimensions == 2 ? 5 : 7, cell) & used);
                d0 = Vector512.FusedMultiplyAdd(oXy, dxy, Vector512.FusedMultiplyAdd(hYy, dyy, d0));
                x = Vector512.FusedMultiplyAdd(oXy, dxxy, Vector512.FusedMultiplyAdd(hYy, dxyy, x));
                y = Vector512.FusedMultiplyAdd(mass * a, dy, Vector512.FusedMultiplyAdd(hXx, dxxy, y));
                y = Vector512.FusedMultiplyAdd(oXy, dxyy, Vector512.FusedMultiplyAdd(hYy, dyyy, y));
                xy = Vector512.FusedMultiplyAdd(mass, dxy, xy);
                yy = Vector512.FusedMultiplyAdd(mass, dyy, yy);
                xxy = Vector512.FusedMultiplyAdd(mass, dxxy, xxy);
                xyy = Vector512.FusedMultiplyAdd(mass, dxyy, xyy);
                yyy = Vector512.FusedMultiplyAdd(mass, dyyy, yyy);
                if (TSpace.Dimensions > 2)
                {
                    Vector512<float> czz = Vector512.FusedMultiplyAdd(c * dz, dz, b), dzz = Vector512.FusedMultiplyAdd(b * dz, dz, a);
                    Vector512<float> dxz = b * dx * dz, dyz = b * dy * dz;
                    Vector512<float> dzzz = dz * Vector512.FusedMultiplyAdd(c * dz, dz, b + b + b), dxyz = c * dx * dy * dz;
                    Vector512<float> dxxz = dz * cxx, dyyz = dz * cyy, dxzz = dx * czz, dyzz = dy * czz;
                    Vector512<float> oXz = quarter * (Load(ref cells, 6, cell) & used), oYz = quarter * (Load(ref cells, 8, cell) & used);
                    Vector512<float> hZz = eighth * (Load(ref cells, 9, cell) & used);
                    d0 = Vector512.FusedMultiplyAdd(oXz, dxz,
                        Vector512.FusedMultiplyAdd(oYz, dyz, Vector512.FusedMultiplyAdd(hZz, dzz, d0)));
                    x = Vector512.FusedMultiplyAdd(oXz, dxxz,
                        Vector512.FusedMultiplyAdd(oYz, dxyz, Vector512.FusedMultiplyAdd(hZz, dxzz, x)));
                    y = Vector512.FusedMultiplyAdd(oXz, dxyz,
                        Vector512.FusedMultiplyAdd(oYz, dyyz, Vector512.FusedMultiplyAdd(hZz, dyzz, y)));
                    z = Vector512.FusedMultiplyAdd(mass * a, dz, Vector512.FusedMultiplyAdd(hXx, dxxz, z));
                    z = Vector512.FusedMultiplyAdd(oXy, dxyz, Vector512.FusedMultiplyAdd(hYy, dyyz, z));
                    z = Vector512.FusedMultiplyAdd(oXz, dxzz,
                        Vector512.FusedMultiplyAdd(oYz, dyzz, Vector512.FusedMultiplyAdd(hZz, dzzz, z)));
                    xz = Vector512.FusedMultiplyAdd(mass, dxz, xz);
                    yz = Vector512.FusedMultiplyAdd(mass, dyz, yz);
                    zz = Vector512.FusedMultiplyAdd(mass, dzz, zz);
                    xxz = Vector512.FusedMultiplyAdd(mass, dxxz, xxz);
                    xyz = Vector512.FusedMultiplyAdd(mass, dxyz, xyz);
                    yyz = Vector512.FusedMultiplyAdd(mass, dyyz, yyz);
                    xzz = Vector512.FusedMultiplyAdd(mass, dxzz, xzz);
                    yzz = Vector512.FusedMultiplyAdd(mass, dyzz, yzz);
                    zzz = Vector512.FusedMultiplyAdd(mass, dzzz, zzz);
                }
            }
        }

        Store(0, d0, x, xx, xxx);
        if (TSpace.Dimensions > 1)
        {
            Store(4, y, xy, yy);
            Store(7, xxy, xyy, yyy);
        }

        if (TSpace.Dimensions > 2)
        {
            Store(10, z, xz, yz, zz);
            Store(14, xxz, xyz, yyz, xzz, yzz, zzz);
        }
    }

    /// <summary>The polynomial at sixteen points: Φ and the force −∇Φ / 2.</summary>
    [MethodImpl(HotLoop.Options)]
    public void Evaluate(ref ForceAccumulator<TSpace, TKernel> sums)
    {
        if (_count == 0)
        {
            return;
        }

        ref float d = ref MemoryMarshal.GetArrayDataReference(_derivatives);
        Vector512<float> half = Vector512.Create(0.5f), third = Vector512.Create(1f / 3);
        Vector512<float> hx = sums.X - Vector512.Create(_x), hy = default, hz = default;

        // With G_n the sum of the terms of order n in the gradient: Φ = Φ₀ + h · (G₀ + G₁ / 2 + G₂ / 3).
        Vector512<float> gx0 = At(ref d, 1), gx1 = At(ref d, 2) * hx, gx2 = At(ref d, 3) * hx * hx;
        if (TSpace.Dimensions == 1)
        {
            gx2 *= half;
            sums.Phi += At(ref d, 0) + (hx * (gx0 + (half * gx1) + (third * gx2)));
            sums.ForceX -= half * (gx0 + gx1 + gx2);
            return;
        }

        hy = sums.Y - Vector512.Create(_y);
        Vector512<float> xy = hx * hy, xx = half * hx * hx, yy = half * hy * hy;
        gx1 = Vector512.FusedMultiplyAdd(At(ref d, 5), hy, gx1);
        gx2 = Vector512.FusedMultiplyAdd(At(ref d, 3), xx, Vector512.FusedMultiplyAdd(At(ref d, 7), xy, At(ref d, 8) * yy));
        Vector512<float> gy0 = At(ref d, 4), gy1 = Vector512.FusedMultiplyAdd(At(ref d, 5), hx, At(ref d, 6) * hy);
        Vector512<float> gy2 = Vector512.FusedMultiplyAdd(At(ref d, 7), xx,
            Vector512.FusedMultiplyAdd(At(ref d, 8), xy, At(ref d, 9) * yy));
        Vector512<float> phi = At(ref d, 0);
        if (TSpace.Dimensions > 2)
        {
            hz = sums.Z - Vector512.Create(_z);
            Vector512<float> xz = hx * hz, yz = hy * hz, zz = half * hz * hz;
            gx1 = Vector512.FusedMultiplyAdd(At(ref d, 11), hz, gx1);
            gy1 = Vector512.FusedMultiplyAdd(At(ref d, 12), hz, gy1);
            gx2 = Vector512.FusedMultiplyAdd(At(ref d, 14), xz,
                Vector512.FusedMultiplyAdd(At(ref d, 15), yz, Vector512.FusedMultiplyAdd(At(ref d, 17), zz, gx2)));
            gy2 = Vector512.FusedMultiplyAdd(At(ref d, 15), xz,
                Vector512.FusedMultiplyAdd(At(ref d, 16), yz, Vector512.FusedMultiplyAdd(At(ref d, 18), zz, gy2)));
            Vector512<float> gz0 = At(ref d, 10);
            Vector512<float> gz1 = Vector512.FusedMultiplyAdd(At(ref d, 11), hx,
                Vector512.FusedMultiplyAdd(At(ref d, 12), hy, At(ref d, 13) * hz));
            Vector512<float> gz2 = Vector512.FusedMultiplyAdd(At(ref d, 14), xx,
                Vector512.FusedMultiplyAdd(At(ref d, 15), xy, At(ref d, 16) * yy));
            gz2 = Vector512.FusedMultiplyAdd(At(ref d, 17), xz,
                Vector512.FusedMultiplyAdd(At(ref d, 18), yz, Vector512.FusedMultiplyAdd(At(ref d, 19), zz, gz2)));
            phi += hz * (gz0 + (half * gz1) + (third * gz2));
            sums.ForceZ -= half * (gz0 + gz1 + gz2);
        }

        sums.Phi += phi + (hx * (gx0 + (half * gx1) + (third * gx2))) + (hy * (gy0 + (half * gy1) + (third * gy2)));
        sums.ForceX -= half * (gx0 + gx1 + gx2);
        sums.ForceY -= half * (gy0 + gy1 + gy2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float values, int index) => Vector512.Create(Unsafe.Add(ref values, index));

    /// <summary>Sixteen cells' value of one kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Load(ref float cells, int value, int cell) =>
        Vector512.LoadUnsafe(ref cells, (nuint)((value * _capacity) + cell));

    private void Store(int at, params ReadOnlySpan<Vector512<float>> sums)
    {
        foreach (Vector512<float> sum in sums)
        {
            _derivatives[at++] = Lanes.OrderedSum(sum);
        }
    }

    private void Grow()
    {
        int capacity = (2 * _capacity) + 16;
        float[] cells = new float[(capacity * CellFamilies<TSpace>.FieldKinds) + Lanes.Count];
        for (int value = 0; value < CellFamilies<TSpace>.FieldKinds; value++)
        {
            _cells.AsSpan(value * _capacity, _count).CopyTo(cells.AsSpan(value * capacity));
        }

        (_cells, _capacity) = (cells, capacity);
    }
}
