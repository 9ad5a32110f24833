using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

/// <summary>What a page of several maps has in it.</summary>
public class SeveralMapsTests
{
    [Fact]
    public void A_coordinate_in_the_page_is_within_half_a_step_of_the_grid_of_its_map() =>
        Check.ForAll(Maps.Any, input =>
        {
            MapFrame[] frames = Frames(input.Map, 1e-4f, 1, 0.5f);
            Page page = new(frames, input.Labels);
            IReadOnlyList<IReadOnlyList<int>> grids = page.Grids;
            return frames.Select((frame, f) =>
            {
                (double Low, double High)[] box = [.. Enumerable.Range(0, input.Map.Dimensions).Select(axis => Box(page, f, axis))];
                return frame.Embedding.Values.ToArray().Select((value, i) =>
                {
                    (double low, double high) = box[i % box.Length];
                    double decoded = low + ((high - low) * (grids[f][i] / 65535.0));
                    return Math.Abs(decoded - value) <= (high - low) * 0.50001 / 65535;
                }).All(near => near);
            }).All(near => near);
        });

    [Fact]
    public void The_box_of_a_map_is_that_of_its_points()
    {
        Page page = new([
            new MapFrame { Embedding = new Embedding([1, 5, 3, -2, 2, 0], 2), Iteration = 0 },
            new MapFrame { Embedding = new Embedding([7, 7, 7, 9, 7, 8], 2), Iteration = 1 }]);

        Assert.Equal([(1.0, 3.0), (-2, 5)], [Box(page, 0, 0), Box(page, 0, 1)]);
        Assert.Equal([(7.0, 7.0), (7, 9)], [Box(page, 1, 0), Box(page, 1, 1)]);
        Assert.Equal([0, 65535, 65535, 0, 32768, 18724], page.Grids[0]);
        Assert.Equal([0, 0, 0, 65535, 0, 32768], page.Grids[1]);
    }

    [Fact]
    public void Maps_come_with_name_iteration_and_cost_where_they_are_known()
    {
        Embedding map = new([1, 2], 1);
        Page page = new([
            new MapFrame { Embedding = map, Iteration = 0 }, new MapFrame { Embedding = map, Iteration = 250, KlDivergence = 1.625 }]);
        JsonElement[] frames = [.. page.Facts.GetProperty("maps").EnumerateArray()];

        Assert.Equal([0, 250], frames.Select(frame => frame.GetProperty("iteration").GetInt32()));
        Assert.Equal(["Iteration 0", "Iteration 250"], frames.Select(frame => frame.GetProperty("title").GetString()));
        Assert.Equal(1, page.Facts.GetProperty("shown").GetInt32()); // A page of snapshots begins with the last.
        Assert.False(frames[0].TryGetProperty("kl", out _));
        Assert.Equal(1.625, frames[1].GetProperty("kl").GetDouble());
    }

    [Fact]
    public void Colours_and_legend_are_those_of_a_plot_of_the_map()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(12, 30);
        string[] labels = Array.ConvertAll(cluster, c => $"c{c}");
        Page plot = new(map, labels);
        Page animation = new(Frames(map, 1, 2), labels);

        Assert.Equal(plot.Codes, animation.Codes);
        Assert.Equal(plot.Columns[0].GetProperty("categories").GetRawText(), animation.Columns[0].GetProperty("categories").GetRawText());
    }

    [Fact]
    public void No_text_escapes_from_its_place() =>
        Check.ForAll(Maps.Any, input =>
        {
            PlotOptions options = new() { Title = "</title><script>" + input.Labels[0], Subtitle = "</script>", PointNames = input.Labels };
            MapFrame[] frames = Frames(input.Map, 1);
            return new Page(frames, input.Labels, options).Skeleton == new Page(frames, null, new PlotOptions { Title = "x" }).Skeleton;
        });

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere()
    {
        string text = new Page(Frames(new Embedding([1, 2, 3, 4], 2), 1, 2)).Text;

        Assert.DoesNotMatch(
            new Regex(@"https?:|\bsrc\s*=|\bhref\s*=|url\(|@import|\bimport\b|\bfetch\(|XMLHttpRequest|WebSocket|\{\{|\}\}[a-z]"), text);
        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_their_own_have_names_and_are_turned_to_lie_on_the_one_before()
    {
        Embedding map = new([0, 0, 4, 0, 0, 2, 1, 1], 2), turned = new([0, 0, 0, 4, -2, 0, -1, 1], 2);
        MapFrame[] maps = [new() { Embedding = map, Name = "one\ntwo" }, new() { Embedding = turned }, new() { Embedding = turned }];
        Page page = new(maps);
        JsonElement[] facts = [.. page.Facts.GetProperty("maps").EnumerateArray()];

        Assert.Equal(["one two", "Map 2", "Map 3"], facts.Select(fact => fact.GetProperty("title").GetString()));
        Assert.Equal(0, page.Facts.GetProperty("shown").GetInt32());
        Assert.False(facts[0].TryGetProperty("turn", out _));
        double[] turn = [.. Numbers(facts[1].GetProperty("turn"))];
        Assert.Equal([0, 1, -1, 0], turn, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal(facts[1].GetProperty("turn").GetRawText(), facts[2].GetProperty("turn").GetRawText());
        double[] box = [.. Numbers(facts[1].GetProperty("turnedBox"))];
        Assert.Equal([0, 4, 0, 2], box, (expected, actual) => Math.Abs(expected - actual) < 1e-6);

        foreach (PlotOptions options in new PlotOptions[] { new() { AlignMaps = false }, new() { Reference = map } })
        {
            Assert.DoesNotContain("\"turn\"", new Page(maps, null, options).Block("facts"), StringComparison.Ordinal);
        }

        static IEnumerable<double> Numbers(JsonElement rows) =>
            rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetDouble());
        MapFrame[] snapshots = [.. maps.Select((frame, i) => frame with { Iteration = i })];
        Assert.DoesNotContain("\"turn\"", new Page(snapshots).Block("facts"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_box_to_show_has_the_reference_map_in_it()
    {
        Page page = new(Frames(new Embedding([1, 5, 3, -2], 2), 1, 2), null, new PlotOptions { Reference = new Embedding([-9, 4], 2) });
        JsonElement box = page.Facts.GetProperty("maps")[1].GetProperty("box");

        Assert.Equal("[[-9,6],[-4,10]]", box.GetRawText());
        Assert.Equal((2.0, 6.0), Box(page, 1, 0));
        Assert.Equal([-9f, 4], page.Reference);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_and_a_coordinate_takes_less_than_three()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(10, 700);
        string[] labels = Array.ConvertAll(cluster, c => $"c{c}");
        byte[] bytes = new Page(Frames(map, 1e-4f, 1, 40, 1, 2), labels).Bytes;

        Assert.Equal(bytes, new Page(Frames(map, 1e-4f, 1, 40, 1, 2), labels).Bytes);
        int twice = new Page(Frames(map, 1e-4f, 1, 40, 1, 2, 1e-4f, 1, 40, 1, 2), labels).Bytes.Length;
        Assert.InRange(twice - bytes.Length, 1, 5 * 2 * 7000 * 2.7); // 16 bits in base64, less what compression saves.
    }

    [Theory]
    [InlineData("Map 1 is null.")]
    [InlineData("Map 1 has no points: Embedding is null.")]
    [InlineData("Map 1 has 3 points in 2 dimensions, and map 0 2 points in 2 dimensions. All maps of a page need the same.")]
    [InlineData("Map 1 has 2 points in 3 dimensions, and map 0 2 points in 2 dimensions. All maps of a page need the same.")]
    [InlineData("Map 1 has a KlDivergence that is not finite. Give null for none.")]
    public void A_map_that_does_not_fit_is_refused_by_its_number(string message)
    {
        Embedding map = new([1, 2, 3, 4], 2);
        MapFrame good = new() { Embedding = map, Iteration = 3 };
        MapFrame? wrong =
            message.Contains("is null.", StringComparison.Ordinal) && !message.Contains("Embedding", StringComparison.Ordinal) ? null
            : message.Contains("Embedding", StringComparison.Ordinal) ? good with { Embedding = null! }
            : message.Contains("has 3 points", StringComparison.Ordinal) ? good with { Embedding = new Embedding(new float[6], 2) }
            : message.Contains("in 3 dimensions", StringComparison.Ordinal) ? good with { Embedding = new Embedding(new float[6], 3) }
            : good with { KlDivergence = double.NaN };
        using MemoryStream output = new();
        ArgumentException thrown = Assert.Throws<ArgumentException>("maps", () => HtmlPlot.Write(output, [good, wrong!, good]));

        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_a_byte_is_written()
    {
        MapFrame[] frames = Frames(new Embedding([1, 2], 1), 1);
        using MemoryStream output = new();
        PlotOptions reference = new() { Reference = new Embedding([1, 2], 2) };

        Assert.Throws<ArgumentException>("maps", () => HtmlPlot.Write(output, []));
        Assert.Throws<ArgumentException>("labels", () => HtmlPlot.Write(output, frames, ["one"]));
        Assert.Throws<ArgumentException>("options", () => HtmlPlot.Write(output, frames, null, reference));
        Assert.Throws<ArgumentNullException>("maps", () => HtmlPlot.Write(output, (MapFrame[])null!));
        Assert.Throws<ArgumentNullException>("output", () => HtmlPlot.Write(null!, frames));
        Assert.Equal(0, output.Length);
    }

    /// <summary>The map at several sizes, 50 iterations apart.</summary>
    internal static MapFrame[] Frames(Embedding map, params float[] sizes) => [.. sizes.Select((size, f) => new MapFrame
    {
        Embedding = new Embedding([.. map.Values.ToArray().Select(value => value * size)], map.Dimensions),
        Iteration = 50 * f,
        KlDivergence = f == 0 ? null : 4.0 / f,
    })];

    private static (double Low, double High) Box(Page page, int frame, int axis)
    {
        JsonElement ends = page.Facts.GetProperty("maps")[frame].GetProperty("grid")[axis];
        return (ends[0].GetDouble(), ends[1].GetDouble());
    }
}
