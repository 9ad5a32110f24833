using BhTsne.Neighbors;

namespace BhTsne.Tests.Neighbors;

public sealed class NeighborSearchesTests
{
    private static readonly Metric[] Metrics = [.. NeighborCases.Metrics, Metric.InnerProduct];

    public static TheoryData<NeighborMethod, string> Pairs
    {
        get
        {
            TheoryData<NeighborMethod, string> pairs = [];
            foreach ((NeighborMethod method, Metric metric) in from m in Enum.GetValues<NeighborMethod>() from x in Metrics select (m, x))
            {
                pairs.Add(method, metric.Name);
            }

            return pairs;
        }
    }

    /// <summary>
    /// A search that refuses a metric says why in the words of the rules, and the options refuse the pair before there are points.
    /// </summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_search_accepts_a_metric_or_gives_the_reason_of_the_rules(NeighborMethod method, string name)
    {
        const int K = 7;
        Metric metric = Metrics.Single(candidate => candidate.Name == name);
        float[,] points = new NeighborCases.PointSet(NeighborCases.Shape.Gaussian, 300, 5, K, 3).Points();
        INeighborSearch search = NeighborSearches.Create(NeighborSearches.Choose(method, 300, 5, metric), recall: 0.9, seed: 1);
        TsneOptions options = new() { Neighbors = method, Metric = metric };
        if (NeighborRules.Fault(method, metric) is { } fault)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => NeighborCases.Find(search, points, metric, K));
            Assert.Contains(fault, error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(fault, Assert.Single(options.FindFaults()).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Empty(options.FindFaults());
        NeighborCases.AssertSameBits(
            NeighborCases.Find(new ExhaustiveSearch(), points, metric, K), NeighborCases.Find(search, points, metric, K));
    }

    [Fact]
    public void The_rules_refuse_what_the_documentation_of_the_methods_refuses()
    {
        string[] refused =
        [
            .. from method in Enum.GetValues<NeighborMethod>()
               from metric in Metrics
               where NeighborRules.Fault(method, metric) is not null
               select $"{method}: {metric.Name}",
        ];
        Assert.Equal(
            [
                "VantagePointTree: inner-product",
                "KdTree: sum of roots",
                "KdTree: inner-product",
                "Approximate: sum of roots",
                "Approximate: inner-product",
            ],
            refused);
        Assert.All([NeighborMethod.KdTree, NeighborMethod.Approximate], method => Assert.EndsWith(
            "use the vantage-point tree", NeighborRules.Fault(method, NeighborCases.Delegate), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NeighborMethod.Exact, typeof(ExhaustiveSearch), "quadratic")]
    [InlineData(NeighborMethod.KdTree, typeof(KdTree), "k-d tree")]
    [InlineData(NeighborMethod.VantagePointTree, typeof(VantagePointTree), "vantage-point tree")]
    [InlineData(NeighborMethod.Approximate, typeof(InvertedFileSearch), "approximate")]
    public void A_method_is_what_was_asked_for(NeighborMethod method, Type type, string words)
    {
        NeighborChoice choice = NeighborSearches.Choose(method, 100_000, 7, Metric.Euclidean);
        Assert.Equal(method, choice.Method);
        Assert.EndsWith(": chosen by the caller", choice.Reason, StringComparison.Ordinal);
        INeighborSearch search = NeighborSearches.Create(choice);
        Assert.IsType(type, search);
        Assert.Contains(words, search.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 3, typeof(KdTree), "exact by k-d tree: 3 dimensions are at most 6")]
    [InlineData(1_000_000, 6, typeof(KdTree), "exact by k-d tree: 6 dimensions are at most 6")]
    [InlineData(70_000, 50, typeof(VantagePointTree), "exact by vantage-point tree: 70,000 points are fewer than 150,000")]
    [InlineData(70_000, 64, typeof(VantagePointTree), "exact by vantage-point tree: 70,000 points are fewer than 150,000")]
    [InlineData(70_000, 65, typeof(ExhaustiveSearch), "exact over all pairs: 65 dimensions are more than 64")]
    [InlineData(70_000, 1_784, typeof(ExhaustiveSearch), "exact over all pairs: 1,784 dimensions are more than 64")]
    [InlineData(3_999, 50, typeof(ExhaustiveSearch), "exact over all pairs: 3,999 points are fewer than 4,000")]
    [InlineData(4_000, 50, typeof(VantagePointTree), "exact by vantage-point tree: 4,000 points are fewer than 150,000")]
    [InlineData(149_999, 50, typeof(VantagePointTree), "exact by vantage-point tree: 149,999 points are fewer than 150,000")]
    [InlineData(150_000, 50, typeof(InvertedFileSearch), "approximate by inverted file: 150,000 points are at least 150,000")]
    [InlineData(300_000, 784, typeof(InvertedFileSearch), "approximate by inverted file: 300,000 points are at least 150,000")]
    public void Auto_goes_by_points_and_dimensions(int points, int dimensions, Type type, string reason)
    {
        NeighborChoice choice = NeighborSearches.Choose(NeighborMethod.Auto, points, dimensions, Metric.Euclidean);
        Assert.IsType(type, NeighborSearches.Create(choice));
        Assert.Equal(reason, choice.Reason);
    }

    /// <summary>The measurements behind the choice are of the Euclidean distance; the inner product has no other search.</summary>
    [Theory]
    [InlineData("cosine", typeof(InvertedFileSearch), "approximate by inverted file: 150,000 points are at least 150,000")]
    [InlineData("manhattan", typeof(VantagePointTree), "exact by vantage-point tree: 50 dimensions are at most 64")]
    [InlineData("chebyshev", typeof(VantagePointTree), "exact by vantage-point tree: 50 dimensions are at most 64")]
    [InlineData("inner-product", typeof(ExhaustiveSearch), "exact over all pairs: no other search can use the metric 'inner-product'")]
    [InlineData("sum of roots", typeof(VantagePointTree), "exact by vantage-point tree: it calls a custom function least often")]
    public void Auto_approximates_for_angles_and_euclidean_distances_only(string name, Type type, string reason)
    {
        Metric metric = Metrics.Single(candidate => candidate.Name == name);
        NeighborChoice choice = NeighborSearches.Choose(NeighborMethod.Auto, 150_000, 50, metric);
        Assert.IsType(type, NeighborSearches.Create(choice));
        Assert.Equal(reason, choice.Reason);
    }

    /// <summary>The approximate search falls back to the exact search that would be the fastest.</summary>
    [Theory]
    [InlineData(300_000, 50, NeighborMethod.VantagePointTree)]
    [InlineData(300_000, 784, NeighborMethod.Exact)]
    [InlineData(300_000, 3, NeighborMethod.KdTree)]
    public void An_approximate_search_knows_the_fastest_exact_one(int points, int dimensions, NeighborMethod exact) =>
        Assert.Equal(exact, NeighborSearches.Choose(NeighborMethod.Approximate, points, dimensions, Metric.Euclidean).Exact);
}
