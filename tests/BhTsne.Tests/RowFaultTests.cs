namespace BhTsne.Tests;

/// <summary>Every fault of a list of rows, alone: how the one line of the message begins, and that it is about the input.</summary>
public sealed class RowFaultTests
{
    private const int N = 100;

    private static readonly PointMatrix Points = PointMatrix.From(new float[N * 3], N, 3);

    public static TheoryData<string, int[]?, int[]?, int?> Faults => new()
    {
        { "Pinned: row 100 does not exist; there are 100 rows, from 0 to 99.", [5, 100, 200], null, null },
        { "Pinned: row -1 does not exist; there are 100 rows, from 0 to 99.", [-1], null, null },
        { "Pinned: row 7 is named twice; name each row once.", [3, 7, 9, 7, 7], null, null },
        { "Pinned: all 100 rows are pinned: there is nothing to move", [.. Enumerable.Range(0, N)], null, null },
        { "StartRows: row 100 does not exist; there are 100 rows, from 0 to 99.", null, [5, 100, 200], 3 },
        { "StartRows: row -3 does not exist; there are 100 rows, from 0 to 99.", null, [5, -3, 7], 3 },
        { "StartRows: row 5 is named twice; name each row once.", null, [5, 6, 5], 3 },
        { "StartRows: it names rows of a start, but there is none; give Start, or leave it out.", null, [5, 6, 7], null },
        { "StartRows: it names 4 rows, but Start has 3 points; it must name a row for each point.", null, [5, 6, 7, 8], 3 },
        { "StartRows: it names 2, too few for the others to start among; name at least 3", null, [5, 6], 2 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_wrong_list_is_refused_in_a_line_that_says_what_to_do(string line, int[]? pinned, int[]? startRows, int? startPoints)
    {
        TsneInput input = new(Points) { Pinned = pinned, StartRows = startRows, Start = Start(startPoints) };
        TsneFault fault = Assert.Single(Tsne.Plan(input).Faults);
        Assert.StartsWith(line, fault.ToString(), StringComparison.Ordinal);
        Assert.True(fault.IsAboutInput);
        Assert.Equal([fault], Assert.Throws<TsneOptionsException>(() => Tsne.Fit(input)).Faults);
    }

    [Fact]
    public void Lists_are_refused_where_duplicates_are_merged()
    {
        TsneOptions merged = new() { MergeDuplicates = true };
        TsneInput input = new(Points) { Pinned = new[] { 1 }, StartRows = new[] { 1, 2, 3 }, Start = Start(3) };
        Assert.Equal(["Pinned", "StartRows"], Tsne.Plan(input, merged).Faults.Select(fault => fault.Option).Order());
        Assert.All(
            Tsne.Plan(input, merged).Faults,
            fault => Assert.EndsWith("leave MergeDuplicates off.", fault.Message, StringComparison.Ordinal));
        Assert.Empty(Tsne.Plan(input).Faults);
    }

    [Fact]
    public void A_start_of_some_rows_needs_points()
    {
        NeighborGraph graph = Tsne.FindNeighbors(Points);
        TsneInput input = new(graph) { StartRows = new[] { 1, 2, 3 }, Start = Start(3) };
        Assert.Equal(
            "StartRows: neighbours of the other rows are searched among points, and the input is Neighbors; give a Start of all rows.",
            Assert.Single(Tsne.Plan(input).Faults).ToString());
        TsneInput affinities = new(Tsne.ComputeAffinities(graph)) { StartRows = new[] { 1, 2, 3 }, Start = Start(3) };
        Assert.Equal("StartRows", Assert.Single(Tsne.Plan(affinities).Faults).Option);
    }

    [Fact]
    public void A_start_of_some_rows_has_as_many_dimensions_as_the_map()
    {
        TsneInput input = new(Points) { StartRows = new[] { 1, 2, 3 }, Start = Start(3) };
        TsneFault fault = Assert.Single(Tsne.Plan(input, new() { OutputDimensions = 3 }).Faults);
        Assert.Equal("Start: it has 2 dimensions, but the map has 3.", fault.ToString());
    }

    [Fact]
    public void An_empty_list_is_none()
    {
        TsneInput input = new(Points) { Pinned = Array.Empty<int>(), StartRows = Array.Empty<int>(), Start = Start(N) };
        Assert.Null(input.StartRows);
        Assert.Empty(Tsne.Plan(input).Faults);
        Assert.Equal(
            "Start: it has 3 points, but there are 100.",
            Assert.Single(Tsne.Plan(new TsneInput(Points) { StartRows = Array.Empty<int>(), Start = Start(3) }).Faults).ToString());
    }

    private static Embedding? Start(int? points) => points is { } count ? new Embedding(new float[2 * count], 2) : null;
}
