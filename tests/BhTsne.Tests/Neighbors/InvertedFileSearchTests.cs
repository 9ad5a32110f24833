using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using Shape = BhTsne.Tests.Neighbors.NeighborCases.Shape;

namespace BhTsne.Tests.Neighbors;

/// <summary>The approximate search: a promise of recall, and graphs without a fault otherwise.</summary>
public sealed class InvertedFileSearchTests
{
    private static readonly Metric[] VectorMetrics = [Metric.Euclidean, Metric.Manhattan, Metric.Chebyshev, Metric.Cosine];

    private static readonly double[] Recalls = [0.5, 0.8, 0.97];

    private static readonly double[] Extremes = [0.01, 0.9, 1];

    [Theory]
    [InlineData(Shape.Gaussian, 6, 0.9)]
    [InlineData(Shape.Gaussian, 3, 0.98)]
    [InlineData(Shape.Clusters, 12, 0.95)]
    [InlineData(Shape.Clusters, 40, 0.8)]
    [InlineData(Shape.FarClusters, 4, 0.95)]
    [InlineData(Shape.HalfTheSame, 5, 0.95)]
    public void The_recall_is_what_was_asked_for_and_not_all_points_were_compared(NeighborCases.Shape shape, int columns, double recall) =>
        AssertRecall(shape, columns, Metric.Euclidean, recall);

    [Theory]
    [InlineData("cosine", Shape.Gaussian, 6, 0.95)]
    [InlineData("cosine", Shape.Clusters, 12, 0.9)]
    [InlineData("manhattan", Shape.Gaussian, 5, 0.95)]
    [InlineData("manhattan", Shape.Clusters, 12, 0.8)]
    [InlineData("chebyshev", Shape.Gaussian, 5, 0.95)]
    [InlineData("chebyshev", Shape.Clusters, 12, 0.8)]
    public void Every_metric_reaches_its_recall(string metric, NeighborCases.Shape shape, int columns, double recall) =>
        AssertRecall(shape, columns, VectorMetrics.Single(candidate => candidate.Name == metric), recall);

    private static void AssertRecall(Shape shape, int columns, Metric metric, double recall)
    {
        float[,] points = WithoutZeroRows(new NeighborCases.PointSet(shape, 6000, columns, 15, 3).Points());
        InvertedFileSearch search = Search(recall);
        NeighborGraph graph = NeighborCases.Find(search, points, metric, 15);
        Assert.Contains("inverted lists, approximate", search.Description, StringComparison.Ordinal);

        // 307 points, even and odd, each with its own share: the standard error is below 0.01. A search over all points misses none.
        double found = Recall(points, graph, metric, 307);
        Assert.True(found >= recall - 0.03 && found < 1, $"{found:0.0000} of {recall}");
        AssertDistancesAreTrue(points, graph, metric);
    }

    [Fact]
    public void A_higher_recall_finds_more()
    {
        float[,] points = new NeighborCases.PointSet(Shape.Gaussian, 8000, 8, 15, 3).Points();
        double[] found = Array.ConvertAll(
            Recalls, recall => Recall(points, NeighborCases.Find(Search(recall), points, Metric.Euclidean, 15), Metric.Euclidean, 200));
        Assert.Equal(found.Order(), found);
        Assert.True(found[0] < 0.9, $"{found[0]} where half was asked for: every point was compared.");
    }

    [Fact]
    public void Scanning_all_lists_is_exact_to_the_bit() =>
        Check.ForAll(NeighborCases.Arbitrary, test =>
        {
            PointMatrix points = PointMatrix.From(WithoutZeroRows(test.Points()));
            foreach (Metric metric in VectorMetrics)
            {
                using WorkerTeam team = new(2);
                NeighborGraph expected = NeighborGraph.Adopt(
                    new ExhaustiveSearch().FindNeighbors(points, metric, test.Neighbors, team, null));
                NeighborWork work = new(new NeighborProblem(points, metric, test.Neighbors), team, null);
                int lists = Math.Min(work.Problem.References.Length, 1 + (test.Seed % 40));
                InvertedFile file = InvertedFile.Create(work, lists, (ulong)test.Seed);
                NeighborCases.AssertSameBits(expected,
                    NeighborGraph.Adopt(MetricDispatch<ChunkedRows>.Run(metric, new AnswerAll(work, file))));
            }
        });

    [Fact]
    public void Any_points_get_k_different_neighbours_at_their_true_distances_in_order() =>
        Check.ForAll(NeighborCases.Arbitrary, test =>
        {
            float[,] points = WithoutZeroRows(test.Points());
            foreach (Metric metric in VectorMetrics)
            {
                foreach (double recall in metric.Kind == MetricKind.Euclidean ? Extremes : Extremes[1..2])
                {
                    // The graph's own constructor refuses rows that name a point twice or are out of order.
                    NeighborGraph graph = NeighborCases.Find(Search(recall), points, metric, test.Neighbors);
                    Assert.Equal((test.Rows, test.Neighbors), (graph.Points, graph.NeighborsPerPoint));
                    AssertDistancesAreTrue(points, graph, metric);
                }
            }
        });

    [Theory]
    [InlineData(Shape.AllTheSame, 5000, 3, 20)]
    [InlineData(Shape.HalfTheSame, 5000, 2, 20)]
    [InlineData(Shape.FarClusters, 5000, 1, 20)]
    [InlineData(Shape.Grid, 5000, 3, 20)]
    [InlineData(Shape.Mixed, 5000, 2, 20)]
    [InlineData(Shape.Gaussian, 300, 3, 299)]
    public void Hostile_points_get_a_valid_graph_with_the_same_bits_on_any_number_of_threads(
        NeighborCases.Shape shape, int rows, int columns, int k)
    {
        float[,] points = new NeighborCases.PointSet(shape, rows, columns, k, 11).Points();
        NeighborGraph expected = NeighborCases.Find(Search(0.9), points, Metric.Euclidean, k, threads: 1);
        AssertDistancesAreTrue(points, expected, Metric.Euclidean);
        for (int threads = 2; threads <= 3; threads++)
        {
            NeighborCases.AssertSameBits(expected, NeighborCases.Find(Search(0.9), points, Metric.Euclidean, k, threads));
        }
    }

    [Fact]
    public void One_list_holds_what_lies_in_one_place_and_the_graph_is_still_right()
    {
        // Points of 40 places, each as often as there are neighbours: no list can divide a place.
        float[,] points = new float[4000, 2];
        for (int row = 0; row < 4000; row++)
        {
            (points[row, 0], points[row, 1]) = (row % 40, row % 7 % 2);
        }

        NeighborGraph graph = NeighborCases.Find(Search(0.95), points, Metric.Euclidean, 60);
        Assert.True(Recall(points, graph, Metric.Euclidean, 100) > 0.92);
    }

    [Fact]
    public void The_seed_decides_the_lists_and_nothing_else_does()
    {
        float[,] points = new NeighborCases.PointSet(Shape.Gaussian, 6000, 12, 10, 2).Points();
        NeighborGraph first = NeighborCases.Find(Search(0.7, seed: 1), points, Metric.Euclidean, 10);
        NeighborCases.AssertSameBits(first, NeighborCases.Find(Search(0.7, seed: 1), points, Metric.Euclidean, 10));
        Assert.NotEqual(first.Indices.ToArray(), NeighborCases.Find(Search(0.7, seed: 2), points, Metric.Euclidean, 10).Indices.ToArray());
    }

    [Fact]
    public void The_seed_and_the_recall_of_the_options_reach_the_search()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 9000, 12, 10, 2).Points());
        TsneOptions options = new() { Neighbors = NeighborMethod.Approximate, NeighborRecall = 0.6, NeighborCount = 10, Perplexity = 3 };
        NeighborGraph graph = Tsne.FindNeighbors(points, options);
        NeighborCases.AssertSameBits(graph, Tsne.FindNeighbors(points, options with { Threads = 1 }));
        Assert.NotEqual(graph.Indices.ToArray(), Tsne.FindNeighbors(points, options with { Seed = 3 }).Indices.ToArray());
        Assert.NotEqual(graph.Indices.ToArray(), Tsne.FindNeighbors(points, options with { NeighborRecall = 0.9 }).Indices.ToArray());
    }

    [Fact]
    public void A_run_says_what_recall_it_reached()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Clusters, 5000, 5, 10, 2).Points());
        Details details = new();
        TsneOptions options = new() { Neighbors = NeighborMethod.Approximate, NeighborRecall = 0.9, Perplexity = 3, Iterations = 0 };
        Tsne.Fit(points, options, details);
        Assert.Equal("inverted file, approximate, for a recall of 0.9", details.First);
        Assert.Matches("^[0-9]+ inverted lists, approximate, recall 0\\.9[0-9]+ ", details.Last);
    }

    [Fact]
    public void Where_lists_would_not_save_half_of_the_comparisons_the_search_is_exact_and_says_so()
    {
        float[,] points = new NeighborCases.PointSet(Shape.Gaussian, 2500, 60, 20, 2).Points();
        InvertedFileSearch search = Search(0.999);
        AssertExact(search, points, 20);
        Assert.StartsWith("exact", search.Description, StringComparison.Ordinal);
        InvertedFileSearch few = new(0.5, 1, new ExhaustiveSearch());
        NeighborCases.Find(few, points, Metric.Euclidean, 20);
        Assert.StartsWith("exact", few.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_for_an_exact_search_is_reported_when_it_begins()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 5000, 40, 60, 2).Points());
        Details details = new();
        TsneOptions options = new()
        {
            Neighbors = NeighborMethod.Approximate,
            NeighborRecall = 1,
            Perplexity = 20,
            Iterations = 0,
            PcaComponents = 0,
        };
        Tsne.Fit(points, options, details);
        Assert.Equal("inverted file, approximate, for a recall of 1", details.First);
        Assert.Equal("exact, an inverted file would not have saved half of the comparisons", details.Last);
        (double Fraction, string? Detail)[] exact = [.. details.All.SkipWhile(report => report.Detail != details.Last)];
        Assert.Equal(0, exact[0].Fraction);
        Assert.All(exact, report => Assert.Equal(details.Last, report.Detail));
    }

    [Theory]
    [InlineData(Shape.Gaussian, 90, 20, "exact, too few points for an inverted file")]
    [InlineData(Shape.Gaussian, 300, 151, "exact, every point needs more than half of the points")]
    [InlineData(Shape.AllTheSame, 300, 20, "exact, every point coincides with 20 others")]
    public void The_reason_for_an_exact_search_is_the_true_one(Shape shape, int rows, int k, string outcome)
    {
        float[,] points = new NeighborCases.PointSet(shape, rows, 3, k, 2).Points();
        InvertedFileSearch search = Search(0.9);
        AssertExact(search, points, k);
        Assert.Equal(outcome, search.Description);
    }

    [Fact]
    public void Where_most_points_coincide_the_different_ones_count()
    {
        // All but 10 in one place, of which 6 can be an answer.
        float[,] points = new float[1000, 1];
        for (int row = 0; row < 1000; row++)
        {
            points[row, 0] = row < 990 ? 0 : row;
        }

        InvertedFileSearch search = Search(0.9);
        AssertExact(search, points, 5);
        Assert.Equal("exact, too few different points for an inverted file", search.Description);
    }

    [Fact]
    public void A_users_function_is_refused_with_what_to_use_instead()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => NeighborCases.Find(Search(0.9), new float[9, 2], NeighborCases.Delegate, 3));
        Assert.Contains("vantage-point tree", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_stops_when_it_is_canceled()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 5000, 6, 10, 5).Points());
        using CancellationTokenSource source = new();
        using WorkerTeam team = new(1, source.Token);
        Progress progress = new(_ => source.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => Search(0.9).FindNeighbors(points, Metric.Euclidean, 10, team, progress));
        Assert.Single(progress.Values);
    }

    [Fact]
    public void The_fit_of_centroids_stops_within_a_panel_of_points()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 500, 6, 10, 5).Points());
        using CancellationTokenSource source = new();
        KMeans means = new(ScaledPoints.For(points, Metric.Euclidean), source.Token);
        int[] all = [.. Enumerable.Range(0, 500)];
        Centroids centroids = means.Fit(all, 9, new float[6], new CounterRandom(1, RandomStream.Centroids));
        source.Cancel();
        int[] nearest = new int[500];
        Array.Fill(nearest, -1);
        Assert.Throws<OperationCanceledException>(() => means.Assign(centroids, all, new float[6], nearest));
        Assert.All(nearest, centroid => Assert.Equal(-1, centroid));
        Assert.Throws<OperationCanceledException>(() => means.Fit(all, 9, new float[6], new CounterRandom(1, RandomStream.Centroids)));
    }

    [Fact]
    public void Progress_rises_to_one()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 5000, 4, 10, 5).Points());
        using WorkerTeam team = new(2);
        Progress progress = new(_ => { });
        Search(0.9).FindNeighbors(points, Metric.Euclidean, 10, team, progress);
        Assert.True(progress.Values.Count > 2);
        Assert.Equal(progress.Values.Order(), progress.Values);
        Assert.Equal(1, progress.Values[^1]);
    }

    private static InvertedFileSearch Search(double recall, ulong seed = 5) =>
        new(recall, seed, new ExhaustiveSearch()) { FewPoints = 100 };

    private static void AssertExact(INeighborSearch search, float[,] points, int k) => NeighborCases.AssertSameBits(
        NeighborCases.Find(new ExhaustiveSearch(), points, Metric.Euclidean, k),
        NeighborCases.Find(search, points, Metric.Euclidean, k));

    private static float[,] WithoutZeroRows(float[,] points)
    {
        for (int row = 0; row < points.GetLength(0); row++)
        {
            points[row, 0] = points[row, 0] == 0 ? 1 : points[row, 0];
        }

        return points;
    }

    /// <summary>The share of neighbours that are no farther than the true k-th, so that ties count.</summary>
    private static double Recall(float[,] points, NeighborGraph graph, Metric metric, int rows)
    {
        int found = 0;
        for (int i = 0; i < rows; i++)
        {
            int row = (int)((long)i * graph.Points / rows);
            double[] all = BruteForceNeighbors.Distances(points, row, Oracle(metric));
            double furthest = all.Order().ElementAt(graph.NeighborsPerPoint - 1) * (1 + 1e-6);
            found += graph.NeighborsOf(row).ToArray().Count(neighbor => all[neighbor] <= furthest);
        }

        return (double)found / ((long)rows * graph.NeighborsPerPoint);
    }

    private static void AssertDistancesAreTrue(float[,] points, NeighborGraph graph, Metric metric)
    {
        int step = Math.Max(1, graph.Points / 6) | 1;
        for (int row = 0; row < graph.Points; row += step)
        {
            double[] all = BruteForceNeighbors.Distances(points, row, Oracle(metric));
            int[] found = graph.NeighborsOf(row).ToArray();
            Assert.Equal(found.Length, found.Distinct().Count());
            Assert.DoesNotContain(row, found);
            for (int i = 0; i < found.Length; i++)
            {
                double slack = metric.Kind == MetricKind.Cosine ? 5e-7 : 1e-44;
                Assert.InRange(graph.DistancesOf(row)[i], (all[found[i]] * (1 - 1e-6)) - slack, (all[found[i]] * (1 + 1e-6)) + slack);
            }
        }
    }

    private static Func<double[], double[], double> Oracle(Metric metric) => metric.Kind switch
    {
        MetricKind.Manhattan => BruteForceNeighbors.Manhattan,
        MetricKind.Chebyshev => BruteForceNeighbors.Chebyshev,
        MetricKind.Cosine => BruteForceNeighbors.Cosine,
        _ => BruteForceNeighbors.Euclidean,
    };

    private readonly struct AnswerAll(NeighborWork work, InvertedFile file) : IMetricVisitor<ChunkedRows>
    {
        public ChunkedRows Visit<TMetric>()
            where TMetric : struct, IMetricKernel
        {
            CandidateScan<TMetric> scan = CandidateScan<TMetric>.Create(work, file.Panels);
            scan.Answer(new InvertedFileScan<TMetric>(work, file, scan.QuerySlots(), int.MaxValue));
            return work.Complete();
        }
    }

    private sealed class Progress(Action<double> hear) : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value)
        {
            Values.Add(value);
            hear(value);
        }
    }

    private sealed class Details : IProgress<TsneProgress>
    {
        public List<(double Fraction, string? Detail)> All { get; } = [];

        public string? First => All[0].Detail;

        public string? Last => All[^1].Detail;

        public void Report(TsneProgress value)
        {
            if (value.Stage == TsneStage.Neighbors)
            {
                All.Add((value.Fraction, value.Detail));
            }
        }
    }
}
