using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.Peers;

/// <summary>
/// Maps keep neighbours, by every metric, and not those of a wrong graph. (After tests of scikit-learn, openTSNE and opt-SNE.)
/// </summary>
public sealed class NeighborhoodTests(ITestOutputHelper output)
{
    private const int Count = 240;

    private static readonly float[,] Points = Samples.Clusters(Count, 6, 5, 3);

    private static readonly Dictionary<string, (Metric Metric, Func<double[], double[], double> Formula)> Metrics = new()
    {
        ["euclidean"] = (Metric.Euclidean, (a, b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum())),
        ["manhattan"] = (Metric.Manhattan, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Sum()),
        ["chebyshev"] = (Metric.Chebyshev, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()),
        ["cosine"] = (Metric.Cosine, (a, b) => 1 - (Product(a, b) / Math.Sqrt(Product(a, a) * Product(b, b)))),
        ["inner-product"] = (Metric.InnerProduct, (a, b) => -Product(a, b)),
        ["first-column"] = (
            Metric.Custom("first-column", (a, b) => MathF.Abs(a[0] - b[0])),
            (a, b) => Math.Abs(a[0] - b[0])),
    };

    public static TheoryData<string> Names => [.. Metrics.Keys];

    /// <summary>Fifty points without clusters, in as many dimensions as the map has, so that a perfect map exists.</summary>
    [Theory]
    [InlineData(1, RepulsionMethod.BarnesHut)]
    [InlineData(2, RepulsionMethod.BarnesHut)]
    [InlineData(3, RepulsionMethod.BarnesHut)]
    [InlineData(2, RepulsionMethod.Exact)]
    public void Fifty_points_keep_their_nearest_neighbours(int dimensions, RepulsionMethod repulsion)
    {
        foreach (InitializationMethod start in new[] { InitializationMethod.Pca, InitializationMethod.Random })
        {
            Random random = new(4);
            float[] values = [.. Enumerable.Range(0, 50 * dimensions).Select(_ => (float)Samples.Gaussian(random))];
            PointMatrix points = PointMatrix.From(values, 50, dimensions);
            TsneOptions options = new()
            {
                OutputDimensions = dimensions,
                Perplexity = 10,
                Repulsion = repulsion,
                Initialization = start,
            };
            double trust = Trustworthiness.Of(
                Samples.ToDense(points), Samples.ToDense(Tsne.Fit(points, options).Embedding), 1);
            output.WriteLine($"{dimensions}, {repulsion}, {start}: {trust:0.000}");
            Assert.True(trust > 0.85, $"trustworthiness {trust}");
        }
    }

    /// <summary>
    /// The neighbours of the map are those of the metric that was asked for, better than those of a map by the first column or, for that
    /// one, by all columns.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_map_by_each_metric_keeps_the_neighbours_of_that_metric(string name)
    {
        double trust = Trust(name, name), other = Trust(name, name == "first-column" ? "euclidean" : "first-column");
        output.WriteLine($"{name}: {trust:0.000}, of the map by another metric {other:0.000}");
        Assert.True(trust > 0.9, $"trustworthiness {trust}");
        Assert.True(other < trust - 0.05, $"the map by another metric has a trustworthiness of {other}");
    }

    /// <summary>
    /// With the neighbours of other points the map is that of the other points: what it keeps is what the graph says, and nothing else of
    /// the points reaches it.
    /// </summary>
    [Fact]
    public void A_wrong_graph_gives_a_wrong_map()
    {
        TsneOptions options = new() { Perplexity = 12, Initialization = InitializationMethod.Random };
        int[] shuffled = [.. Enumerable.Range(0, Count)];
        new Random(9).Shuffle(shuffled);
        float[,] others = new float[Count, Points.GetLength(1)];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < others.GetLength(1); j++)
            {
                others[i, j] = Points[shuffled[i], j];
            }
        }

        NeighborGraph right = Tsne.FindNeighbors(Points, options), wrong = Tsne.FindNeighbors(others, options);
        Assert.True(Of(right) > 0.95, $"the right graph: {Of(right)}");
        Assert.True(Of(wrong) < 0.6, $"the wrong graph: {Of(wrong)}");

        double Of(NeighborGraph graph) => Trustworthiness.Of(
            Dense.From([.. Points.Cast<float>()], Count, Points.GetLength(1)), Samples.ToDense(Tsne.Fit(graph, options).Embedding), 10);
    }

    /// <summary>Trustworthiness by one metric of a map by another.</summary>
    private static double Trust(string judge, string maker)
    {
        TsneOptions options = new() { Perplexity = 12, Metric = Metrics[maker].Metric, PcaComponents = 0 };
        double[,] map = Samples.ToDense(Tsne.Fit(Points, options).Embedding);
        return DenseQuality.Trustworthiness(
            DenseQuality.Distances(Points, Metrics[judge].Formula), Dense.SquaredDistances(map), 10);
    }

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
