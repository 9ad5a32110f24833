using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Whole runs with the metrics other than the Euclidean one, against P by brute force in double.</summary>
public sealed class MetricRunTests
{
    private const int Count = 150;
    private const int Kept = 45;

    private static readonly float[,] Points = Samples.Clusters(Count, 7, 4, 8);

    private static readonly string[] Names = ["euclidean", "manhattan", "chebyshev", "cosine", "inner-product"];

    public static TheoryData<string> Metrics => [.. Names];

    /// <summary>The cost that a run reports is that of its map over the P of its metric, and of no other metric.</summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void The_cost_of_a_run_is_that_of_its_map_over_the_P_of_its_metric(string name)
    {
        Metric metric =
            new[] { Metric.Euclidean, Metric.Manhattan, Metric.Chebyshev, Metric.Cosine, Metric.InnerProduct }.Single(m => m.Name == name);
        TsneOptions options = new()
        {
            Metric = metric,
            Perplexity = Kept / 3,
            Theta = 0,
            Iterations = 60,
            EarlyExaggerationIterations = 30,
            PcaComponents = 0,
            Initialization = InitializationMethod.Random,
        };
        TsneResult result = Tsne.Fit(Points, options);
        double[,] map = Samples.ToDense(result.Embedding);
        foreach (string other in Names)
        {
            double expected = new DenseTsne().Cost(DenseAffinities.Joint(Conditional(other)), map);
            Assert.True(
                other == name ? Math.Abs(expected - result.KlDivergence) < 1e-4 : Math.Abs(expected - result.KlDivergence) > 1e-3,
                $"{result.KlDivergence} with {name}, {expected} by the P of {other}");
        }
    }

    private static double[,] Conditional(string metric)
    {
        double[,] conditional = new double[Count, Count];
        double longest = Enumerable.Range(0, Count).Max(i => BruteForceInnerProducts.Length(Points, i));
        for (int i = 0; i < Count; i++)
        {
            // d² = 2 (|x| L − x·y) for inner products: their softmax.
            double length = BruteForceInnerProducts.Length(Points, i);
            double[] distances = metric switch
            {
                "euclidean" => BruteForceNeighbors.Distances(Points, i, BruteForceNeighbors.Euclidean),
                "manhattan" => BruteForceNeighbors.Distances(Points, i, BruteForceNeighbors.Manhattan),
                "chebyshev" => BruteForceNeighbors.Distances(Points, i, BruteForceNeighbors.Chebyshev),
                "cosine" => BruteForceNeighbors.Distances(Points, i, BruteForceNeighbors.Cosine),
                _ => [.. BruteForceInnerProducts.Of(Points, i).Select(product => Math.Sqrt(2 * ((length * longest) - product)))],
            };
            int[] nearest = BruteForceNeighbors.Nearest(distances, Kept);
            double[] row = DenseAffinities.Row([.. nearest.Select(j => distances[j] * distances[j])], Kept / 3);
            for (int rank = 0; rank < Kept; rank++)
            {
                conditional[i, nearest[rank]] = row[rank];
            }
        }

        return conditional;
    }
}
