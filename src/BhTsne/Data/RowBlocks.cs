namespace BhTsne.Data;

/// <summary>
/// Rows that are being computed: in one array, or in several where there are more values than one can hold. Writing different rows from
/// several threads is safe.
/// </summary>
internal sealed class RowBlocks
{
    private readonly float[][] _blocks;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _rowsOfBlock;

    /// <summary>Allocates the rows; their content is undefined.</summary>
    /// <param name="rows">At least one.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="mostOfBlock">The most values of an array.</param>
    public RowBlocks(int rows, int columns, int? mostOfBlock = null)
    {
        (_rows, _columns) = (rows, columns);
        _rowsOfBlock = Math.Min(rows, Math.Max(1, (mostOfBlock ?? Array.MaxLength) / columns));
        _blocks = new float[((rows - 1) / _rowsOfBlock) + 1][];
        for (int block = 0; block < _blocks.Length; block++)
        {
            int count = Math.Min(_rowsOfBlock, rows - (block * _rowsOfBlock));
            _blocks[block] = GC.AllocateUninitializedArray<float>(count * columns);
        }
    }

    /// <summary>Rows that begin as those of points.</summary>
    public static RowBlocks Copy(PointMatrix points)
    {
        RowBlocks copy = new(points.Rows, points.Columns);
        for (int row = 0; row < points.Rows; row++)
        {
            points.Row(row).CopyTo(copy.Row(row));
        }

        return copy;
    }

    /// <summary>One row, to be written.</summary>
    public Span<float> Row(int row)
    {
        (int block, int place) = _blocks.Length == 1 ? (0, row) : Math.DivRem(row, _rowsOfBlock);
        return _blocks[block].AsSpan(place * _columns, _columns);
    }

    /// <summary>The rows as points, which must be finite.</summary>
    public PointMatrix ToMatrix() => PointMatrix.AdoptBlocks(_blocks, _rows, _columns);
}
