namespace BhTsne.IO.Tests;

/// <summary>All entries of a matrix in one array, row after row, as tests compare them. Each use makes a copy.</summary>
internal static class Flattened
{
    extension(SparseMatrix matrix)
    {
        public ReadOnlySpan<int> ColumnIndices => matrix.Flat().Columns;

        public ReadOnlySpan<float> Values => matrix.Flat().Values;
    }

    private static (int[] Columns, float[] Values) Flat(this SparseMatrix matrix)
    {
        (int[] columns, float[] values) = (new int[matrix.EntryCount], new float[matrix.EntryCount]);
        matrix.CopyTo(columns, values);
        return (columns, values);
    }
}
