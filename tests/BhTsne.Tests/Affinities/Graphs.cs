using BhTsne.Affinities;
using BhTsne.Data;
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
    public static AffinityMatrix Joint(NeighborGraph graph, AffinityKind kind, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        return new JointAffinities(graph, null).Compute(kind, 0, team);
    }

    /// <summary>P of rows that are written over.</summary>
    public static AffinityMatrix Joint(ChunkedRows rows, AffinityKind kind, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        return new JointAffinities(rows, null).Compute(kind, 0, team);
    }

    /// <summary>A copy of a graph's rows, in chunks of 2 to the power of a shift.</summary>
    public static ChunkedRows Copy(NeighborGraph graph, int shift = ChunkedRows.DefaultShift)
    {
        ChunkedRows rows = ChunkedRows.Allocate(graph.Points, graph.NeighborsPerPoint, shift);
        rows.CopyFrom(graph.Indices, graph.Distances);
        return rows;
    }

    /// <summary>The rows p_{j|i} that P is made of.</summary>
    public static SparseMatrix Conditional(NeighborGraph graph, AffinityKind kind, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        UnitWeights weights = new(graph.Points);
        ConditionalRows rows = ConditionalRows.Create(graph.Rows, overwrite: false, kind, weights, 0);
        rows.Compute(graph.Rows, kind, weights, team);
        return SparseMatrix.Adopt(rows.Rows, graph.Points);
    }

    /// <summary>A sparse matrix with all its zeros.</summary>
    public static double[,] ToDense(SparseMatrix matrix)
    {
        double[,] dense = new double[matrix.Rows, matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int entry = 0; entry < matrix.ColumnsOf(row).Length; entry++)
            {
                dense[row, matrix.ColumnsOf(row)[entry]] = matrix.ValuesOf(row)[entry];
            }
        }

        return dense;
    }
}
