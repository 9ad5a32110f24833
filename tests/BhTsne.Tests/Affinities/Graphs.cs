using BhTsne.Affinities;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Affinities;

/// <summary>Graphs from the oracle's distances, and P as the oracles have it.</summary>
internal static class Graphs
{
    /// <summary>The k nearest of each point, by distance, then index.</summary>
    public static NeighborGraph Of(double[,] x, int k)
    {
        double[,] squared = Dense.SquaredDistances(x);
        int[][] neighbors = [.. Enumerable.Range(0, x.GetLength(0)).Select(i => Dense.OthersByDistance(squared, i)[..k])];
        return new NeighborGraph(
            [.. neighbors.SelectMany(row => row)],
            [.. neighbors.SelectMany((row, i) => row.Select(j => (float)Math.Sqrt(squared[i, j])))],
            k);
    }

    /// <summary>P of a graph.</summary>
    public static AffinityMatrix Joint(NeighborGraph graph, AffinityKind kind, int threads = 1, bool takeGraph = false)
    {
        using WorkerTeam team = new(threads);
        return PerplexityAffinities.Compute(graph, takeGraph, kind, team);
    }

    /// <summary>The rows p_{j|i} that P is made of.</summary>
    public static SparseMatrix Conditional(NeighborGraph graph, AffinityKind kind, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        ConditionalRows rows = ConditionalRows.Compute(kind.Neighborhood(graph), false, kind, team);
        int k = rows.NeighborsPerPoint;
        long[] offsets = [.. Enumerable.Range(0, rows.Points + 1).Select(row => (long)row * k)];
        return new SparseMatrix(offsets, rows.Neighbors, rows.Probabilities, rows.Points);
    }

    /// <summary>A sparse matrix with all its zeros.</summary>
    public static double[,] ToDense(SparseMatrix matrix)
    {
        double[,] dense = new double[matrix.Rows, matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int entry = (int)matrix.RowOffsets[row]; entry < matrix.RowOffsets[row + 1]; entry++)
            {
                dense[row, matrix.ColumnIndices[entry]] = matrix.Values[entry];
            }
        }

        return dense;
    }
}
