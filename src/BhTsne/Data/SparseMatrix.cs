using BhTsne.Data;

namespace BhTsne;

/// <summary>A sparse matrix in compressed rows (CSR): of each row the entries that are stored, their columns ascending.</summary>
/// <remarks>
/// Offsets are 64-bit and entries lie in chunks of memory: there may be more of them than one array holds. Immutable, safe to share between
/// threads.
/// </remarks>
public sealed class SparseMatrix
{
    /// <summary>Copies a matrix from its three arrays.</summary>
    /// <param name="rowOffsets">Rows + 1 offsets, from 0 to the number of entries, never falling.</param>
    /// <param name="columnIndices">The column of each entry, ascending within a row, each at most once.</param>
    /// <param name="values">The value of each entry, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">The arrays do not describe a matrix; the message names the row.</exception>
    public SparseMatrix(ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, int columns)
        : this(rowOffsets, columnIndices, values, columns, ChunkedRows.DefaultShift)
    {
    }

    /// <summary>Copies a matrix from its three arrays to chunks of a given capacity.</summary>
    internal SparseMatrix(
        ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, int columns, int chunkShift)
    {
        RequireValid(rowOffsets, columnIndices, values, columns);
        Entries = ChunkedRows.Allocate(rowOffsets.ToArray(), chunkShift);
        Entries.CopyFrom(columnIndices, values);
        Columns = columns;
    }

    private SparseMatrix(ChunkedRows entries, int columns) => (Entries, Columns) = (entries, columns);

    /// <summary>The number of rows.</summary>
    public int Rows => Entries.Rows;

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of entries that are stored.</summary>
    public long EntryCount => Entries.Count;

    /// <summary>Rows + 1 offsets: of each row the number of entries before it, and at last the number of all entries.</summary>
    public ReadOnlySpan<long> RowOffsets => Entries.Offsets;

    /// <summary>The entries by rows.</summary>
    internal ChunkedRows Entries { get; }

    /// <summary>The columns of the entries of one row, ascending.</summary>
    /// <param name="row">Its index, 0 to Rows - 1.</param>
    /// <returns>The columns, without a copy.</returns>
    /// <exception cref="IndexOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<int> ColumnsOf(int row) => Entries.IndicesOf(row);

    /// <summary>The values of the entries of one row, in the order of <see cref="ColumnsOf"/>.</summary>
    /// <param name="row">Its index, 0 to Rows - 1.</param>
    /// <returns>The values, without a copy.</returns>
    /// <exception cref="IndexOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<float> ValuesOf(int row) => Entries.ValuesOf(row);

    /// <summary>Copies all entries, row after row; <see cref="RowOffsets"/> says where each row begins.</summary>
    /// <param name="columnIndices">Receives the columns: at least <see cref="EntryCount"/> places.</param>
    /// <param name="values">Receives the values: at least <see cref="EntryCount"/> places.</param>
    /// <exception cref="ArgumentException">One is too short.</exception>
    public void CopyTo(Span<int> columnIndices, Span<float> values) => Entries.CopyTo(columnIndices, values);

    /// <summary>Puts the rows of matrices of one width below each other, in the order of the matrices.</summary>
    /// <param name="parts">At least one.</param>
    /// <returns>A matrix of all rows; it may have more entries than one array holds.</returns>
    /// <exception cref="ArgumentException">There is no part, or the parts differ in width.</exception>
    public static SparseMatrix Stack(params ReadOnlySpan<SparseMatrix> parts) => Stack(parts, ChunkedRows.DefaultShift);

    /// <summary>Stacks matrices into chunks of a given capacity.</summary>
    internal static SparseMatrix Stack(ReadOnlySpan<SparseMatrix> parts, int chunkShift)
    {
        if (parts.Length == 0)
        {
            throw new ArgumentException("There is no matrix to stack.", nameof(parts));
        }

        int rows = 0;
        foreach (SparseMatrix part in parts)
        {
            rows = checked(rows + part.Rows);
            if (part.Columns != parts[0].Columns)
            {
                throw new ArgumentException(
                    $"Matrices of {parts[0].Columns} and of {part.Columns} columns cannot be stacked.", nameof(parts));
            }
        }

        long[] offsets = new long[rows + 1];
        int at = 0;
        foreach (SparseMatrix part in parts)
        {
            long start = offsets[at];
            for (int row = 0; row < part.Rows; row++)
            {
                offsets[++at] = start + part.RowOffsets[row + 1];
            }
        }

        ChunkedRows entries = ChunkedRows.Allocate(offsets, chunkShift);
        at = 0;
        foreach (SparseMatrix part in parts)
        {
            for (int row = 0; row < part.Rows; row++, at++)
            {
                part.ColumnsOf(row).CopyTo(entries.IndicesOf(at));
                part.ValuesOf(row).CopyTo(entries.ValuesOf(at));
            }
        }

        return new SparseMatrix(entries, parts[0].Columns);
    }

    /// <summary>Takes over rows that the engine made, without checks or copies; the caller writes to them no more.</summary>
    internal static SparseMatrix Adopt(ChunkedRows entries, int columns) => new(entries, columns);

    private static void RequireValid(
        ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, int columns)
    {
        if (rowOffsets.Length < 2 || rowOffsets[0] != 0 || rowOffsets[^1] != values.Length || columnIndices.Length != values.Length
            || columns < 1)
        {
            throw new ArgumentException(
                $"{rowOffsets.Length} row offsets, {columnIndices.Length} column indices, {values.Length} values and {columns} columns "
                + "do not describe a sparse matrix.");
        }

        for (int row = 0; row < rowOffsets.Length - 1; row++)
        {
            if (rowOffsets[row + 1] < rowOffsets[row] || rowOffsets[row + 1] > values.Length)
            {
                throw new ArgumentException($"The row offsets fall, or pass the last entry, at row {row}.");
            }

            int previous = -1;
            for (int entry = (int)rowOffsets[row]; entry < (int)rowOffsets[row + 1]; entry++)
            {
                int column = columnIndices[entry];
                if (column <= previous || column >= columns)
                {
                    throw new ArgumentException($"Row {row} names column {column} out of order, twice, or outside 0 to {columns - 1}.");
                }

                if (!float.IsFinite(values[entry]))
                {
                    throw new ArgumentException($"Row {row}, column {column} is {values[entry]}; every value must be finite.");
                }

                previous = column;
            }
        }
    }
}
