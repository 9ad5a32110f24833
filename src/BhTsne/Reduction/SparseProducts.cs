using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    /// <param name="team">The worker threads: a block of rows of one panel at a time, so that the panel stays close.</param>
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
                    long first = matrix.RowOffsets[row];
                    AddRow(
                        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(matrix.PaddedColumnIndices), (nint)first),
                        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(matrix.PaddedValues), (nint)first),
                        matrix.RowOffsets[row + 1] - first,
                        scale,
                        ref from,
                        ref result.Panel(panel)[row * PanelLayout.Width]);
                }
            });
        return result;
    }

    /// <summary>Xᵀ as a matrix of its own: columns become rows, the entries of each in the order of the rows they came from.</summary>
    public static SparseMatrix Transpose(SparseMatrix matrix, CancellationToken cancellation)
    {
        CountingSort sort = new(matrix.Columns, blocks: 1);
        sort.Count(0, matrix.ColumnIndices);
        sort.OffsetsFromCounts();
        long[] starts = sort.Starts;
        Span<int> places = sort.Places(0);
        int[] rows = new int[matrix.EntryCount + SparseMatrix.Padding];
        float[] values = new float[matrix.EntryCount + SparseMatrix.Padding];
        for (int row = 0; row < matrix.Rows; row++)
        {
            if (row % BlockRows == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            for (long entry = matrix.RowOffsets[row]; entry < matrix.RowOffsets[row + 1]; entry++)
            {
                int column = matrix.PaddedColumnIndices[entry];
                long place = starts[column] + places[column]++;
                rows[place] = row;
                values[place] = matrix.PaddedValues[entry];
            }
        }

        return SparseMatrix.Adopt(starts, rows, values, matrix.Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(ref int columns, ref float values, long count, double scale, ref float right, ref float target)
    {
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default;
        for (nint entry = 0; entry < (nint)count; entry++)
        {
            Vector512<double> value = Vector512.Create(Unsafe.Add(ref values, entry) * scale);
            ref float from = ref Unsafe.Add(ref right, (nint)Unsafe.Add(ref columns, entry) * PanelLayout.Width);
            (Vector512<double> b0, Vector512<double> b1) = Vector512.Widen(Vector512.LoadUnsafe(ref from));
            (Vector512<double> b2, Vector512<double> b3) = Vector512.Widen(Vector512.LoadUnsafe(ref from, Lanes.Count));
            c0 = Vector512.FusedMultiplyAdd(value, b0, c0);
            c1 = Vector512.FusedMultiplyAdd(value, b1, c1);
            c2 = Vector512.FusedMultiplyAdd(value, b2, c2);
            c3 = Vector512.FusedMultiplyAdd(value, b3, c3);
        }

        Vector512.Narrow(c0, c1).StoreUnsafe(ref target);
        Vector512.Narrow(c2, c3).StoreUnsafe(ref target, Lanes.Count);
    }
}
