using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Quality;

/// <summary>The 95 % intervals hold the exact value in about 95 % of the samples, seed after seed.</summary>
public sealed class CoverageTests
{
    private const int Count = 200;
    private const int Seeds = 600;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(Count, 6));

    private static readonly string[] Labels = [.. Enumerable.Range(0, Count).Select(i => $"{i % 6}")];

    private static readonly MapEvaluation Exact = MapQuality.Evaluate(
        Points, Map(), Labels, new() { Neighbors = [10, 30], Pairs = Count * Count, Triplets = Count * Count * Count });

    private static readonly Lazy<MapEvaluation[]> Sampled = new(() =>
    [
        .. Enumerable.Range(0, Seeds).Select(seed => MapQuality.Evaluate(
            Points,
            Map(),
            Labels,
            new()
            {
                Neighbors = [10, 30],
                Queries = Count / 4,
                Pairs = 500,
                Triplets = 500,
                Seed = (ulong)seed,
                Threads = 1,
            })),
    ]);

    private static readonly (string Name, Func<MapEvaluation, Estimate> Of)[] Measures =
    [
        ("preservation of 10", evaluation => evaluation.Neighborhoods[0].Preservation),
        ("trustworthiness of 10", evaluation => evaluation.Neighborhoods[0].Trustworthiness),
        ("continuity of 10", evaluation => evaluation.Neighborhoods[0].Continuity),
        ("preservation of 30", evaluation => evaluation.Neighborhoods[1].Preservation),
        ("trustworthiness of 30", evaluation => evaluation.Neighborhoods[1].Trustworthiness),
        ("continuity of 30", evaluation => evaluation.Neighborhoods[1].Continuity),
        ("rank correlation", evaluation => evaluation.RankCorrelation),
        ("triplets", evaluation => evaluation.TripletAgreement),
        ("silhouette", evaluation => evaluation.Silhouette!),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Measures.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Intervals_hold_the_exact_value(int measure)
    {
        (string name, Func<MapEvaluation, Estimate> of) = Measures[measure];
        Estimate exact = of(Exact);
        Assert.True(exact.IsExact);
        Estimate[] samples = [.. Sampled.Value.Select(of)];
        Assert.All(samples, sample => Assert.True(!sample.IsExact && sample.Low < sample.Value && sample.Value < sample.High));
        double coverage = samples.Count(sample => sample.Low <= exact.Value && exact.Value <= sample.High) / (double)Seeds;
        double bias = samples.Average(sample => sample.Value) - exact.Value;
        double width = samples.Average(sample => sample.High - sample.Low);
        Assert.True(coverage is >= 0.9 and <= 0.995, $"{name}: {coverage} of the intervals hold {exact.Value}");
        Assert.True(Math.Abs(bias) < width / 8, $"{name}: the mean of the samples is off by {bias}, where an interval is {width} wide");
    }

    [Fact]
    public void The_label_accuracy_is_exact_whatever_the_queries() =>
        Assert.All(Sampled.Value, evaluation => Assert.Equal(Exact.LabelAccuracy, evaluation.LabelAccuracy));

    /// <summary>Two of six dimensions and some noise: no measure is near 0 or 1.</summary>
    private static Embedding Map()
    {
        Random random = new(7);
        return new(
            [.. Enumerable.Range(0, 2 * Count).Select(i => Points.Row(i / 2)[i % 2] + (float)(2 * Samples.Gaussian(random)))], 2);
    }
}
