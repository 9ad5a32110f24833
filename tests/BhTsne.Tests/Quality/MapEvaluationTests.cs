using BhTsne.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.Tests.Quality;

/// <summary>Every measure against its definition in float64, on inputs with ties and duplicates, for every metric.</summary>
public sealed class MapEvaluationTests
{
    public static TheoryData<int> AllMetrics => [0, 1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Every_measure_is_that_of_its_definition(int which) => Check.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            Random random = new(seed);
            Metric metric = QualityCases.Metrics[which];
            int count = random.Next(4, 40);
            float[,] points = QualityCases.Points(random, count, random.Next(1, 20), metric);
            float[,] map = QualityCases.Points(random, count, random.Next(1, 4), Metric.Euclidean);
            string[] labels = [.. Enumerable.Range(0, count).Select(i => i == 0 ? "first" : $"{random.Next(4)}")];
            int[] neighbors = [.. Enumerable.Range(0, 3).Select(_ => random.Next(1, ((count - 1) / 2) + 1)).Distinct().Order()];
            EvaluationOptions options = new()
            {
                Neighbors = neighbors,
                Metric = metric,
                LabelNeighbors = random.Next(1, 12),
                Threads = random.Next(1, 3),
            };
            MapEvaluation evaluation = MapQuality.Evaluate(PointMatrix.From(points), QualityCases.Map(map), labels, options);

            double[,] input = QualityCases.Distances(points, metric), inMap = QualityCases.Distances(map, Metric.Euclidean);
            Assert.Equal((count, count), (evaluation.Points, evaluation.Queries));
            Assert.Equal(neighbors, evaluation.Neighborhoods.Select(quality => quality.Neighbors));
            foreach (NeighborhoodQuality quality in evaluation.Neighborhoods)
            {
                int k = quality.Neighbors;
                AssertExact(DenseQuality.Preservation(input, inMap, k), quality.Preservation, count);
                AssertExact(DenseQuality.Trustworthiness(input, inMap, k), quality.Trustworthiness, count);
                AssertExact(DenseQuality.Trustworthiness(inMap, input, k), quality.Continuity, count);
            }

            int pairs = count * (count - 1) / (metric == Metric.InnerProduct ? 1 : 2);
            AssertExact(DenseQuality.RankCorrelation(input, inMap), evaluation.RankCorrelation, pairs);
            AssertExact(
                DenseQuality.TripletAgreement(input, inMap), evaluation.TripletAgreement, count * (count - 1) * (count - 2) / 2);
            int voters = Math.Min(options.LabelNeighbors, count - 1);
            AssertExact(DenseQuality.LabelAccuracy(inMap, labels, voters), evaluation.LabelAccuracy!, count);
            AssertExact(DenseQuality.Silhouette(inMap, labels), evaluation.Silhouette!, count, 1e-5);
            Assert.Null(evaluation.KlDivergence);
        },
        cases: 40);

    private static void AssertExact(double expected, Estimate actual, int samples, double tolerance = 1e-9)
    {
        Assert.Equal(expected, actual.Value, tolerance);
        Assert.Equal((actual.Value, actual.Value, samples, true), (actual.Low, actual.High, actual.Samples, actual.IsExact));
    }
}
