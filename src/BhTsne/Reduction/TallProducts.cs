using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>
/// Products of tall matrices with each other and with small ones: values in single precision, sums in double, in the order of the rows.
/// </summary>
internal static class TallProducts
{
    /// <summary>Columns of the left matrix in a tile; with 32 of the right they fill sixteen registers.</summary>
    private const int TileColumns = 4;

    private const int BlockRows = 512;

    /// <summary>The length of a row of a small matrix for L columns: whole panels.</summary>
    public static int Stride(int columns) => PanelLayout.Count(columns) * PanelLayout.Width;

    /// <summary>AᵀA.</summary>
    /// <param name="matrix">A, of L columns.</param>
    /// <param name="team">The worker threads: a tile of the result at a time.</param>
    /// <returns>L rows of <see cref="Stride"/> values, both triangles, zero beyond L.</returns>
    public static double[] Gram(TallMatrix matrix, WorkerTeam team)
    {
        int stride = Stride(matrix.Columns), tiles = (matrix.Columns + TileColumns - 1) / TileColumns;
        double[] gram = new double[matrix.Columns * stride];
        team.Run(
            tiles * matrix.Panels,
            (block, _) =>
            {
                int first = block / matrix.Panels * TileColumns, right = block % matrix.Panels;
                if (right < first / PanelLayout.Width)
                {
                    return;
                }

                Span<double> sums = stackalloc double[TileColumns * PanelLayout.Width];
                Tile(
                    ref matrix.Panel(first / PanelLayout.Width)[first % PanelLayout.Width],
                    ref MemoryMarshal.GetArrayDataReference(matrix.Panel(right)),
                    matrix.Rows,
                    ref sums[0]);
                for (int i = 0; i < Math.Min(TileColumns, matrix.Columns - first); i++)
                {
                    Span<double> target = gram.AsSpan(((first + i) * stride) + (right * PanelLayout.Width));
                    sums.Slice(i * PanelLayout.Width, PanelLayout.Width).CopyTo(target);
                }
            });

        for (int row = 0; row < matrix.Columns; row++)
        {
            for (int column = 0; column < row; column++)
            {
                gram[(row * stride) + column] = gram[(column * stride) + row];
            }
        }

        return gram;
    }

    /// <summary>AM.</summary>
    /// <param name="matrix">A, of L columns.</param>
    /// <param name="small">M: L rows of <see cref="Stride"/>(columns) values, zero beyond the columns.</param>
    /// <param name="columns">The number of columns of M.</param>
    /// <param name="team">The worker threads: a block of rows at a time.</param>
    public static TallMatrix Times(TallMatrix matrix, double[] small, int columns, WorkerTeam team)
    {
        TallMatrix result = new(matrix.Rows, columns);
        team.Run(
            (matrix.Rows + BlockRows - 1) / BlockRows,
            (block, _) =>
            {
                double[] row = new double[matrix.Panels * PanelLayout.Width];
                int end = Math.Min((block + 1) * BlockRows, matrix.Rows);
                for (int i = block * BlockRows; i < end; i++)
                {
                    for (int panel = 0; panel < matrix.Panels; panel++)
                    {
                        TensorPrimitives.ConvertTruncating<float, double>(
                            matrix.Panel(panel).AsSpan(i * PanelLayout.Width, PanelLayout.Width), row.AsSpan(panel * PanelLayout.Width));
                    }

                    for (int panel = 0; panel < result.Panels; panel++)
                    {
                        RowTimes(
                            row,
                            matrix.Columns,
                            ref small[panel * PanelLayout.Width],
                            Stride(columns),
                            ref result.Panel(panel)[i * PanelLayout.Width]);
                    }
                }
            });
        return result;
    }

    [MethodImpl(HotLoop.Options)]
    private static void Tile(ref float a, ref float b, int rows, ref double sums)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<double> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<double> c30 = default, c31 = default, c32 = default, c33 = default;
        for (int row = 0; row < rows; row++)
        {
            (Vector512<double> b0, Vector512<double> b1) = Vector512.Widen(Vector512.LoadUnsafe(ref b));
            (Vector512<double> b2, Vector512<double> b3) = Vector512.Widen(Vector512.LoadUnsafe(ref b, Lanes.Count));
            Vector512<double> value = Vector512.Create((double)a);
            c00 = Vector512.FusedMultiplyAdd(value, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(value, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(value, b2, c02);
            c03 = Vector512.FusedMultiplyAdd(value, b3, c03);
            value = Vector512.Create((double)Unsafe.Add(ref a, 1));
            c10 = Vector512.FusedMultiplyAdd(value, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(value, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(value, b2, c12);
            c13 = Vector512.FusedMultiplyAdd(value, b3, c13);
            value = Vector512.Create((double)Unsafe.Add(ref a, 2));
            c20 = Vector512.FusedMultiplyAdd(value, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(value, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(value, b2, c22);
            c23 = Vector512.FusedMultiplyAdd(value, b3, c23);
            value = Vector512.Create((double)Unsafe.Add(ref a, 3));
            c30 = Vector512.FusedMultiplyAdd(value, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(value, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(value, b2, c32);
            c33 = Vector512.FusedMultiplyAdd(value, b3, c33);
            a = ref Unsafe.Add(ref a, PanelLayout.Width);
            b = ref Unsafe.Add(ref b, PanelLayout.Width);
        }

        Store(ref sums, c00, c01, c02, c03);
        Store(ref Unsafe.Add(ref sums, PanelLayout.Width), c10, c11, c12, c13);
        Store(ref Unsafe.Add(ref sums, 2 * PanelLayout.Width), c20, c21, c22, c23);
        Store(ref Unsafe.Add(ref sums, 3 * PanelLayout.Width), c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double target, Vector512<double> v0, Vector512<double> v1, Vector512<double> v2, Vector512<double> v3)
    {
        v0.StoreUnsafe(ref target);
        v1.StoreUnsafe(ref target, DoubleLanes.Count);
        v2.StoreUnsafe(ref target, 2 * DoubleLanes.Count);
        v3.StoreUnsafe(ref target, 3 * DoubleLanes.Count);
    }

    [MethodImpl(HotLoop.Options)]
    private static void RowTimes(double[] row, int count, ref double small, int stride, ref float target)
    {
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default;
        for (int k = 0; k < count; k++)
        {
            Vector512<double> value = Vector512.Create(row[k]);
            c0 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref small), c0);
            c1 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref small, DoubleLanes.Count), c1);
            c2 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref small, 2 * DoubleLanes.Count), c2);
            c3 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref small, 3 * DoubleLanes.Count), c3);
            small = ref Unsafe.Add(ref small, stride);
        }

        Lanes.Narrow(c0, c1).StoreUnsafe(ref target);
        Lanes.Narrow(c2, c3).StoreUnsafe(ref target, Lanes.Count);
    }
}
