namespace BhTsne.Tests.Quality;

/// <summary>
/// Numbers of scikit-learn 1.2.1 (with NumPy 1.24.2, SciPy 1.10.1) on points without ties: trustworthiness(X, Y, n_neighbors=k),
/// trustworthiness(Y, X, n_neighbors=k) for the continuity, the same with metric=..., silhouette_score(Y, labels), and
/// scipy.stats.spearmanr(pdist(X), pdist(Y)). X and Y are made by the formula below, in float64 and without rounding.
/// </summary>
public sealed class ScikitLearnTests
{
    private const int Count = 80;

    [Theory]
    [InlineData(1, 0.7544871794871795, 0.9315705128205128)]
    [InlineData(5, 0.7604513888888889, 0.821875)]
    [InlineData(12, 0.7563177506775067, 0.8192073170731707)]
    [InlineData(30, 0.7717995169082126, 0.8118599033816425)]
    public void Trustworthiness_and_continuity(int k, double trustworthiness, double continuity)
    {
        NeighborhoodQuality quality = Assert.Single(
            MapQuality.Evaluate(Points(), Map(), options: new() { Neighbors = [k] }).Neighborhoods);
        Assert.Equal(trustworthiness, quality.Trustworthiness.Value, 1e-12);
        Assert.Equal(continuity, quality.Continuity.Value, 1e-12);
    }

    [Theory]
    [InlineData("manhattan", 0.74875)]
    [InlineData("chebyshev", 0.7360416666666667)]
    [InlineData("cosine", 0.7057638888888889)]
    public void Trustworthiness_by_other_metrics(string name, double trustworthiness)
    {
        Metric metric = QualityCases.Metrics.Single(metric => metric.Name == name);
        MapEvaluation evaluation = MapQuality.Evaluate(Points(), Map(), options: new() { Neighbors = [5], Metric = metric });
        Assert.Equal(trustworthiness, evaluation.Neighborhoods[0].Trustworthiness.Value, 1e-12);
    }

    /// <summary>labels = (Y[:, 0] > 700) + (Y[:, 1] > 900).</summary>
    [Fact]
    public void Silhouette_and_rank_correlation()
    {
        Embedding map = Map();
        string[] labels = [.. Enumerable.Range(0, Count).Select(i => $"{(map[i, 0] > 700 ? 1 : 0) + (map[i, 1] > 900 ? 1 : 0)}")];
        MapEvaluation evaluation = MapQuality.Evaluate(Points(), map, labels);
        Assert.Equal(0.18019850440186458, evaluation.Silhouette!.Value, 1e-6);
        Assert.Equal(0.5368163939725041, evaluation.RankCorrelation.Value, 1e-12);
    }

    /// <summary>X[i, j] for j below 5; Y is [X[i, 0] + X[i, 1] / 2 + x(i, 7) / 4, X[i, 2] + X[i, 3] / 2 + x(i, 8) / 4].</summary>
    private static float X(long i, long j) =>
        (((i * i * 7919) + (i * 104729) + (j * 1299709) + (i * j * 15485863)) % 65537) / 64f;

    private static PointMatrix Points()
    {
        float[,] points = new float[Count, 5];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                points[i, j] = X(i, j);
            }
        }

        return PointMatrix.From(points);
    }

    private static Embedding Map() => new(
        [
            .. Enumerable.Range(0, Count).SelectMany(i => new[]
            {
                X(i, 0) + (X(i, 1) / 2) + (X(i, 7) / 4),
                X(i, 2) + (X(i, 3) / 2) + (X(i, 8) / 4),
            }),
        ],
        2);
}
