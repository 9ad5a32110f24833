using BhTsne.Neighbors;
using BhTsne.Scheduling;
using BhTsne.Tests.Properties;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Neighbors;

public sealed class DistanceSearchTests
{
    [Fact]
    public void The_nearest_of_a_row_are_those_of_a_sorted_row() => Check.ForAll(Cases(), test =>
    {
        float[,] distances = test.Distances();
        AssertNearest(test, distances, Find(DistanceMatrix.From(PointMatrix.From(distances)), test.Neighbors));
        AssertNearest(test, distances, Find(DistanceMatrix.From(Sparse(distances, (_, _) => true)), test.Neighbors));
    }, 60);

    /// <summary>The rows that are stored are just as long as they must be, or longer, whatever else there would be.</summary>
    [Fact]
    public void Only_stored_distances_are_candidates() => Check.ForAll(Cases(), test =>
    {
        float[,] distances = test.Distances();
        Random random = new(test.Seed);
        bool[,] stored = new bool[test.Points, test.Points];
        for (int i = 0; i < test.Points; i++)
        {
            int[] others = [.. Enumerable.Range(0, test.Points).Where(j => j != i)];
            random.Shuffle(others);
            foreach (int j in others[..random.Next(test.Neighbors, test.Points)])
            {
                stored[i, j] = true;
            }
        }

        NeighborGraph graph = Find(DistanceMatrix.From(Sparse(distances, (i, j) => stored[i, j])), test.Neighbors);
        AssertNearest(test, distances, graph, (i, j) => stored[i, j]);
    }, 40);

    [Fact]
    public void The_first_point_with_too_few_distances_is_named()
    {
        float[,] distances = new Case(400, 3, 9).Distances();
        SparseMatrix sparse = Sparse(distances, (i, j) => i is not (130 or 399) || j is 3 or 7 || j == i);
        foreach (int threads in new[] { 1, 3 })
        {
            TsneInputException thrown = Assert.Throws<TsneInputException>(() => Find(DistanceMatrix.From(sparse), 3, threads));
            Assert.StartsWith("Point 130 has distances to 2 others, but 3 neighbours are to be kept;", thrown.Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(2, Find(DistanceMatrix.From(sparse), 2).NeighborsPerPoint);
    }

    [Fact]
    public void A_negative_zero_is_zero()
    {
        float[,] distances = { { 0, 2, -0f }, { 2, 0, 1 }, { -0f, 1, 0 } };
        foreach (
            DistanceMatrix matrix in new[] { DistanceMatrix.From(PointMatrix.From(distances)),
            DistanceMatrix.From(Sparse(distances, (_, _) => true)) })
        {
            NeighborGraph graph = Find(matrix, 1);
            Assert.Equal([2, 2, 0], graph.Indices.ToArray());
            Assert.Equal([0, 1, 0], graph.Distances.ToArray());
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        DistanceMatrix matrix = DistanceMatrix.From(PointMatrix.From(new Case(500, 20, 3).Distances()));
        NeighborGraph one = Find(matrix, 20), three = Find(matrix, 20, threads: 3);
        Assert.Equal(one.Indices.ToArray(), three.Indices.ToArray());
        Assert.Equal(one.Distances.ToArray(), three.Distances.ToArray());
    }

    /// <summary>What a search among points found, given as distances, is found again bit for bit.</summary>
    [Fact]
    public void Distances_of_points_have_the_neighbours_of_the_points() => Check.ForAll(Clouds.Of((4, 90), (1, 5)), cloud =>
    {
        int n = cloud.Points, k = Math.Max(1, n / 3);
        using WorkerTeam team = new(1);
        NeighborGraph all = NeighborGraph.Adopt(
            new ExhaustiveSearch().FindNeighbors(cloud.ToMatrix(), Metric.Manhattan, n - 1, team, null));
        float[,] distances = new float[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int rank = 0; rank < n - 1; rank++)
            {
                distances[i, all.NeighborsOf(i)[rank]] = all.DistancesOf(i)[rank];
            }
        }

        NeighborGraph expected = NeighborGraph.Adopt(
            new ExhaustiveSearch().FindNeighbors(cloud.ToMatrix(), Metric.Manhattan, k, team, null));
        NeighborGraph actual = Find(DistanceMatrix.From(PointMatrix.From(distances)), k);
        Assert.Equal(expected.Indices.ToArray(), actual.Indices.ToArray());
        Assert.Equal(expected.Distances.ToArray(), actual.Distances.ToArray());
    });

    private static void AssertNearest(Case test, float[,] distances, NeighborGraph graph, Func<int, int, bool>? stored = null)
    {
        Assert.Equal(test.Points, graph.Points);
        for (int i = 0; i < test.Points; i++)
        {
            int[] expected =
            [
                .. Enumerable.Range(0, test.Points)
                    .Where(j => j != i && (stored is null || stored(i, j)))
                    .OrderBy(j => distances[i, j]).ThenBy(j => j)
                    .Take(test.Neighbors),
            ];
            Assert.Equal(expected, graph.NeighborsOf(i).ToArray());
            Assert.Equal(expected.Select(j => distances[i, j]), graph.DistancesOf(i).ToArray());
        }
    }

    private static NeighborGraph Find(DistanceMatrix distances, int k, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        return NeighborGraph.Adopt(DistanceSearch.FindNeighbors(distances, k, team));
    }

    private static SparseMatrix Sparse(float[,] dense, Func<int, int, bool> stored)
    {
        int n = dense.GetLength(0);
        int[][] columns = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => stored(i, j)).ToArray())];
        long[] offsets = new long[n + 1];
        for (int i = 0; i < n; i++)
        {
            offsets[i + 1] = offsets[i] + columns[i].Length;
        }

        return new SparseMatrix(
            offsets, columns.SelectMany(row => row).ToArray(), columns.SelectMany((row, i) => row.Select(j => dense[i, j])).ToArray(), n);
    }

    private static Arbitrary<Case> Cases() =>
        (from points in Gen.Choose(2, 150)
         from share in Gen.Choose(0, 100)
         from seed in Gen.Choose(0, int.MaxValue - 1)
         select new Case(points, Math.Clamp(points * share / 100, 1, points - 1), seed)).ToArbitrary();

    /// <summary>Symmetric distances, whole numbers of few values so that ties are everywhere, or all different.</summary>
    private sealed record Case(int Points, int Neighbors, int Seed)
    {
        public float[,] Distances()
        {
            Random random = new(Seed);
            int values = Seed % 3 == 0 ? int.MaxValue : 1 + (Points / 4);
            float[,] distances = new float[Points, Points];
            for (int i = 0; i < Points; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    distances[i, j] = distances[j, i] = random.Next(values);
                }
            }

            return distances;
        }
    }
}
