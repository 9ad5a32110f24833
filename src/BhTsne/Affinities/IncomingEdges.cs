using System.Runtime.CompilerServices;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>
/// The edges of a neighbour graph seen from where they end: for each point the edges that name it as a neighbour, ascending, and so by ascending point of
/// origin too. A counting sort, parallel over a fixed number of blocks of rows.
/// </summary>
internal sealed class IncomingEdges
{
    private const int Blocks = 16;

    private readonly int[] _offsets;
    private readonly int[] _edges;

    private IncomingEdges(int[] offsets, int[] edges) => (_offsets, _edges) = (offsets, edges);

    /// <summary>The edges that end at a point: edge e starts from point e / k.</summary>
    public ReadOnlySpan<int> Of(int point) => _edges.AsSpan(_offsets[point], _offsets[point + 1] - _offsets[point]);

    /// <summary>Turns the edges around.</summary>
    /// <param name="rows">The edges by where they start.</param>
    /// <param name="team">Who works.</param>
    /// <returns>The edges by where they end.</returns>
    public static IncomingEdges Of(ConditionalRows rows, WorkerTeam team)
    {
        int points = rows.Points, k = rows.NeighborsPerPoint;
        int rowsPerBlock = (points + Blocks - 1) / Blocks;
        int[][] places = new int[Blocks][];
        team.Run(
            Blocks,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, _) =>
            {
                int[] counts = new int[points];
                (int first, int last) = Edges(block);
                foreach (int target in rows.Neighbors[first..last])
                {
                    counts[target]++;
                }

                places[block] = counts;
            });

        int[] offsets = StartsFromCounts(places, points);
        int[] edges = GC.AllocateUninitializedArray<int>(rows.Neighbors.Length);
        team.Run(
            Blocks,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, _) =>
            {
                int[] next = places[block];
                (int first, int last) = Edges(block);
                ReadOnlySpan<int> targets = rows.Neighbors;
                for (int edge = first; edge < last; edge++)
                {
                    edges[next[targets[edge]]++] = edge;
                }
            });
        return new IncomingEdges(offsets, edges);

        (int First, int Last) Edges(int block)
        {
            int first = Math.Min(block * rowsPerBlock, points), last = Math.Min(first + rowsPerBlock, points);
            return (first * k, last * k);
        }
    }

    /// <summary>Turns the counts of each block into its first places; returns the points' offsets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] StartsFromCounts(int[][] places, int points)
    {
        // There are N x k edges, as many as fit into one array: 32 bits do.
        int[] offsets = new int[points + 1];
        int place = 0;
        for (int point = 0; point < points; point++)
        {
            foreach (int[] counts in places)
            {
                (counts[point], place) = (place, place + counts[point]);
            }

            offsets[point + 1] = place;
        }

        return offsets;
    }
}
