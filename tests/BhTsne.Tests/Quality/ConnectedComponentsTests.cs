using BhTsne.Quality;

namespace BhTsne.Tests.Quality;

/// <summary>Components against a search from each point.</summary>
public sealed class ConnectedComponentsTests
{
    [Fact]
    public void Components_are_those_of_a_search()
    {
        Random random = new(6);
        for (int trial = 0; trial < 300; trial++)
        {
            int points = 1 + random.Next(60), edges = random.Next(points * 2);
            HashSet<(int, int)> pairs = [];
            for (int edge = 0; edge < edges; edge++)
            {
                (int a, int b) = (random.Next(points), random.Next(points));
                if (a != b)
                {
                    pairs.Add((a, b));
                    pairs.Add((b, a));
                }
            }

            Assert.Equal(Search(points, pairs), ConnectedComponents.Of(Graph(points, pairs)));
        }
    }

    /// <summary>P stores similarities that have underflowed to 0: they join nothing.</summary>
    [Fact]
    public void An_entry_of_zero_is_no_edge()
    {
        SparseMatrix graph = new([0, 2, 4, 6, 8], [1, 2, 0, 3, 0, 3, 1, 2], [1, 0, 1, 0, 0, 1, 0, 1], 4);
        Assert.Equal((2, 2), ConnectedComponents.Of(graph));
        AffinityMatrix p = new(new SparseMatrix([0, 2, 4, 6, 8], [1, 2, 0, 3, 0, 3, 1, 2], [.25f, 0, .25f, 0, 0, .25f, 0, .25f], 4));
        Assert.Equal([1], NeighborSample.Largest(p, 0, 30));
    }

    [Fact]
    public void A_long_chain_in_any_order_is_one()
    {
        int[] order = [.. Enumerable.Range(0, 20_000)];
        new Random(2).Shuffle(order);
        HashSet<(int, int)> pairs = [];
        for (int i = 1; i < order.Length; i++)
        {
            pairs.Add((order[i - 1], order[i]));
            pairs.Add((order[i], order[i - 1]));
        }

        Assert.Equal((1, order.Length), ConnectedComponents.Of(Graph(order.Length, pairs)));
    }

    private static SparseMatrix Graph(int points, HashSet<(int From, int To)> pairs)
    {
        ILookup<int, int> rows = pairs.ToLookup(pair => pair.From, pair => pair.To);
        long[] offsets = new long[points + 1];
        List<int> columns = [];
        for (int point = 0; point < points; point++)
        {
            columns.AddRange(rows[point].Order());
            offsets[point + 1] = columns.Count;
        }

        return new SparseMatrix(offsets, [.. columns], [.. columns.Select(_ => 1f)], points);
    }

    private static (int Count, int Largest) Search(int points, HashSet<(int From, int To)> pairs)
    {
        ILookup<int, int> rows = pairs.ToLookup(pair => pair.From, pair => pair.To);
        bool[] seen = new bool[points];
        int count = 0, largest = 0;
        for (int start = 0; start < points; start++)
        {
            if (seen[start])
            {
                continue;
            }

            Queue<int> queue = new([start]);
            seen[start] = true;
            int size = 0;
            while (queue.TryDequeue(out int point))
            {
                size++;
                foreach (int next in rows[point].Where(next => !seen[next]))
                {
                    seen[next] = true;
                    queue.Enqueue(next);
                }
            }

            count++;
            largest = Math.Max(largest, size);
        }

        return (count, largest);
    }
}
