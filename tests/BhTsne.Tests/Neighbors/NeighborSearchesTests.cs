using BhTsne.Neighbors;

namespace BhTsne.Tests.Neighbors;

public sealed class NeighborSearchesTests
{
    [Theory]
    [InlineData(NeighborMethod.Exact, typeof(BlockedSearch), "quadratic")]
    [InlineData(NeighborMethod.KdTree, typeof(KdTree), "k-d tree")]
    [InlineData(NeighborMethod.VantagePointTree, typeof(VantagePointTree), "vantage-point tree")]
    [InlineData(NeighborMethod.Approximate, typeof(CellSearch), "approximate")]
    public void A_method_is_what_was_asked_for(NeighborMethod method, Type type, string words)
    {
        NamedSearch search = NeighborSearches.For(method, 100_000, 7, Metric.Euclidean);
        Assert.IsType(type, search.Search);
        Assert.Contains(words, search.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 3, typeof(KdTree))]
    [InlineData(70_000, 50, typeof(VantagePointTree))]
    [InlineData(70_000, 784, typeof(BlockedSearch))]
    [InlineData(1_000, 50, typeof(BlockedSearch))]
    [InlineData(149_999, 50, typeof(VantagePointTree))]
    [InlineData(150_000, 50, typeof(CellSearch))]
    public void Auto_goes_by_points_and_dimensions(int points, int dimensions, Type type) =>
        Assert.IsType(type, NeighborSearches.For(NeighborMethod.Auto, points, dimensions, Metric.Euclidean).Search);

    /// <summary>The measurements behind the choice are of the Euclidean distance; the inner product has no other search.</summary>
    [Theory]
    [InlineData("cosine", typeof(CellSearch))]
    [InlineData("manhattan", typeof(VantagePointTree))]
    [InlineData("chebyshev", typeof(VantagePointTree))]
    [InlineData("inner-product", typeof(BlockedSearch))]
    public void Auto_approximates_for_angles_and_euclidean_distances_only(string name, Type type)
    {
        Metric metric = new[] { Metric.Cosine, Metric.Manhattan, Metric.Chebyshev, Metric.InnerProduct }.Single(candidate => candidate.Name == name);
        Assert.IsType(type, NeighborSearches.For(NeighborMethod.Auto, 150_000, 50, metric).Search);
    }

    [Fact]
    public void Auto_spares_calls_of_a_users_function() =>
        Assert.IsType<VantagePointTree>(NeighborSearches.For(NeighborMethod.Auto, 1_000_000, 30, NeighborCases.Delegate).Search);
}
