using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>Which sums of curvatures are computed.</summary>
internal interface ICurvature
{
    /// <summary>The factors of a pair, of which w (α I + β δδᵀ) is summed.</summary>
    static abstract void Factors<TKernel>(TKernel kernel, Vector512<float> s, out Vector512<float> alpha, out Vector512<float> beta)
        where TKernel : struct, IKernel;
}

/// <summary>The derivative of ψ δ: α = ψ, β = 2 ψ′.</summary>
internal readonly struct DerivativeOfRepulsion : ICurvature
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Factors<TKernel>(TKernel kernel, Vector512<float> s, out Vector512<float> alpha, out Vector512<float> beta)
        where TKernel : struct, IKernel
    {
        kernel.Derivatives(s, out _, out Vector512<float> first, out Vector512<float> second, out _);
        alpha = -first;
        beta = Vector512.Create(-2f) * second;
    }
}

/// <summary>Products of the repulsion with itself: α = 0, β = ψ².</summary>
internal readonly struct SquareOfRepulsion : ICurvature
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Factors<TKernel>(TKernel kernel, Vector512<float> s, out Vector512<float> alpha, out Vector512<float> beta)
        where TKernel : struct, IKernel
    {
        kernel.Pair(s, out _, out Vector512<float> psi);
        alpha = default;
        beta = psi * psi;
    }
}

/// <summary>
/// Σ_j w_j (α(s_j) I + β(s_j) δδᵀ) on sixteen points at once, a symmetric d x d matrix each: the points fill the lanes. A cell acts by its
/// mass and centre of mass alone.
/// </summary>
internal ref struct CurvatureAccumulator<TSpace, TKernel, TCurvature>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
    where TCurvature : struct, ICurvature
{
    private readonly TKernel _kernel;
    private readonly Vector512<float> _x, _y, _z;

    /// <summary>Takes the points from a place on.</summary>
    public CurvatureAccumulator(TKernel kernel, float[][] coordinates, int place)
    {
        _kernel = kernel;
        _x = Lanes.Load(coordinates[0], place);
        _y = TSpace.Dimensions > 1 ? Lanes.Load(coordinates[1], place) : default;
        _z = TSpace.Dimensions > 2 ? Lanes.Load(coordinates[2], place) : default;
    }

    /// <summary>The sums of each lane.</summary>
    public Vector512<float> XX, XY, XZ, YY, YZ, ZZ;

    /// <summary>Adds summarised cells.</summary>
    /// <param name="cells">Which.</param>
    /// <param name="expansions">Of the tree.</param>
    [MethodImpl(HotLoop.Options)]
    public void AddCells(ReadOnlySpan<int> cells, float[] expansions)
    {
        ref float expansion = ref MemoryMarshal.GetArrayDataReference(expansions);
        foreach (int cell in cells)
        {
            ref float e = ref Unsafe.Add(ref expansion, (nint)cell * SpaceTree<TSpace>.ExpansionStride);
            Add(e, Unsafe.Add(ref e, 1), Unsafe.Add(ref e, 2), Unsafe.Add(ref e, TSpace.Dimensions));
        }
    }

    /// <summary>Adds the cells of a local expansion one by one.</summary>
    [MethodImpl(HotLoop.Options)]
    public void AddCells(LocalExpansion<TSpace, TKernel> expansion)
    {
        for (int cell = 0; cell < expansion.CellCount; cell++)
        {
            (float x, float y, float z, float mass) = expansion.CellAt(cell);
            Add(x, y, z, mass);
        }
    }

    /// <summary>Adds points; none of the sixteen acts on itself.</summary>
    /// <param name="coordinates">Of the tree.</param>
    /// <param name="weights">The weights of the tree; read only where TWeight has them.</param>
    /// <param name="first">The first place.</param>
    /// <param name="last">The place after the last.</param>
    /// <param name="self">The place of the first of the sixteen.</param>
    [MethodImpl(HotLoop.Options)]
    public void AddPoints<TWeight>(float[][] coordinates, float[] weights, int first, int last, int self)
        where TWeight : struct, IWeight
    {
        ref float xs = ref MemoryMarshal.GetArrayDataReference(coordinates[0]);
        ref float ys = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 1 ? 1 : 0]);
        ref float zs = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 2 ? 2 : 0]);
        ref float ws = ref MemoryMarshal.GetArrayDataReference(weights);
        bool mayBeSelf = first < self + Lanes.Count && last > self;
        Vector512<int> places = Lanes.Indices + Vector512.Create(self);
        for (int place = first; place < last; place++)
        {
            Vector512<float> weight = Vector512.Create(TWeight.IsPerPoint ? Unsafe.Add(ref ws, place) : 1);
            if (mayBeSelf)
            {
                weight = Vector512.AndNot(weight, Vector512.Equals(places, Vector512.Create(place)).AsSingle());
            }

            Add(Unsafe.Add(ref xs, place), Unsafe.Add(ref ys, place), Unsafe.Add(ref zs, place), weight);
        }
    }

    /// <summary>Writes the upper triangles of the lanes to their points.</summary>
    /// <param name="curvatures">N x d(d+1)/2.</param>
    /// <param name="points">The point of each lane that counts.</param>
    public readonly void Store(float[] curvatures, ReadOnlySpan<int> points)
    {
        const int Plane = 2, Space = 3;
        int size = TSpace.Dimensions * (TSpace.Dimensions + 1) / 2;
        for (int lane = 0; lane < points.Length; lane++)
        {
            Span<float> own = curvatures.AsSpan(points[lane] * size, size);
            own[0] = XX[lane];
            if (TSpace.Dimensions >= Plane)
            {
                (own[1], own[2]) = (XY[lane], YY[lane]);
            }

            if (TSpace.Dimensions == Space)
            {
                (own[3], own[4], own[5]) = (XZ[lane], YZ[lane], ZZ[lane]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(float x, float y, float z, float mass) => Add(x, y, z, Vector512.Create(mass));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(float x, float y, float z, Vector512<float> mass)
    {
        Vector512<float> dx = _x - Vector512.Create(x), dy = default, dz = default, s = dx * dx;
        if (TSpace.Dimensions > 1)
        {
            dy = _y - Vector512.Create(y);
            s = Vector512.FusedMultiplyAdd(dy, dy, s);
        }

        if (TSpace.Dimensions > 2)
        {
            dz = _z - Vector512.Create(z);
            s = Vector512.FusedMultiplyAdd(dz, dz, s);
        }

        TCurvature.Factors(_kernel, s, out Vector512<float> alpha, out Vector512<float> beta);
        alpha *= mass;
        beta *= mass;
        Vector512<float> bx = beta * dx;
        XX += Vector512.FusedMultiplyAdd(bx, dx, alpha);
        if (TSpace.Dimensions > 1)
        {
            Vector512<float> by = beta * dy;
            XY = Vector512.FusedMultiplyAdd(bx, dy, XY);
            YY += Vector512.FusedMultiplyAdd(by, dy, alpha);
            if (TSpace.Dimensions > 2)
            {
                XZ = Vector512.FusedMultiplyAdd(bx, dz, XZ);
                YZ = Vector512.FusedMultiplyAdd(by, dz, YZ);
                ZZ += Vector512.FusedMultiplyAdd(beta * dz, dz, alpha);
            }
        }
    }
}
