using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>The conditional similarities p_{j|i} themselves, for objectives that do not symmetrise them (SNE, Hinton and Roweis 2002).</summary>
internal static class ConditionalAffinities
{
    private const int RowsPerBlock = 512;

    /// <summary>
    /// Computes p_{j|i} at the places of the joint P, so that one pair of index arrays serves both and a walk over P meets p_{j|i} at the same entry.
    /// </summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="kind">What the rows are; its numbers fit k.</param>
    /// <param name="joint">What <see cref="PerplexityAffinities"/> made of the same graph and kind.</param>
    /// <param name="team">Who works.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>p_{j|i} in row i, column j: rows sum to 1; 0 where only i is a neighbour of j. The same for any number of threads.</returns>
    public static SparseMatrix Compute(
        NeighborGraph graph, AffinityKind kind, AffinityMatrix joint, WorkerTeam team, CancellationToken cancellation)
    {
        graph = kind.Neighborhood(graph);
        int points = graph.Points, k = graph.NeighborsPerPoint;
        SparseMatrix places = joint.Matrix;
        float[] values = new float[places.EntryCount + SparseMatrix.Padding];
        (IRowWeights Weights, float[] Row)[] scratch = new (IRowWeights, float[])[team.Threads];
        for (int worker = 0; worker < scratch.Length; worker++)
        {
            scratch[worker] = (RowWeights.Of(kind, k), new float[k]);
        }

        team.Run(
            (points + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                (IRowWeights weights, float[] row) = scratch[worker];
                int last = Math.Min((block + 1) * RowsPerBlock, points);
                for (int point = block * RowsPerBlock; point < last; point++)
                {
                    weights.Row(graph.DistancesOf(point), row);
                    int first = (int)places.RowOffsets[point], count = (int)places.RowOffsets[point + 1] - first;
                    Scatter(graph.NeighborsOf(point), row, places.ColumnIndices.Slice(first, count), values.AsSpan(first, count));
                }
            },
            cancellation);
        return places.WithValues(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(ReadOnlySpan<int> neighbors, ReadOnlySpan<float> row, ReadOnlySpan<int> columns, Span<float> values)
    {
        for (int j = 0; j < neighbors.Length; j++)
        {
            values[columns.BinarySearch(neighbors[j])] = row[j];
        }
    }
}
