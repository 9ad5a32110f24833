using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

public class HtmlPlotTests
{
    [Fact]
    public void The_coordinates_in_the_page_are_those_of_the_map_bit_for_bit() =>
        Check.ForAll(Maps.Any, input =>
        {
            Page page = new(input.Map, input.Labels);
            return page.Facts.GetProperty("points").GetInt32() == input.Map.Points
                && page.Facts.GetProperty("dimensions").GetInt32() == input.Map.Dimensions
                && page.Coordinates.Select(BitConverter.SingleToUInt32Bits)
                    .SequenceEqual(input.Map.Values.ToArray().Select(BitConverter.SingleToUInt32Bits));
        });

    [Fact]
    public void Large_maps_survive_the_joints_of_the_base64_text()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(7, 3001);
        Page page = new(map, Array.ConvertAll(cluster, c => $"{c}"));

        Assert.Equal(map.Values.ToArray(), page.Coordinates);
        Assert.Equal(cluster, page.Codes);
    }

    [Fact]
    public void No_text_escapes_from_its_place() =>
        Check.ForAll(Maps.Any, input =>
        {
            PlotOptions options = new() { Title = "</title><script>" + input.Labels[0], Subtitle = "</script>", PointNames = input.Labels };
            string hostile = new Page(input.Map, input.Labels, options).Skeleton;
            string harmless = new Page(input.Map, null, new PlotOptions { Title = "x" }).Skeleton;
            return hostile == harmless;
        });

    [Fact]
    public void Categories_come_with_counts_and_each_point_with_its_category()
    {
        Page page = new(new Embedding([1, 2, 3, 4, 5], 1), ["10", "2", "</script>", "2", ""]);
        JsonElement[] categories = [.. page.Columns[0].GetProperty("categories").EnumerateArray()];

        Assert.Equal(["2", "10", "</script>", "(no label)"], categories.Select(category => category.GetProperty("name").GetString()));
        Assert.Equal([2, 1, 1, 1], categories.Select(category => category.GetProperty("count").GetInt32()));
        Assert.Equal([1, 0, 2, 0, 3], page.Codes);
        Assert.All(categories, category => Assert.Matches("^#[0-9a-f]{6}$", category.GetProperty("onDark").GetString()));
    }

    [Fact]
    public void Numbers_come_as_values_and_a_range()
    {
        PlotOptions options = new() { LabelKind = LabelKind.Numbers };
        Page page = new(new Embedding([1, 2, 3, 4], 1), ["1.5", "-2", "none", "1e3"], options);

        Assert.Equal([1.5f, -2, float.NaN, 1000], page.Values);
        Assert.Equal(-2, page.Columns[0].GetProperty("minimum").GetDouble());
        Assert.Equal(1000, page.Columns[0].GetProperty("maximum").GetDouble());
        Assert.Equal(1, page.Columns[0].GetProperty("missing").GetInt32());
    }

    [Fact]
    public void Names_of_points_are_in_the_page()
    {
        Page page = new(new Embedding([1, 2, 3], 1), null, new PlotOptions { PointNames = ["a<b", "\u0000ü", "東京"] });

        Assert.Equal(["a<b", "ü", "東京"], page.Ids);
    }

    [Fact]
    public void Labels_that_hardly_repeat_become_names()
    {
        (Embedding map, _) = Maps.Clusters(2, 100);
        string[] words = [.. Enumerable.Range(0, 200).Select(i => $"word{i}")];
        Page page = new(map, words);

        Assert.Equal("texts", page.Columns[0].GetProperty("kind").GetString());
        Assert.Equal(words, page.TextsOf(0));
    }

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere()
    {
        string text = new Page(new Embedding([1, 2, 3, 4], 2)).Text;

        Assert.DoesNotMatch(
            new Regex(@"https?:|\bsrc\s*=|\bhref\s*=|url\(|@import|\bimport\b|\bfetch\(|XMLHttpRequest|WebSocket|\{\{|\}\}[a-z]"), text);
        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(30, 10, 3);
        string[] labels = Array.ConvertAll(cluster, c => $"c{c}");

        Assert.Equal(new Page(map, labels).Bytes, new Page(map, labels).Bytes);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_a_byte_is_written()
    {
        using MemoryStream output = new();
        Assert.Throws<ArgumentException>("labels", () => HtmlPlot.Write(output, new Embedding([1, 2], 1), ["one"]));
        Assert.Throws<ArgumentNullException>("output", () => HtmlPlot.Write(null!, new Embedding([1, 2], 1)));
        Assert.Equal(0, output.Length);
    }
}
