using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Initialization;
using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>
/// A start that gives the places of some rows alone: each other row starts at the place of one of its neighbours among them.
/// </summary>
internal static class RowStart
{
    /// <summary>Neighbours that say where a row starts, and the perplexity of their similarities: a third of as many.</summary>
    private const int MaxNeighbors = 15, NeighborsPerPerplexity = 3;

    private const int RowsPerBlock = 32;

    /// <summary>Makes a start of all rows. The same bits for any number of threads.</summary>
    /// <param name="points">N x D, perhaps reduced.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <param name="start">m x d.</param>
    /// <param name="rows">The row of each point of the start.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>N x d.</returns>
    /// <exception cref="TsneInputException">The metric refuses a row, or its function fails.</exception>
    public static Embedding Create(PointMatrix points, Metric metric, Embedding start, int[] rows, WorkerTeam team)
    {
        // Ascending, so that of equally near rows the smaller one counts, in whatever order they are named.
        (start, rows) = PartialStart.Sorted(start, rows);
        int[] others = PartialStart.Others(rows, points.Rows);
        if (others.Length == 0)
        {
            return PartialStart.Create(start, rows, others, ChunkedRows.Allocate(0, 1), team);
        }

        ChunkedRows neighbors = new ReferenceSearch(points.Pick(rows), metric).Find(
            points.Pick(others), Math.Min(MaxNeighbors, rows.Length), team);
        Weigh(neighbors, team);
        return PartialStart.Create(start, rows, others, neighbors, team);
    }

    /// <summary>Makes conditional similarities of distances; a factor on all distances of a row changes nothing.</summary>
    private static void Weigh(ChunkedRows neighbors, WorkerTeam team)
    {
        int k = neighbors.LengthOf(0);
        AffinityKind kind = AffinityKind.Perplexity((double)k / NeighborsPerPerplexity);
        IRowProbabilities?[] rows = new IRowProbabilities?[team.Threads];
        double[][] scratch = new double[team.Threads][];
        team.Run(
            (neighbors.Rows + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                IRowProbabilities row = rows[worker] ??= RowProbabilities.Of<UnitWeights>(kind, k);
                double[] probabilities = scratch[worker] ??= new double[k];
                for (int query = block * RowsPerBlock; query < Math.Min((block + 1) * RowsPerBlock, neighbors.Rows); query++)
                {
                    Span<float> values = neighbors.ValuesOf(query);
                    row.Row(values, default, probabilities);
                    for (int j = 0; j < k; j++)
                    {
                        values[j] = (float)probabilities[j];
                    }
                }
            });
    }
}
