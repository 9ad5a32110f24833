using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Attraction;

/// <summary>
/// The curvature of the attraction, the derivative of A_i by y_i: Σ_j p_ij (a(s_ij) I + 2 a′(s_ij) δδᵀ), a symmetric d x d matrix for each
/// point.
/// </summary>
internal static class AttractiveCurvatures<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private const int RowsPerBlock = 256;

    /// <summary>Computes it.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="matrix">P.</param>
    /// <param name="positions">The map, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="curvatures">Receives the upper triangles, N x d(d+1)/2: xx, then xy and yy, then xz, yz and zz.</param>
    /// <param name="team">The worker threads.</param>
    public static void Compute(TKernel kernel, SparseMatrix matrix, float[] positions, float[] curvatures, WorkerTeam team) => team.Run(
        (matrix.Rows + RowsPerBlock - 1) / RowsPerBlock,
        (block, _) =>
        {
            for (int row = block * RowsPerBlock; row < Math.Min((block + 1) * RowsPerBlock, matrix.Rows); row++)
            {
                OfRow(kernel, matrix.Entries, positions, row, curvatures);
            }
        });

    [MethodImpl(HotLoop.Options)]
    private static void OfRow(TKernel kernel, ChunkedRows entries, float[] positions, int row, float[] curvatures)
    {
        const int Plane = 2, Space = 3;
        ref float all = ref MemoryMarshal.GetArrayDataReference(positions);
        int offset = row * TSpace.Stride, chunk = entries.ChunkOf(row);
        Vector512<float> x = Vector512.Create(positions[offset]);
        Vector512<float> y = TSpace.Dimensions >= Plane ? Vector512.Create(positions[offset + 1]) : default;
        Vector512<float> z = TSpace.Dimensions >= Space ? Vector512.Create(positions[offset + 2]) : default;
        Vector512<float> xx = default, xy = default, xz = default, yy = default, yz = default, zz = default;
        ref int columns = ref MemoryMarshal.GetArrayDataReference(entries.Indices[chunk]);
        ref float values = ref MemoryMarshal.GetArrayDataReference(entries.Values[chunk]);
        nint entry = entries.PlaceOf(row), end = entry + entries.LengthOf(row);
        for (; entry < end; entry += Lanes.Count)
        {
            Vector512<float> p = Vector512.LoadUnsafe(ref values, (nuint)entry);
            if (end - entry < Lanes.Count)
            {
                // Beyond the row lie the next row's entries, or the padding of the chunk.
                p &= Vector512.LessThan(Lanes.Indices, Vector512.Create((int)(end - entry))).AsSingle();
            }

            PointGather.Load<TSpace>(
                ref all, ref Unsafe.Add(ref columns, entry), out Vector512<float> xs, out Vector512<float> ys, out Vector512<float> zs);
            Vector512<float> dx = x - xs, dy = y - ys, dz = z - zs;
            Vector512<float> s = Vector512.FusedMultiplyAdd(dz, dz, Vector512.FusedMultiplyAdd(dy, dy, dx * dx));
            Vector512<float> alpha = p * kernel.Attraction(s), beta = p * (Vector512.Create(2f) * kernel.AttractionSlope(s));
            Vector512<float> bx = beta * dx, by = beta * dy;
            xx += Vector512.FusedMultiplyAdd(bx, dx, alpha);
            xy = Vector512.FusedMultiplyAdd(bx, dy, xy);
            yy += Vector512.FusedMultiplyAdd(by, dy, alpha);
            xz = Vector512.FusedMultiplyAdd(bx, dz, xz);
            yz = Vector512.FusedMultiplyAdd(by, dz, yz);
            zz += Vector512.FusedMultiplyAdd(beta * dz, dz, alpha);
        }

        int size = TSpace.Dimensions * (TSpace.Dimensions + 1) / 2;
        Span<float> own = curvatures.AsSpan(row * size, size);
        own[0] = Lanes.OrderedSum(xx);
        if (TSpace.Dimensions >= Plane)
        {
            (own[1], own[2]) = (Lanes.OrderedSum(xy), Lanes.OrderedSum(yy));
        }

        if (TSpace.Dimensions == Space)
        {
            (own[3], own[4], own[5]) = (Lanes.OrderedSum(xz), Lanes.OrderedSum(yz), Lanes.OrderedSum(zz));
        }
    }
}
