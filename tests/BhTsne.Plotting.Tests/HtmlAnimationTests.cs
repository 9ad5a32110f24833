using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

public class HtmlAnimationTests
{
    [Fact]
    public void A_coordinate_in_the_page_is_within_half_a_step_of_the_grid_of_its_frame() =>
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
    public void The_box_of_a_frame_is_that_of_its_points()
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
    public void Frames_come_with_iteration_and_cost_where_it_is_known()
    {
        Embedding map = new([1, 2], 1);
        Page page = new([
            new MapFrame { Embedding = map, Iteration = 0 }, new MapFrame { Embedding = map, Iteration = 250, KlDivergence = 1.625 }]);
        JsonElement[] frames = [.. page.Facts.GetProperty("frames").EnumerateArray()];

        Assert.Equal([0, 250], frames.Select(frame => frame.GetProperty("iteration").GetInt32()));
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
    public void A_page_has_a_player_only_if_it_is_an_animation()
    {
        Embedding map = new([1, 2, 3, 4], 2);

        Assert.Contains("id=\"slider\"", new Page(Frames(map, 1)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"slider\"", new Page(map).Text, StringComparison.Ordinal);
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
    [InlineData("Frame 1 is null.")]
    [InlineData("Frame 1 has no map: Embedding is null.")]
    [InlineData("Frame 1 is a map of 3 points in 2 dimensions, and frame 0 of 2 points in 2 dimensions. All frames need the same.")]
    [InlineData("Frame 1 is a map of 2 points in 3 dimensions, and frame 0 of 2 points in 2 dimensions. All frames need the same.")]
    [InlineData("Frame 1 has a KlDivergence that is not finite. Give null for none.")]
    public void A_frame_that_does_not_fit_is_refused_by_its_number(string message)
    {
        Embedding map = new([1, 2, 3, 4], 2);
        MapFrame good = new() { Embedding = map, Iteration = 3 };
        MapFrame? wrong =
            message.Contains("is null.", StringComparison.Ordinal) && !message.Contains("Embedding", StringComparison.Ordinal) ? null
            : message.Contains("Embedding", StringComparison.Ordinal) ? good with { Embedding = null! }
            : message.Contains("of 3 points", StringComparison.Ordinal) ? good with { Embedding = new Embedding(new float[6], 2) }
            : message.Contains("in 3 dimensions", StringComparison.Ordinal) ? good with { Embedding = new Embedding(new float[6], 3) }
            : good with { KlDivergence = double.NaN };
        using MemoryStream output = new();
        ArgumentException thrown = Assert.Throws<ArgumentException>("frames", () => HtmlAnimation.Write(output, [good, wrong!, good]));

        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_a_byte_is_written()
    {
        MapFrame[] frames = Frames(new Embedding([1, 2], 1), 1);
        using MemoryStream output = new();
        PlotOptions reference = new() { Reference = new Embedding([1, 2], 1) };

        Assert.Throws<ArgumentException>("frames", () => HtmlAnimation.Write(output, []));
        Assert.Throws<ArgumentException>("labels", () => HtmlAnimation.Write(output, frames, ["one"]));
        Assert.Throws<ArgumentException>("options", () => HtmlAnimation.Write(output, frames, null, reference));
        Assert.Throws<ArgumentNullException>("frames", () => HtmlAnimation.Write(output, null!));
        Assert.Throws<ArgumentNullException>("output", () => HtmlAnimation.Write(null!, frames));
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
        JsonElement ends = page.Facts.GetProperty("frames")[frame].GetProperty("box")[axis];
        return (ends[0].GetDouble(), ends[1].GetDouble());
    }
}
