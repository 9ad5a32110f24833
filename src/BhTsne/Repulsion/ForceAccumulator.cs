using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// The repulsion on sixteen points at once: the points fill the lanes, and what they interact with is broadcast, one cell or point after
/// the other.
/// </summary>
internal ref struct ForceAccumulator<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private readonly TKernel _kernel;

    /// <summary>Takes the points from a place on.</summary>
    public ForceAccumulator(TKernel kernel, float[][] coordinates, int place)
    {
        _kernel = kernel;
        X = Lanes.Load(coordinates[0], place);
        Y = TSpace.Dimensions > 1 ? Lanes.Load(coordinates[1], place) : default;
        Z = TSpace.Dimensions > 2 ? Lanes.Load(coordinates[2], place) : default;
    }

    /// <summary>The points' coordinates along each axis.</summary>
    public readonly Vector512<float> X, Y, Z;

    /// <summary>Σ φ of each lane.</summary>
    public Vector512<float> Phi;

    /// <summary>Σ ψ δ of each lane, along each axis.</summary>
    public Vector512<float> ForceX, ForceY, ForceZ;

    /// <summary>Adds summarised cells.</summary>
    /// <param name="cells">Which.</param>
    /// <param name="expansions">Of the tree.</param>
    [MethodImpl(HotLoop.Options)]
    public void AddCells(ReadOnlySpan<int> cells, float[] expansions)
    {
        Vector512<float> x = X, y = Y, z = Z;
        Vector512<float> phi = Phi, forceX = ForceX, forceY = ForceY, forceZ = ForceZ;
        ref float expansion = ref MemoryMarshal.GetArrayDataReference(expansions);
        int stride = SpaceTree<TSpace>.ExpansionStride;
        foreach (int cell in cells)
        {
            ref float e = ref Unsafe.Add(ref expansion, (nint)cell * stride);
            Vector512<float> dx = x - Vector512.Create(e), dy = default, dz = default;
            Vector512<float> s = dx * dx;
            Vector512<float> shearX, shearY = default, shearZ = default, quadruple;
            if (TSpace.Dimensions == 1)
            {
                shearX = At(ref e, 3) * dx;
                quadruple = shearX * dx;
            }
            else if (TSpace.Dimensions == 2)
            {
                dy = y - At(ref e, 1);
                s = Vector512.FusedMultiplyAdd(dy, dy, s);
                Vector512<float> xy = At(ref e, 5);
                shearX = Vector512.FusedMultiplyAdd(xy, dy, At(ref e, 4) * dx);
                shearY = Vector512.FusedMultiplyAdd(xy, dx, At(ref e, 6) * dy);
                quadruple = Vector512.FusedMultiplyAdd(shearY, dy, shearX * dx);
            }
            else
            {
                dy = y - At(ref e, 1);
                dz = z - At(ref e, 2);
                s = Vector512.FusedMultiplyAdd(dz, dz, Vector512.FusedMultiplyAdd(dy, dy, s));
                Vector512<float> xy = At(ref e, 6), xz = At(ref e, 7), yz = At(ref e, 9);
                shearX = Vector512.FusedMultiplyAdd(xz, dz, Vector512.FusedMultiplyAdd(xy, dy, At(ref e, 5) * dx));
                shearY = Vector512.FusedMultiplyAdd(yz, dz, Vector512.FusedMultiplyAdd(xy, dx, At(ref e, 8) * dy));
                shearZ = Vector512.FusedMultiplyAdd(yz, dy, Vector512.FusedMultiplyAdd(xz, dx, At(ref e, 10) * dz));
                quadruple = Vector512.FusedMultiplyAdd(shearZ, dz, Vector512.FusedMultiplyAdd(shearY, dy, shearX * dx));
            }

            _kernel.Cell(
                s,
                At(ref e, TSpace.Dimensions),
                At(ref e, TSpace.Dimensions + 1),
                quadruple,
                out Vector512<float> cellPhi,
                out Vector512<float> radial,
                out Vector512<float> shear);
            phi += cellPhi;
            forceX = Vector512.FusedMultiplyAdd(shear, shearX, Vector512.FusedMultiplyAdd(radial, dx, forceX));
            if (TSpace.Dimensions > 1)
            {
                forceY = Vector512.FusedMultiplyAdd(shear, shearY, Vector512.FusedMultiplyAdd(radial, dy, forceY));
            }

            if (TSpace.Dimensions > 2)
            {
                forceZ = Vector512.FusedMultiplyAdd(shear, shearZ, Vector512.FusedMultiplyAdd(radial, dz, forceZ));
            }
        }

        (Phi, ForceX, ForceY, ForceZ) = (phi, forceX, forceY, forceZ);
    }

    /// <summary>
    /// Adds points that are not among the sixteen. Lanes without a point hold what the padding makes of them: the caller leaves them out.
    /// </summary>
    /// <param name="coordinates">Of the tree.</param>
    /// <param name="weights">The weights of the tree; read only where TWeight has them.</param>
    /// <param name="ranges">Pairs of the first place and the place after the last.</param>
    [MethodImpl(HotLoop.Options)]
    public void AddPoints<TWeight>(float[][] coordinates, float[] weights, scoped ReadOnlySpan<int> ranges)
        where TWeight : struct, IWeight
    {
        Vector512<float> phi = Phi, forceX = ForceX, forceY = ForceY, forceZ = ForceZ;
        ref float xs = ref MemoryMarshal.GetArrayDataReference(coordinates[0]);
        ref float ys = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 1 ? 1 : 0]);
        ref float zs = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 2 ? 2 : 0]);
        ref float ws = ref MemoryMarshal.GetArrayDataReference(weights);
        for (int range = 0; range + 1 < ranges.Length; range += 2)
        {
            int last = ranges[range + 1];
            for (int place = ranges[range]; place < last; place++)
            {
                AddPoint(ref xs, ref ys, ref zs, place, out Vector512<float> dx, out Vector512<float> dy, out Vector512<float> dz,
                    out Vector512<float> pairPhi, out Vector512<float> psi);
                if (TWeight.IsPerPoint)
                {
                    Vector512<float> weight = At(ref ws, place);
                    pairPhi *= weight;
                    psi *= weight;
                }

                phi += pairPhi;
                forceX = Vector512.FusedMultiplyAdd(psi, dx, forceX);
                forceY = TSpace.Dimensions > 1 ? Vector512.FusedMultiplyAdd(psi, dy, forceY) : default;
                forceZ = TSpace.Dimensions > 2 ? Vector512.FusedMultiplyAdd(psi, dz, forceZ) : default;
            }
        }

        (Phi, ForceX, ForceY, ForceZ) = (phi, forceX, forceY, forceZ);
    }

    /// <summary>
    /// Adds points among which the sixteen are: no point acts on itself. (Its force on itself is zero; its φ is left out here.)
    /// </summary>
    /// <param name="coordinates">Of the tree.</param>
    /// <param name="weights">The weights of the tree; read only where TWeight has them.</param>
    /// <param name="first">The first place.</param>
    /// <param name="last">The place after the last.</param>
    /// <param name="self">The place of the first of the sixteen.</param>
    [MethodImpl(HotLoop.Options)]
    public void AddOwnPoints<TWeight>(float[][] coordinates, float[] weights, int first, int last, int self)
        where TWeight : struct, IWeight
    {
        Vector512<float> phi = Phi, forceX = ForceX, forceY = ForceY, forceZ = ForceZ;
        Vector512<int> places = Lanes.Indices + Vector512.Create(self);
        ref float xs = ref MemoryMarshal.GetArrayDataReference(coordinates[0]);
        ref float ys = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 1 ? 1 : 0]);
        ref float zs = ref MemoryMarshal.GetArrayDataReference(coordinates[TSpace.Dimensions > 2 ? 2 : 0]);
        ref float ws = ref MemoryMarshal.GetArrayDataReference(weights);
        for (int place = first; place < last; place++)
        {
            AddPoint(ref xs, ref ys, ref zs, place, out Vector512<float> dx, out Vector512<float> dy, out Vector512<float> dz,
                out Vector512<float> pairPhi, out Vector512<float> psi);
            if (TWeight.IsPerPoint)
            {
                Vector512<float> weight = At(ref ws, place);
                pairPhi *= weight;
                psi *= weight;
            }

            Vector512<float> isSelf = Vector512.Equals(places, Vector512.Create(place)).AsSingle();
            phi += Vector512.AndNot(pairPhi, isSelf);
            forceX = Vector512.FusedMultiplyAdd(psi, dx, forceX);
            forceY = TSpace.Dimensions > 1 ? Vector512.FusedMultiplyAdd(psi, dy, forceY) : default;
            forceZ = TSpace.Dimensions > 2 ? Vector512.FusedMultiplyAdd(psi, dz, forceZ) : default;
        }

        (Phi, ForceX, ForceY, ForceZ) = (phi, forceX, forceY, forceZ);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void AddPoint(
        ref float xs,
        ref float ys,
        ref float zs,
        int place,
        out Vector512<float> dx,
        out Vector512<float> dy,
        out Vector512<float> dz,
        out Vector512<float> phi,
        out Vector512<float> psi)
    {
        dx = X - At(ref xs, place);
        dy = TSpace.Dimensions > 1 ? Y - At(ref ys, place) : default;
        dz = TSpace.Dimensions > 2 ? Z - At(ref zs, place) : default;
        Vector512<float> s = dx * dx;
        if (TSpace.Dimensions > 1)
        {
            s = Vector512.FusedMultiplyAdd(dy, dy, s);
        }

        if (TSpace.Dimensions > 2)
        {
            s = Vector512.FusedMultiplyAdd(dz, dz, s);
        }

        _kernel.Pair(s, out phi, out psi);
    }

    /// <summary>One value in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float values, int index) => Vector512.Create(Unsafe.Add(ref values, index));
}
