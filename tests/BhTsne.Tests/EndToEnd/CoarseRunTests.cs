using BhTsne.Tests.Oracles;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Runs at the coarse end of θ.</summary>
public sealed class CoarseRunTests
{
    private static readonly float[,] Points = Samples.Clusters(400, 10);

    /// <summary>
    /// A repulsion that is wrong by tenths still separates clusters. The cost is computed at the same θ as the map, and errs less than the
    /// forces.
    /// </summary>
    [Theory]
    [InlineData("t-SNE", 1)]
    [InlineData("t-SNE", 2)]
    [InlineData("t-SNE", 3)]
    [InlineData("alpha = 0.5", 2)]
    [InlineData("symmetric SNE", 2)]
    [InlineData("SNE", 2)]
    public void A_theta_above_one_still_separates_clusters(string name, int dimensions)
    {
        HashSet<double> costs = [];
        foreach (double theta in new[] { 1, 1.5, 2 })
        {
            TsneOptions options = ObjectiveCase.All[name].Options with
            {
                Theta = theta,
                OutputDimensions = dimensions,
                Iterations = 300,
                EarlyExaggerationIterations = 100,
            };
            TsneResult result = Tsne.Fit(Points, options);
            double[,] map = Samples.ToDense(result.Embedding);
            int[] clusters = [.. Enumerable.Range(0, 400).Select(i => i % 6)];
            double accuracy = NeighborLabelAccuracy.Of(map, clusters, 10);
            Assert.True(accuracy > 0.97, $"{accuracy} at theta {theta}");
            double[,] conditional = DenseAffinities.Conditional(Dense.From(PointMatrix.From(Points).Values, 400, 10), 90, 30);
            double cost = ObjectiveCase.All[name].Definition(conditional, map).Cost;
            Assert.Equal(cost, result.KlDivergence, 0.15);
            Assert.True(costs.Add(result.KlDivergence), $"theta {theta} gives the map of a smaller one");
        }
    }
}
