namespace BhTsne;

/// <summary>A sparse matrix in compressed rows (CSR) with 64-bit row offsets.</summary>
/// <remarks>Row r holds entries RowOffsets[r] up to RowOffsets[r + 1], their columns ascending. Immutable, safe to share between threads.</remarks>
public sealed class SparseMatrix
{
    /// <summary>
    /// How many zero entries follow the last row in the arrays, so that sixteen lanes may be read from any entry.
    /// </summary>
    internal const int Padding = 16;

    private readonly long[] _rowOffsets;
    private readonly int[] _columnIndices;
    private readonly float[] _values;

    /// <summary>Copies a matrix from its three arrays.</summary>
    /// <param name="rowOffsets">Rows + 1 offsets, from 0 to the number of entries, never falling.</param>
    /// <param name="columnIndices">The column of each entry, ascending within a row, each at most once.</param>
    /// <param name="values">The value of each entry, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">The arrays do not describe a matrix; the message names the row.</exception>
    public SparseMatrix(ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, int columns)
    {
        RequireValid(rowOffsets, columnIndices, values, columns);
        _rowOffsets = rowOffsets.ToArray();
        _columnIndices = new int[columnIndices.Length + Padding];
        columnIndices.CopyTo(_columnIndices);
        _values = new float[values.Length + Padding];
        values.CopyTo(_values);
        Columns = columns;
    }

    private SparseMatrix(long[] rowOffsets, int[] paddedColumnIndices, float[] paddedValues, int columns)
    {
        _rowOffsets = rowOffsets;
        _columnIndices = paddedColumnIndices;
        _values = paddedValues;
        Columns = columns;
    }

    /// <summary>The number of rows.</summary>
    public int Rows => _rowOffsets.Length - 1;

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of entries that are stored.</summary>
    public long EntryCount => _rowOffsets[^1];

    /// <summary>Rows + 1 offsets into the entries.</summary>
    public ReadOnlySpan<long> RowOffsets => _rowOffsets;

    /// <summary>The column of each entry.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columnIndices.AsSpan(0, (int)EntryCount);

    /// <summary>The value of each entry.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, (int)EntryCount);

    /// <summary>The columns with <see cref="Padding"/> further entries that are zero.</summary>
    internal int[] PaddedColumnIndices => _columnIndices;

    /// <summary>The values with <see cref="Padding"/> further entries that are zero.</summary>
    internal float[] PaddedValues => _values;

    /// <summary>Takes over arrays that the engine made, <see cref="Padding"/> zero entries at their ends, without checks or copies.</summary>
    internal static SparseMatrix Adopt(long[] rowOffsets, int[] paddedColumnIndices, float[] paddedValues, int columns) =>
        new(rowOffsets, paddedColumnIndices, paddedValues, columns);

    private static void RequireValid(ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, int columns)
    {
        if (rowOffsets.Length < 2 || rowOffsets[0] != 0 || rowOffsets[^1] != values.Length || columnIndices.Length != values.Length || columns < 1)
        {
            throw new ArgumentException(
                $"{rowOffsets.Length} row offsets, {columnIndices.Length} column indices, {values.Length} values and {columns} columns do not describe a sparse matrix.");
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
