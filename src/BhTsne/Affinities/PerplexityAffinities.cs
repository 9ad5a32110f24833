using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>From a neighbour graph to the sparse joint P: p_ij = (p_{j|i} + p_{i|j}) / 2N (van der Maaten 2014, equations 6 and 7).</summary>
internal static class PerplexityAffinities
{
    private const int RowsPerBlock = 512;

    /// <summary>Computes P.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="kind">What the rows are; its numbers fit k.</param>
    /// <param name="team">Who works.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>P: symmetric to the last bit, summing to 1, the same for any number of threads.</returns>
    public static AffinityMatrix Compute(NeighborGraph graph, AffinityKind kind, WorkerTeam team, CancellationToken cancellation)
    {
        graph = kind.Neighborhood(graph);
        float[] conditional = ConditionalRows.Compute(graph, kind, team, cancellation);
        TransposedEdges incoming = TransposedEdges.Of(graph, conditional, team, cancellation);
        return AffinityMatrix.Adopt(Symmetrize(graph, conditional, incoming, team, cancellation));
    }

    /// <summary>Merges each row's outgoing and incoming edges, both by ascending neighbour.</summary>
    private static SparseMatrix Symmetrize(
        NeighborGraph graph, float[] conditional, TransposedEdges incoming, WorkerTeam team, CancellationToken cancellation)
    {
        int points = graph.Points, k = graph.NeighborsPerPoint;
        int blocks = (points + RowsPerBlock - 1) / RowsPerBlock;
        long[] offsets = new long[points + 1];
        Edge[][] scratch = new Edge[team.Threads][];
        for (int worker = 0; worker < scratch.Length; worker++)
        {
            scratch[worker] = new Edge[k];
        }

        team.Run(
            blocks,
            (block, worker) =>
            {
                foreach (int row in Rows(block))
                {
                    offsets[row + 1] = Count(Outgoing(row, worker), Incoming(row));
                }
            },
            cancellation);
        for (int row = 0; row < points; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        if (offsets[points] + SparseMatrix.Padding > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"P would have {offsets[points]} entries, but an array holds {Array.MaxLength}; choose a smaller perplexity or fewer neighbours.");
        }

        int[] columns = new int[offsets[points] + SparseMatrix.Padding];
        float[] values = new float[offsets[points] + SparseMatrix.Padding];
        float scale = (float)(0.5 / points);
        team.Run(
            blocks,
            (block, worker) =>
            {
                foreach (int row in Rows(block))
                {
                    int first = (int)offsets[row], count = (int)offsets[row + 1] - first;
                    Merge(Outgoing(row, worker), Incoming(row), scale, columns.AsSpan(first, count), values.AsSpan(first, count));
                }
            },
            cancellation);
        return SparseMatrix.Adopt(offsets, columns, values, points);

        IEnumerable<int> Rows(int block) => Enumerable.Range(block * RowsPerBlock, Math.Min(RowsPerBlock, points - (block * RowsPerBlock)));

        ReadOnlySpan<Edge> Outgoing(int row, int worker)
        {
            Edge[] edges = scratch[worker];
            ReadOnlySpan<int> neighbors = graph.NeighborsOf(row);
            for (int j = 0; j < k; j++)
            {
                edges[j] = new Edge(neighbors[j], conditional[(row * k) + j]);
            }

            edges.AsSpan().Sort(static (a, b) => a.Neighbor.CompareTo(b.Neighbor));
            return edges;
        }

        IncomingRow Incoming(int row)
        {
            int first = (int)incoming.Offsets[row], count = (int)incoming.Offsets[row + 1] - first;
            return new IncomingRow(incoming.Sources.AsSpan(first, count), incoming.Values.AsSpan(first, count));
        }
    }

    /// <summary>How many different neighbours both have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(ReadOnlySpan<Edge> outgoing, IncomingRow incoming)
    {
        int shared = 0, other = 0;
        foreach (Edge edge in outgoing)
        {
            while (other < incoming.Sources.Length && incoming.Sources[other] < edge.Neighbor)
            {
                other++;
            }

            if (other < incoming.Sources.Length && incoming.Sources[other] == edge.Neighbor)
            {
                shared++;
            }
        }

        return outgoing.Length + incoming.Sources.Length - shared;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge(ReadOnlySpan<Edge> outgoing, IncomingRow incoming, float scale, Span<int> columns, Span<float> values)
    {
        int own = 0, other = 0;
        for (int entry = 0; entry < columns.Length; entry++)
        {
            int ownNeighbor = own < outgoing.Length ? outgoing[own].Neighbor : int.MaxValue;
            int otherNeighbor = other < incoming.Sources.Length ? incoming.Sources[other] : int.MaxValue;
            float sum = 0;
            if (ownNeighbor <= otherNeighbor)
            {
                sum = outgoing[own++].Value;
            }

            if (otherNeighbor <= ownNeighbor)
            {
                sum += incoming.Values[other++];
            }

            columns[entry] = Math.Min(ownNeighbor, otherNeighbor);
            values[entry] = sum * scale;
        }
    }

    private readonly record struct Edge(int Neighbor, float Value);

    private readonly ref struct IncomingRow(ReadOnlySpan<int> sources, ReadOnlySpan<float> values)
    {
        public ReadOnlySpan<int> Sources { get; } = sources;

        public ReadOnlySpan<float> Values { get; } = values;
    }
}
