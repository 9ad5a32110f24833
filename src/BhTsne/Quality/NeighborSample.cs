using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne.Quality;

/// <summary>
/// Points drawn at random with the neighbours that the search of a run found for them: kept until its certificate compares them with the
/// true ones.
/// </summary>
/// <param name="Points">m, ascending.</param>
/// <param name="Neighbors">Of each, the nearest first.</param>
internal sealed record NeighborSample(int[] Points, int[][] Neighbors)
{
    /// <summary>Points of a sample: a share of neighbours is then known within about one per cent.</summary>
    private const int Size = 1000;

    /// <summary>Draws points, and copies their rows.</summary>
    public static NeighborSample Draw(ChunkedRows rows, ulong seed)
    {
        int[] points = Draw(rows.Rows, seed);
        return new NeighborSample(points, Array.ConvertAll(points, point => rows.IndicesOf(point).ToArray()));
    }

    /// <summary>Draws points, whose neighbours are those of the largest entries of their rows.</summary>
    public static NeighborSample Draw(SparseMatrix matrix, ulong seed)
    {
        int[] points = Draw(matrix.Rows, seed);
        return new NeighborSample(points, Array.ConvertAll(points, point => Largest(matrix, point, int.MaxValue)));
    }

    /// <summary>The columns of the largest entries of a row, the largest first, ties to the smaller column.</summary>
    public static int[] Largest(SparseMatrix matrix, int row, int most)
    {
        int[] columns = matrix.ColumnsOf(row).ToArray();
        float[] keys = new float[columns.Length];
        for (int entry = 0; entry < keys.Length; entry++)
        {
            keys[entry] = -matrix.ValuesOf(row)[entry];
        }

        // A stable order: columns ascend in a row.
        int[] order = [.. Enumerable.Range(0, keys.Length).OrderBy(entry => keys[entry])];
        return [.. order.Take(most).Select(entry => columns[entry])];
    }

    private static int[] Draw(int points, ulong seed) => PointSample.Draw(points, Size, seed, RandomStream.CertificateNeighbors);
}
