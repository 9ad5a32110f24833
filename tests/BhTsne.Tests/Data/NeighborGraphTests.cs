namespace BhTsne.Tests.Data;

public sealed class NeighborGraphTests
{
    [Fact]
    public void Rows_are_views_of_the_arrays()
    {
        int[] indices = [1, 2, 0, 2, 1, 0];
        float[] distances = [1, 2, 1, 1.5f, 1.5f, 2];
        NeighborGraph graph = new(indices, distances, 2);
        Assert.Equal((3, 2), (graph.Points, graph.NeighborsPerPoint));
        Assert.Equal([0, 2], graph.NeighborsOf(1));
        Assert.Equal([1.5f, 2], graph.DistancesOf(2));
        distances[4] = 1.25f;
        Assert.Equal([1.25f, 2], graph.DistancesOf(2));
        Assert.Equal(indices, graph.Indices);
        Assert.Equal(distances, graph.Distances);
    }

    [Theory]
    [InlineData(3, "must be another point, 0 to 2")]
    [InlineData(-1, "must be another point, 0 to 2")]
    [InlineData(1, "must be another point, 0 to 2")]
    public void An_index_that_does_not_exist_or_is_the_point_itself_is_named(int index, string message)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new NeighborGraph([1, 2, 0, index, 1, 0], new float[6], 2));
        Assert.StartsWith($"Neighbour 1 of point 1 is {index}; it {message}.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void A_distance_that_is_none_is_named(float distance)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(
            () => new NeighborGraph([1, 2, 0, 2, 1, 0], [0, 0, distance, 3, 0, 0], 2));
        Assert.StartsWith($"The distance from point 1 to its neighbour 0 is {distance};", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distances_that_fall_are_named()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new NeighborGraph([1, 2, 0, 2, 1, 0], [1, 1, 2, 1, 1, 1], 2));
        Assert.Contains("neighbour 1 of point 1 is nearer than the one before", thrown.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_neighbour_named_twice_is_refused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new NeighborGraph([1, 2, 2, 2, 1, 0], new float[6], 2));
        Assert.Contains("Point 1 names neighbour 2 twice", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_do_not_agree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new NeighborGraph([1, 0], [1], 1));
        Assert.Throws<ArgumentException>(() => new NeighborGraph([1, 0, 1], [1, 1, 1], 2));
        Assert.Throws<ArgumentException>(() => new NeighborGraph([], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighborGraph([1, 0], [1, 1], 0));
        Assert.Throws<ArgumentNullException>(() => new NeighborGraph(null!, [1], 1));
        Assert.Throws<ArgumentNullException>(() => new NeighborGraph([1], null!, 1));
    }

    [Fact]
    public void More_neighbours_than_other_points_are_refused() =>
        Assert.Throws<ArgumentException>(() => new NeighborGraph([1, 1, 0, 0], new float[4], 2));
}
