using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>Picks the k nearest of every row of precomputed distances: exact, ties to the smaller index.</summary>
internal static class DistanceSearch
{
    private const int RowsPerBlock = 64;

    /// <summary>Finds the neighbours.</summary>
    /// <param name="distances">Between N points.</param>
    /// <param name="k">From 1 to N - 1.</param>
    /// <param name="team">Who works.</param>
    /// <returns>The graph, the same for any number of threads.</returns>
    /// <exception cref="ArgumentException">The graph does not fit into memory, or a row has fewer than k distances; the message names the first.</exception>
    public static NeighborGraph FindNeighbors(DistanceMatrix distances, int k, WorkerTeam team)
    {
        int points = distances.Points;
        if ((long)points * k > Array.MaxLength)
        {
            throw new ArgumentException($"{points} x {k} neighbours do not fit into one array (at most {Array.MaxLength}).");
        }

        int[] indices = GC.AllocateUninitializedArray<int>(points * k);
        float[] nearest = GC.AllocateUninitializedArray<float>(points * k);
        NearestList[] lists = new NearestList[team.Threads];
        for (int worker = 0; worker < lists.Length; worker++)
        {
            lists[worker] = new NearestList(k, points - 1);
        }

        team.Run(
            (points + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                NearestList list = lists[worker];
                for (int row = block * RowsPerBlock; row < Math.Min((block + 1) * RowsPerBlock, points); row++)
                {
                    list.Clear();
                    if (distances.Dense is { } dense)
                    {
                        Scan(dense.Row(row), row, list);
                    }
                    else
                    {
                        Scan(distances.Sparse!, row, k, list);
                    }

                    Answer(list.Sorted(), indices.AsSpan(row * k, k), nearest.AsSpan(row * k, k));
                }
            });
        return NeighborGraph.Adopt(points, indices, nearest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scan(ReadOnlySpan<float> distances, int self, NearestList list)
    {
        int index = 0;
        for (; index <= distances.Length - Lanes.Count; index += Lanes.Count)
        {
            // Indices ascend: who only equals the bound has a larger index than all that are listed.
            ulong nearer = Vector512.LessThan(Vector512.Create(distances[index..]), Vector512.Create(list.Bound)).ExtractMostSignificantBits();
            for (; nearer != 0; nearer &= nearer - 1)
            {
                Add(index + System.Numerics.BitOperations.TrailingZeroCount(nearer), distances, self, list);
            }
        }

        for (; index < distances.Length; index++)
        {
            Add(index, distances, self, list);
        }

        static void Add(int index, ReadOnlySpan<float> distances, int self, NearestList list)
        {
            if (index != self)
            {
                // Without the sign of a negative zero, which would make the key the largest of all.
                list.Add(Math.Abs(distances[index]), index);
            }
        }
    }

    private static void Scan(SparseMatrix distances, int self, int k, NearestList list)
    {
        int others = 0;
        for (int entry = (int)distances.RowOffsets[self]; entry < (int)distances.RowOffsets[self + 1]; entry++)
        {
            int index = distances.ColumnIndices[entry];
            if (index != self)
            {
                list.Add(Math.Abs(distances.Values[entry]), index);
                others++;
            }
        }

        if (others < k)
        {
            throw new ArgumentException(
                $"Point {self} has distances to {others} others, but {k} neighbours are to be kept; give more, or keep fewer (a smaller perplexity keeps fewer).");
        }
    }

    private static void Answer(ReadOnlySpan<ulong> keys, Span<int> indices, Span<float> distances)
    {
        for (int rank = 0; rank < indices.Length; rank++)
        {
            indices[rank] = Candidates.Index(keys[rank]);
            distances[rank] = Candidates.Value(keys[rank]);
        }
    }
}
