using BhTsne.Data;

namespace BhTsne.Tests.Data;

public sealed class SparseMatrixTests
{
    [Fact]
    public void It_copies_its_arrays_and_pads_them_with_zeros()
    {
        long[] offsets = [0, 2, 2, 3];
        int[] columns = [0, 3, 1];
        float[] values = [1, 2, 3];
        SparseMatrix matrix = new(offsets, columns, values, 4);
        offsets[1] = 0;
        columns[0] = 2;
        values[0] = 9;
        Assert.Equal((3, 4, 3L), (matrix.Rows, matrix.Columns, matrix.EntryCount));
        Assert.Equal([0, 2, 2, 3], matrix.RowOffsets);
        Assert.Equal([0, 3, 1], matrix.ColumnIndices);
        Assert.Equal([1, 2, 3], matrix.Values);
        Assert.Equal(3 + ChunkedRows.Padding, Assert.Single(matrix.Entries.Indices).Length);
        Assert.All(matrix.Entries.Indices[0][3..], column => Assert.Equal(0, column));
        Assert.All(matrix.Entries.Values[0][3..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Arrays_that_describe_no_matrix_are_refused()
    {
        Refused([0], [], [], 1);
        Refused([], [], [], 1);
        Refused([1, 1], [0], [1], 1);
        Refused([0, 2], [0], [1], 1);
        Refused([0, 1], [0, 1], [1], 2);
        Refused([0, 1], [0], [1], 0);
    }

    [Fact]
    public void The_row_at_fault_is_named()
    {
        Assert.Contains("row 1", Refused([0, 2, 1, 2], [0, 1], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("row 0", Refused([0, 5, 2], [0, 1], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("row 0", Refused([0, -1, 2], [0, 1], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("Row 1 names column 2", Refused([0, 1, 2], [0, 2], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("Row 1 names column -1", Refused([0, 1, 2], [0, -1], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("Row 0 names column 1", Refused([0, 2], [1, 1], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("Row 0 names column 0", Refused([0, 2], [1, 0], [1, 1], 2), StringComparison.Ordinal);
        Assert.Contains("Row 1, column 1 is NaN", Refused([0, 1, 2], [0, 1], [1, float.NaN], 2), StringComparison.Ordinal);
    }

    private static string Refused(long[] offsets, int[] columns, float[] values, int width) =>
        Assert.Throws<ArgumentException>(() => new SparseMatrix(offsets, columns, values, width)).Message;
}
