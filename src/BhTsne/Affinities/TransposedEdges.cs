using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>
/// The edges of a neighbour graph seen from their targets: for each point the points that name it as a neighbour, ascending. A counting sort, parallel
/// over a fixed number of blocks of rows.
/// </summary>
internal sealed class TransposedEdges
{
    private const int Blocks = 16;

    private TransposedEdges(long[] offsets, int[] sources, float[] values) => (Offsets, Sources, Values) = (offsets, sources, values);

    /// <summary>N + 1 offsets.</summary>
    public long[] Offsets { get; }

    /// <summary>Of each edge the point that it starts from.</summary>
    public int[] Sources { get; }

    /// <summary>Of each edge its value.</summary>
    public float[] Values { get; }

    /// <summary>Turns the edges around.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="values">N x k values, one an edge.</param>
    /// <param name="team">Who works.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>The edges by target.</returns>
    public static TransposedEdges Of(NeighborGraph graph, float[] values, WorkerTeam team, CancellationToken cancellation)
    {
        int points = graph.Points, k = graph.NeighborsPerPoint;
        int rowsPerBlock = (points + Blocks - 1) / Blocks;
        int[][] places = new int[Blocks][];
        team.Run(
            Blocks,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, _) =>
            {
                int[] counts = new int[points];
                (int first, int count) = Entries(block);
                foreach (int target in graph.Indices.Slice(first, count))
                {
                    counts[target]++;
                }

                places[block] = counts;
            },
            cancellation);

        long[] offsets = StartsFromCounts(places, points);
        int[] sources = GC.AllocateUninitializedArray<int>(values.Length);
        float[] turned = GC.AllocateUninitializedArray<float>(values.Length);
        team.Run(
            Blocks,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, _) =>
            {
                int[] next = places[block];
                (int first, int count) = Entries(block);
                ReadOnlySpan<int> targets = graph.Indices.Slice(first, count);
                int source = first / k, left = k;
                for (int entry = 0; entry < count; entry++)
                {
                    int target = targets[entry];
                    long place = offsets[target] + next[target]++;
                    sources[place] = source;
                    turned[place] = values[first + entry];
                    if (--left == 0)
                    {
                        left = k;
                        source++;
                    }
                }
            },
            cancellation);
        return new TransposedEdges(offsets, sources, turned);

        (int First, int Count) Entries(int block)
        {
            int first = Math.Min(block * rowsPerBlock, points), last = Math.Min(first + rowsPerBlock, points);
            return (first * k, (last - first) * k);
        }
    }

    /// <summary>Turns the counts of each block into its first places within each target's edges; returns the targets' offsets.</summary>
    private static long[] StartsFromCounts(int[][] places, int points)
    {
        long[] offsets = new long[points + 1];
        for (int point = 0; point < points; point++)
        {
            int before = 0;
            foreach (int[] counts in places)
            {
                (counts[point], before) = (before, before + counts[point]);
            }

            offsets[point + 1] = offsets[point] + before;
        }

        return offsets;
    }
}
