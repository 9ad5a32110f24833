using System.Runtime.CompilerServices;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>From a neighbour graph to the sparse joint P: p_ij = (p_{j|i} + p_{i|j}) / 2N (van der Maaten 2014, equations 6 and 7).</summary>
internal static class PerplexityAffinities
{
    private const int RowsPerBlock = 512;

    /// <summary>Computes P.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="takeGraph">Whether the graph's memory may be used for something else: nobody may use it afterwards.</param>
    /// <param name="kind">What the rows are; its numbers fit k.</param>
    /// <param name="team">Who works.</param>
    /// <returns>P: symmetric to the last bit, summing to 1, the same for any number of threads.</returns>
    public static AffinityMatrix Compute(
        NeighborGraph graph, bool takeGraph, AffinityKind kind, WorkerTeam team)
    {
        NeighborGraph weighed = kind.Neighborhood(graph);
        ConditionalRows rows = ConditionalRows.Compute(weighed, takeGraph || weighed != graph, kind, team);
        double entropy = RowEntropy.Mean(rows, team);
        return AffinityMatrix.Adopt(Symmetrize(rows, IncomingEdges.Of(rows, team), team), entropy);
    }

    /// <summary>Merges each row's outgoing and incoming edges, both by ascending neighbour: first to count, then to write.</summary>
    private static SparseMatrix Symmetrize(ConditionalRows rows, IncomingEdges incoming, WorkerTeam team)
    {
        int points = rows.Points, k = rows.NeighborsPerPoint;
        int blocks = (points + RowsPerBlock - 1) / RowsPerBlock;
        long[] offsets = new long[points + 1];
        team.Run(
            blocks,
            (block, _) =>
            {
                int last = Math.Min((block + 1) * RowsPerBlock, points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    offsets[row + 1] = Count(rows.Neighbors.Slice(row * k, k), incoming.Of(row), k);
                }
            });
        for (int row = 0; row < points; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        if (offsets[points] + SparseMatrix.Padding > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"P would have {offsets[points]} entries, but an array holds {Array.MaxLength}; choose a smaller perplexity or fewer neighbours.");
        }

        int[] columns = GC.AllocateUninitializedArray<int>((int)offsets[points] + SparseMatrix.Padding);
        float[] values = GC.AllocateUninitializedArray<float>(columns.Length);
        columns.AsSpan(^SparseMatrix.Padding..).Clear();
        values.AsSpan(^SparseMatrix.Padding..).Clear();
        float scale = (float)(0.5 / points);
        team.Run(
            blocks,
            (block, _) =>
            {
                int last = Math.Min((block + 1) * RowsPerBlock, points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    int first = (int)offsets[row], count = (int)offsets[row + 1] - first;
                    Merge(rows, row, incoming.Of(row), scale, columns.AsSpan(first, count), values.AsSpan(first, count));
                }
            });
        return SparseMatrix.Adopt(offsets, columns, values, points);
    }

    /// <summary>How many different neighbours both have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> incoming, int k)
    {
        int own = 0, shared = 0;
        foreach (int edge in incoming)
        {
            int source = (int)((uint)edge / (uint)k);
            while (own < neighbors.Length && neighbors[own] < source)
            {
                own++;
            }

            shared += own < neighbors.Length && neighbors[own] == source ? 1 : 0;
        }

        return neighbors.Length + incoming.Length - shared;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge(ConditionalRows rows, int row, ReadOnlySpan<int> incoming, float scale, Span<int> columns, Span<float> values)
    {
        int k = rows.NeighborsPerPoint;
        ReadOnlySpan<int> neighbors = rows.Neighbors.Slice(row * k, k);
        ReadOnlySpan<float> probabilities = rows.Probabilities, outgoing = probabilities.Slice(row * k, k);
        int own = 0, other = 0;
        for (int entry = 0; entry < columns.Length; entry++)
        {
            int ownNeighbor = own < neighbors.Length ? neighbors[own] : int.MaxValue;
            int otherNeighbor = other < incoming.Length ? (int)((uint)incoming[other] / (uint)k) : int.MaxValue;
            float sum = 0;
            if (ownNeighbor <= otherNeighbor)
            {
                sum = outgoing[own++];
            }

            if (otherNeighbor <= ownNeighbor)
            {
                sum += probabilities[incoming[other++]];
            }

            columns[entry] = Math.Min(ownNeighbor, otherNeighbor);
            values[entry] = sum * scale;
        }
    }
}
