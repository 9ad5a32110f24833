using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
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
    /// <param name="team">The worker threads.</param>
    /// <param name="chunkShift">The answer lies in chunks of 2 to the power of this.</param>
    /// <returns>Neighbours and distances of all points, which belong to the caller; the same for any number of threads.</returns>
    /// <exception cref="TsneInputException">A row has fewer than k distances; the message names the first.</exception>
    public static ChunkedRows FindNeighbors(DistanceMatrix distances, int k, WorkerTeam team, int chunkShift = ChunkedRows.DefaultShift)
    {
        int points = distances.Points;
        ChunkedRows rows = ChunkedRows.Allocate(points, k, chunkShift);
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

                    Answer(list.Sorted(), rows.IndicesOf(row), rows.ValuesOf(row));
                }
            });
        return rows;
    }

    [MethodImpl(HotLoop.Options)]
    private static void Scan(ReadOnlySpan<float> distances, int self, NearestList list)
    {
        int index = 0;
        for (; index <= distances.Length - Lanes.Count; index += Lanes.Count)
        {
            // Indices ascend: a point whose distance equals the bound has a larger index than all in the list, and so is not nearer.
            Vector512<float> isNearer = Vector512.LessThan(Vector512.Create(distances[index..]), Vector512.Create(list.Bound));
            ulong nearer = isNearer.ExtractMostSignificantBits();
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
        ReadOnlySpan<int> columns = distances.ColumnsOf(self);
        ReadOnlySpan<float> values = distances.ValuesOf(self);
        for (int entry = 0; entry < columns.Length; entry++)
        {
            if (columns[entry] != self)
            {
                list.Add(Math.Abs(values[entry]), columns[entry]);
                others++;
            }
        }

        if (others < k)
        {
            throw new TsneInputException(
                $"Point {self} has distances to {others} others, but {k} neighbours are to be kept; "
                + "give more, or keep fewer (a smaller perplexity keeps fewer).");
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
