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
    public static NeighborSample Draw(AffinityMatrix affinities, ulong seed)
    {
        int[] points = Draw(affinities.Points, seed);
        return new NeighborSample(points, Array.ConvertAll(points, point => Largest(affinities, point, int.MaxValue)));
    }

    /// <summary>
    /// The columns of the largest positive entries of a row of P, the largest first, ties to the smaller column. Of points with weights an
    /// entry is divided by the weight of its column: that of one of the equal points counts.
    /// </summary>
    public static int[] Largest(AffinityMatrix affinities, int row, int most)
    {
        int[] columns = affinities.Matrix.ColumnsOf(row).ToArray();
        float[] values = affinities.Matrix.ValuesOf(row).ToArray();
        for (int entry = 0; entry < values.Length && affinities.Weights is not null; entry++)
        {
            values[entry] /= affinities.Weights.Values[columns[entry]];
        }

        // A stable order: columns ascend in a row.
        IEnumerable<int> positive = Enumerable.Range(0, values.Length).Where(entry => values[entry] > 0);
        return [.. positive.OrderByDescending(entry => values[entry]).Take(most).Select(entry => columns[entry])];
    }

    private static int[] Draw(int points, ulong seed) => PointSample.Draw(points, Size, seed, RandomStream.CertificateNeighbors);
}
