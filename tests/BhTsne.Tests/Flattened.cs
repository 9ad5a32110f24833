using BhTsne.Data;

namespace BhTsne.Tests;

/// <summary>All entries of matrices and graphs in one array, row after row, as tests compare them. Each use makes a copy.</summary>
internal static class Flattened
{
    extension(SparseMatrix matrix)
    {
        public ReadOnlySpan<int> ColumnIndices => matrix.Entries.Flat().Indices;

        public ReadOnlySpan<float> Values => matrix.Entries.Flat().Values;
    }

    extension(NeighborGraph graph)
    {
        public ReadOnlySpan<int> Indices => graph.Rows.Flat().Indices;

        public ReadOnlySpan<float> Distances => graph.Rows.Flat().Values;
    }

    private static (int[] Indices, float[] Values) Flat(this ChunkedRows rows)
    {
        (int[] indices, float[] values) = (new int[rows.Count], new float[rows.Count]);
        rows.CopyTo(indices, values);
        return (indices, values);
    }
}
