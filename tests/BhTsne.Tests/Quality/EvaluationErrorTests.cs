namespace BhTsne.Tests.Quality;

/// <summary>What cannot be measured is refused before any work, and the message names it.</summary>
public sealed class EvaluationErrorTests
{
    private static readonly PointMatrix Points = PointMatrix.From(EndToEnd.Samples.Clusters(50, 3));

    private static readonly Embedding Map = EndToEnd.Samples.Cloud(50, 1, 1);

    [Fact]
    public void A_map_of_another_length_is_refused_with_both_numbers()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => MapQuality.Evaluate(Points, EndToEnd.Samples.Cloud(49, 1, 1)));
        Assert.Contains("The map has 49 points, but there are 50 input points", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_length_are_refused_with_both_numbers()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => MapQuality.Evaluate(Points, Map, new string[51]));
        Assert.Contains("51 labels for 50 points", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_label_is_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => MapQuality.Evaluate(Points, Map, [.. Enumerable.Repeat("one", 50)]));
        Assert.Contains("All points have the label 'one'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_of_null_is_named()
    {
        string[] labels = [.. Enumerable.Range(0, 50).Select(i => i == 17 ? null! : $"{i % 2}")];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => MapQuality.Evaluate(Points, Map, labels));
        Assert.Contains("The label of point 17 is null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_than_four_points_are_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => MapQuality.Evaluate(PointMatrix.From(new float[3, 2]), new(new float[6], 2)));
        Assert.Contains("There are 3 points", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The k of the caller's own is never left out; all faults are named at once.</summary>
    [Fact]
    public void Every_option_out_of_its_range_is_named()
    {
        EvaluationOptions options = new()
        {
            Neighbors = [24, 25, 0],
            Queries = 1,
            Pairs = 9,
            Triplets = 9,
            LabelNeighbors = 0,
            Metric = null!,
            Threads = -1,
        };
        TsneOptionsException exception = Assert.Throws<TsneOptionsException>(() => MapQuality.Evaluate(Points, Map, options: options));
        Assert.Equal(
            [
                ("Neighbors", "25"), ("Neighbors", "0"), ("Queries", "1"), ("Pairs", "9"), ("Triplets", "9"), ("LabelNeighbors", "0"),
                ("Metric", null), ("Threads", "-1"),
            ],
            exception.Faults.Select(fault => (fault.Option, fault.Value)));
        Assert.Contains(
            "25 must be at least 1 and below half of the 50 points: at most 24.", exception.Faults[0].Message, StringComparison.Ordinal);
        Assert.Throws<TsneOptionsException>(() => MapQuality.Evaluate(Points, Map, options: new() { Neighbors = [] }));
    }

    [Theory]
    [InlineData(4, new[] { 1 })]
    [InlineData(20, new[] { 9 })]
    [InlineData(21, new[] { 10 })]
    [InlineData(61, new[] { 10, 30 })]
    [InlineData(180, new[] { 10, 30 })]
    [InlineData(181, new[] { 10, 30, 90 })]
    public void By_default_the_numbers_of_neighbours_that_fit_are_measured(int points, int[] expected)
    {
        MapEvaluation evaluation = MapQuality.Evaluate(
            PointMatrix.From(EndToEnd.Samples.Clusters(points, 3)), EndToEnd.Samples.Cloud(points, 1, 1));
        Assert.Equal(expected, evaluation.Neighborhoods.Select(quality => quality.Neighbors));
    }

    [Fact]
    public void Numbers_of_neighbours_are_sorted_and_measured_once() => Assert.Equal(
        [3, 5],
        MapQuality.Evaluate(Points, Map, options: new() { Neighbors = [5, 3, 5] }).Neighborhoods.Select(quality => quality.Neighbors));

    [Fact]
    public void The_cosine_names_a_row_of_zeros()
    {
        float[,] points = EndToEnd.Samples.Clusters(50, 3);
        points[31, 0] = points[31, 1] = points[31, 2] = 0;
        TsneInputException exception = Assert.Throws<TsneInputException>(
            () => MapQuality.Evaluate(PointMatrix.From(points), Map, options: new() { Metric = Metric.Cosine }));
        Assert.Contains("Row 31 is zero", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_fails_is_named_with_both_rows()
    {
        float marked = Points.Row(40)[0];
        Metric metric = Metric.Custom(
            "own", (a, b) => b[0] == marked ? throw new InvalidOperationException("no") : Math.Abs(a[0] - b[0]));
        TsneInputException exception = Assert.Throws<TsneInputException>(
            () => MapQuality.Evaluate(Points, Map, options: new() { Metric = metric, Threads = 1 }));
        Assert.Contains("'own' failed for rows 0 and 40", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_queries_than_points_are_all() =>
        Assert.Equal(50, MapQuality.Evaluate(Points, Map, options: new() { Queries = 1000 }).Queries);
}
