using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>Products of a sparse matrix, which is only ever read entry by entry.</summary>
internal static class SparseProducts
{
    /// <summary>Few enough that rows of very different lengths spread over the threads.</summary>
    private const int BlockRows = 64;

    /// <summary>(scale X) B: each row's sum in double, in the order of its entries, whoever computes it.</summary>
    /// <param name="matrix">X, N x D.</param>
    /// <param name="scale">A power of two.</param>
    /// <param name="right">B, D x L.</param>
    /// <param name="team">The worker threads: a block of rows of one panel at a time, so that the panel stays in the cache.</param>
    /// <returns>N x L.</returns>
    public static TallMatrix Times(SparseMatrix matrix, double scale, TallMatrix right, WorkerTeam team)
    {
        TallMatrix result = new(matrix.Rows, right.Columns);
        int blocks = (matrix.Rows + BlockRows - 1) / BlockRows;
        team.Run(
            checked(blocks * right.Panels),
            (task, _) =>
            {
                int panel = task / blocks, block = task % blocks, end = Math.Min((block + 1) * BlockRows, matrix.Rows);
                ref float from = ref MemoryMarshal.GetArrayDataReference(right.Panel(panel));
                for (int row = block * BlockRows; row < end; row++)
                {
                    AddRow(
                        matrix.ColumnsOf(row),
                        matrix.ValuesOf(row),
                        scale,
                        ref from,
                        ref result.Panel(panel)[row * PanelLayout.Width]);
                }
            });
        return result;
    }

    /// <summary>Xᵀ as a matrix of its own: columns become rows, the entries of each in the order of the rows they came from.</summary>
    public static SparseMatrix Transpose(SparseMatrix matrix, WorkerTeam team) => SparseMatrix.Adopt(
        Transposition.Of(matrix.Entries, matrix.Columns, team), matrix.Rows);

    [MethodImpl(HotLoop.Options)]
    private static void AddRow(
        ReadOnlySpan<int> columns, ReadOnlySpan<float> values, double scale, ref float right, ref float target)
    {
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default;
        for (int entry = 0; entry < columns.Length; entry++)
        {
            Vector512<double> value = Vector512.Create(Unsafe.Add(ref MemoryMarshal.GetReference(values), entry) * scale);
            ref float from = ref Unsafe.Add(ref right, (nint)columns[entry] * PanelLayout.Width);
            (Vector512<double> b0, Vector512<double> b1) = Vector512.Widen(Vector512.LoadUnsafe(ref from));
            (Vector512<double> b2, Vector512<double> b3) = Vector512.Widen(Vector512.LoadUnsafe(ref from, Lanes.Count));
            c0 = Vector512.FusedMultiplyAdd(value, b0, c0);
            c1 = Vector512.FusedMultiplyAdd(value, b1, c1);
            c2 = Vector512.FusedMultiplyAdd(value, b2, c2);
            c3 = Vector512.FusedMultiplyAdd(value, b3, c3);
        }

        Lanes.Narrow(c0, c1).StoreUnsafe(ref target);
        Lanes.Narrow(c2, c3).StoreUnsafe(ref target, Lanes.Count);
    }
}
