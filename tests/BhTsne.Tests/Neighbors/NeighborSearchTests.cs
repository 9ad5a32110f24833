using BhTsne.Neighbors;
using BhTsne.Scheduling;
using FsCheck.Fluent;
using Shape = BhTsne.Tests.Neighbors.NeighborCases.Shape;

namespace BhTsne.Tests.Neighbors;

public sealed class NeighborSearchTests
{
    // A direction rounded to single precision is off by 6e-8 of its length 1, however near its neighbour is.
    private const double DirectionRounding = 5e-7;

    [Fact]
    public void Every_search_agrees_with_float64_and_all_give_the_same_bits() =>
        Check.ForAll(NeighborCases.Arbitrary, test =>
        {
            float[,] points = test.Points();
            foreach (Metric metric in NeighborCases.Metrics.Where(metric => metric.Kind != MetricKind.Cosine))
            {
                bool exactIndices = test.Shape is Shape.Grid or Shape.Duplicates && metric.Kind != MetricKind.Custom;
                AssertFinds(points, metric, test.Neighbors, exactIndices);
            }
        });

    [Fact]
    public void The_cosine_agrees_with_float64_and_all_searches_give_the_same_bits() =>
        Check.ForAll(NeighborCases.Arbitrary, test =>
        {
            float[,] points = test.Points();
            for (int row = 0; row < test.Rows; row++)
            {
                points[row, 0] = points[row, 0] == 0 ? 1 : points[row, 0];
            }

            AssertFinds(points, Metric.Cosine, test.Neighbors, exactIndices: false, DirectionRounding);
        });

    [Theory]
    [InlineData(Shape.Gaussian, 3000, 5, 20)]
    [InlineData(Shape.Clusters, 2500, 40, 30)]
    [InlineData(Shape.Grid, 3000, 9, 15)]
    [InlineData(Shape.HalfTheSame, 3000, 20, 30)]
    [InlineData(Shape.FarClusters, 2500, 12, 30)]
    [InlineData(Shape.FarClusters, 2500, 50, 200)]
    [InlineData(Shape.Mixed, 2000, 14, 10)]
    [InlineData(Shape.AllTheSame, 3000, 3, 10)]
    public void Larger_sets_agree_on_any_number_of_threads(NeighborCases.Shape shape, int rows, int columns, int k)
    {
        float[,] points = new NeighborCases.PointSet(shape, rows, columns, k, 7).Points();
        NeighborGraph expected = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.Euclidean, k, threads: 1);
        NeighborCases.AssertCorrect(points, Metric.Euclidean, expected, 1e-6, shape == Shape.Grid);
        foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Euclidean))
        {
            for (int threads = 1; threads <= 3; threads++)
            {
                NeighborCases.AssertSameBits(expected, NeighborCases.Find(search, points, Metric.Euclidean, k, threads));
            }
        }
    }

    [Fact]
    public void Scaling_by_a_power_of_two_scales_the_distances_and_keeps_the_neighbours()
    {
        float[,] points = new NeighborCases.PointSet(Shape.Gaussian, 300, 7, 10, 3).Points();
        NeighborGraph plain = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.Euclidean, 10);
        foreach (float factor in new[] { MathF.ScaleB(1, -90), MathF.ScaleB(1, 90) })
        {
            float[,] scaled = (float[,])points.Clone();
            foreach ((int i, int j) in from i in Enumerable.Range(0, 300) from j in Enumerable.Range(0, 7) select (i, j))
            {
                scaled[i, j] *= factor;
            }

            foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Euclidean))
            {
                NeighborGraph graph = NeighborCases.Find(search, scaled, Metric.Euclidean, 10);
                Assert.Equal(plain.Indices.ToArray(), graph.Indices.ToArray());
                Assert.Equal(plain.Distances.ToArray().Select(distance => distance * factor), graph.Distances.ToArray());
            }
        }
    }

    [Fact]
    public void Distances_far_below_the_largest_magnitude_keep_their_digits()
    {
        // The squares of 3e-20 and 4e-20 underflow single precision, and beside 1e20 they would do so after any single scaling.
        float[,] points = { { 0, 0 }, { 3e-20f, 4e-20f }, { 3e-20f, 0 }, { 1e20f, 0 } };
        foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Euclidean))
        {
            NeighborGraph graph = NeighborCases.Find(search, points, Metric.Euclidean, 3);
            Assert.Equal([2, 1, 3], graph.NeighborsOf(0).ToArray());
            Assert.Equal(5e-20, graph.DistancesOf(0)[1], 5e-27);
            Assert.Equal(3e-20, graph.DistancesOf(0)[0], 3e-27);
        }
    }

    /// <summary>
    /// A place with k points lacks one neighbour, one with more has all of them, the first of which are neighbours of other points too. A
    /// zero and a negative zero are one place.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Places_of_about_k_points_are_answered_by_the_first_of_them(int seed)
    {
        const int K = 5;
        Random random = new(seed);
        List<(float X, float Y)> rows = [];
        for (int copies = K - 1; copies <= K + 2; copies++)
        {
            rows.AddRange(Enumerable.Range(0, copies).Select(copy => (copy % 2 == 0 ? 0f : -0f, (float)copies)));
        }

        // More than k zeros at one place, and some that are negative.
        rows.AddRange(Enumerable.Range(0, K + 4).Select(copy => (copy < 3 ? -0f : 0f, 20f)));
        rows.AddRange(Enumerable.Range(0, 12).Select(point => (1f + point, 2f)));
        (float X, float Y)[] shuffled = [.. rows.OrderBy(_ => random.Next())];
        float[,] points = new float[rows.Count, 2];
        for (int row = 0; row < rows.Count; row++)
        {
            (points[row, 0], points[row, 1]) = shuffled[row];
        }

        foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Euclidean))
        {
            NeighborCases.AssertCorrect(
                points, Metric.Euclidean, NeighborCases.Find(search, points, Metric.Euclidean, K), 1e-6, exactIndices: true);
        }
    }

    [Fact]
    public void The_points_are_not_changed()
    {
        float[,] points = new NeighborCases.PointSet(Shape.Clusters, 200, 9, 5, 1).Points();
        float[] values = [.. points.Cast<float>()];
        float[] memory = [.. values];
        using WorkerTeam team = new(2);
        foreach (Metric metric in NeighborCases.Metrics)
        {
            foreach (INeighborSearch search in NeighborCases.SearchesFor(metric))
            {
                search.FindNeighbors(PointMatrix.From(memory, 200, 9), metric, 5, team, null);
                Assert.Equal(values, memory);
            }
        }
    }

    private static void AssertFinds(float[,] points, Metric metric, int k, bool exactIndices, double absolute = 1e-44)
    {
        NeighborGraph? first = null;
        foreach (INeighborSearch search in NeighborCases.SearchesFor(metric))
        {
            NeighborGraph graph = NeighborCases.Find(search, points, metric, k);
            if (first is null)
            {
                NeighborCases.AssertCorrect(points, metric, graph, 1e-6, exactIndices, absolute);
            }

            NeighborCases.AssertSameBits(first ??= graph, graph);
        }
    }
}
