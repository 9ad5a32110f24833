using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>The conditional similarities p_{j|i} of all rows of a neighbour graph.</summary>
internal static class ConditionalRows
{
    private const int RowsPerBlock = 512;

    /// <summary>Computes all rows.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="kind">How; its numbers fit k.</param>
    /// <param name="team">Who works.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>N x k probabilities in the order of the graph's neighbours; each row sums to 1.</returns>
    public static float[] Compute(NeighborGraph graph, AffinityKind kind, WorkerTeam team, CancellationToken cancellation)
    {
        int k = graph.NeighborsPerPoint;
        float[] probabilities = GC.AllocateUninitializedArray<float>(graph.Points * k);
        IRowWeights[] rows = new IRowWeights[team.Threads];
        for (int worker = 0; worker < rows.Length; worker++)
        {
            rows[worker] = RowWeights.Of(kind, k);
        }

        team.Run(
            (graph.Points + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                int last = Math.Min((block + 1) * RowsPerBlock, graph.Points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    rows[worker].Row(graph.DistancesOf(row), probabilities.AsSpan(row * k, k));
                }
            },
            cancellation);
        return probabilities;
    }
}
