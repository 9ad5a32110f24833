using System.Text.Json;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

/// <summary>Columns of points in both kinds of picture.</summary>
public sealed class ColumnTests
{
    private const string Missing = "#b4b4ba";
    private static readonly Embedding Line = new([.. Enumerable.Range(0, 400).Select(i => (float)i)], 1);

    private static Arbitrary<(float[] Values, bool Logarithmic)> AnyScore { get; } = Arb.From(
        from logarithmic in Gen.Elements(true, false)
        from values in Gen.ArrayOf(
            Gen.OneOf(
                Gen.Elements(float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -1e-30f, 3e38f),
                Gen.Choose(-2000, 4000).Select(i => MathF.Pow(10, i / 1000f)),
                Gen.Choose(-5, 50).Select(i => (float)i)),
            Line.Points - 1)
        select (values.Append(2.5f).ToArray(), logarithmic));

    [Fact]
    public void The_numbers_of_columns_are_in_the_page_bit_for_bit() =>
        Check.ForAll(AnyScore, score =>
        {
            Page page = new(Line, null, new PlotOptions { Columns = [Named("a", score), Named("b", (Shift(score.Values), false))] });
            return page.Columns.Count == 2
                && page.NumbersOf(0).Select(Bits).SequenceEqual(score.Values.Select(Bits))
                && page.NumbersOf(1).Select(Bits).SequenceEqual(Shift(score.Values).Select(Bits));
        });

    [Fact]
    public void The_colours_go_from_the_1st_to_the_99th_percentile_and_what_is_outside_is_counted() =>
        Check.ForAll(AnyScore, score =>
        {
            JsonElement facts = new Page(Line, null, new PlotOptions { Columns = [Named("a", score)] }).Columns[0];
            (double low, double high) = ScoreColors.Range(score.Values, score.Logarithmic);
            return facts.GetProperty("minimum").GetDouble() == low
                && facts.GetProperty("maximum").GetDouble() == high
                && facts.GetProperty("below").GetInt32() == score.Values.Count(value => value < low)
                && facts.GetProperty("above").GetInt32() == score.Values.Count(value => value > high)
                && facts.GetProperty("missing").GetInt32() == score.Values.Count(float.IsNaN)
                && facts.GetProperty("logarithmic").GetBoolean() == score.Logarithmic;
        });

    [Fact]
    public void A_point_of_an_svg_has_the_colour_of_its_value() =>
        Check.ForAll(AnyScore, score =>
        {
            Picture picture = new(Line, null, new PlotOptions { Columns = [Named("s", score)], ColorBy = "s", Width = 20_000 });
            (double low, double high) = ScoreColors.Range(score.Values, score.Logarithmic);
            // One dimension: from left to right the points are in their order. The scale has 64 colours, so half a step is 1 / 126.
            string[] colors = [.. picture.Points.OrderBy(point => point.X).Select(point => point.Color)];
            return score.Values.Zip(colors).All(point => float.IsNaN(point.First)
                ? point.Second == Missing
                : ScoreColors.Difference(point.Second, ScoreColors.Position(point.First, low, high, score.Logarithmic)) <= 6.5);
        });

    [Fact]
    public void The_colour_bar_of_an_svg_says_what_it_shows_and_what_is_outside()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(i => i % 50 == 7 ? float.NaN : MathF.Pow(10, i / 100f))];
        Picture picture = new(Line, null, new PlotOptions { Columns = [Named("freedom <&>", (values, true))], ColorBy = "freedom <&>" });
        string[] texts = [.. picture.Group("legend")!.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

        Assert.Equal(["freedom <&>", "10", "100", "1000", "1st to 99th percentile", "above: 3", "below: 3", "no value: 8"], texts);
    }

    [Fact]
    public void Without_a_choice_both_pictures_are_coloured_by_labels()
    {
        string[] labels = [.. Enumerable.Range(0, 400).Select(i => $"c{i % 3}")];
        PlotOptions options = new() { Columns = [Named("a", (new float[400], false))] };

        Assert.Equal(new Picture(Line, labels).Bytes, new Picture(Line, labels, options).Bytes);
        Assert.Equal(0, new Page(Line, labels, options).Facts.GetProperty("colorBy").GetInt32());
        Assert.Equal(1, new Page(Line, labels, options with { ColorBy = "a" }).Facts.GetProperty("colorBy").GetInt32());
    }

    [Fact]
    public void A_column_without_any_value_is_grey()
    {
        float[] none = [.. Enumerable.Repeat(float.NaN, 400)];
        foreach (bool logarithmic in new[] { false, true })
        {
            PlotOptions options = new() { Columns = [Named("none", (none, logarithmic))], ColorBy = "none" };
            Assert.All(new Picture(Line, null, options).Points, point => Assert.Equal(Missing, point.Color));
            Assert.False(new Page(Line, null, options).Columns[0].TryGetProperty("minimum", out _));
        }
    }

    [Fact]
    public void Texts_of_columns_stay_in_their_place()
    {
        PlotOptions options = new()
        {
            Columns = [Named("</script><b>", (new float[400], false)) with { Description = "</script>\u0001" }],
            ColorBy = "</script><b>",
        };
        Page page = new(Line, null, options);

        Assert.Equal(new Page(Line).Skeleton, page.Skeleton);
        Assert.Equal("</script><b>", page.Columns[0].GetProperty("name").GetString());
        Assert.Equal("</script>", page.Columns[0].GetProperty("description").GetString());
        Assert.Equal(400, new Picture(Line, null, options).Points.Count);
    }

    [Fact]
    public void The_same_columns_give_the_same_bytes()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(i => MathF.Sin(i))];
        PlotOptions options = new() { Columns = [Named("a", (values, false))], ColorBy = "a" };
        PlotOptions again = new() { Columns = [Named("a", ([.. values], false))], ColorBy = "a" };

        Assert.Equal(new Page(Line, null, options).Bytes, new Page(Line, null, again).Bytes);
        Assert.Equal(new Picture(Line, null, options).Bytes, new Picture(Line, null, again).Bytes);
    }

    [Fact]
    public void Wrong_columns_are_refused_by_name_before_a_byte_is_written()
    {
        PointColumn good = Named("a", ([1, 2], false));
        PointColumn other = Named("b", ([1, 2], false));
        Dictionary<string, PlotOptions> wrong = new()
        {
            ["The column 'b' has 3 values for 2 points."] = Of(good, Named("b", ([1, 2, 3], false))),
            ["Two columns have the name 'a'. Names must differ."] = Of(good, Named(" a\u0001", ([1, 2], false))),
            ["Column 1 has no name. Give it one."] = Of(good, Named("\u0001 ", ([1, 2], false))),
            ["Column 1 is null."] = Of(good, null!),
            ["The column 'b' has values, but none is finite. Give NaN where there is none."] =
                Of(good, Named("b", ([float.NaN, float.PositiveInfinity], false))),
            ["The column 'b' has values, but none is positive and finite, and its scale is logarithmic. Give NaN where there is none."] =
                Of(good, Named("b", ([0, -1], true))),
            ["ColorBy is 'c', which is no column. Choose one of 'a', 'b', 'density', or null for the labels."] =
                Of(good, other) with { ColorBy = "c" },
            ["ColorBy is 'c', which is no column. Choose one of 'density', or null for the labels."] = new() { ColorBy = "c" },
            ["Columns is null. Leave it empty for none."] = new() { Columns = null! },
        };
        using MemoryStream output = new();
        Embedding map = new([1, 2], 1);
        foreach ((string message, PlotOptions options) in wrong)
        {
            Action[] writes = [() => HtmlPlot.Write(output, map, null, options), () => SvgPlot.Write(output, map, null, options)];
            Assert.All(writes, write => Assert.StartsWith(
                message, Assert.Throws<ArgumentException>(nameof(options), write).Message, StringComparison.Ordinal));
        }

        Assert.Equal(0, output.Length);
    }

    [Theory]
    [InlineData(null, "labels")]
    [InlineData(" \u0001", "labels")]
    [InlineData("</script><b>", "</script><b>")]
    public void The_labels_have_the_name_of_their_column(string? name, string shown)
    {
        Page page = new(new Embedding([1, 2], 1), ["p", "q"], Of(Named("a", ([1, 2], false))) with { LabelName = name });
        Assert.Equal([shown, "a"], page.Columns.Select(column => column.GetProperty("name").GetString()));
        Assert.Equal(0, page.Facts.GetProperty("colorBy").GetInt32());

        Action write = () => _ = new Page(new Embedding([1, 2], 1), ["p", "q"], Of(Named("a", ([1, 2], false))) with { LabelName = "a" });
        Assert.StartsWith(
            "The labels and a column have the name 'a'. Names must differ.",
            Assert.Throws<ArgumentException>("options", write).Message, StringComparison.Ordinal);
        Assert.Equal(["a"], new Page(
            new Embedding([1, 2], 1), null, Of(Named("a", ([1, 2], false))) with { LabelName = "b" }).Columns
            .Select(column => column.GetProperty("name").GetString()));
    }

    [Fact]
    public void An_animation_has_the_same_columns_as_a_plot()
    {
        PlotOptions options = Of(Named("a", ([.. Enumerable.Range(0, 400).Select(i => i % 7 + 0.5f)], false))) with { ColorBy = "a" };
        Page animation = new([new MapFrame { Embedding = Line, Iteration = 0 }], null, options);
        Page plot = new(Line, null, options);

        Assert.Equal(plot.Facts.GetProperty("columns").GetRawText(), animation.Facts.GetProperty("columns").GetRawText());
        Assert.Equal(plot.NumbersOf(0), animation.NumbersOf(0));
        Assert.Equal(0, animation.Facts.GetProperty("colorBy").GetInt32());
    }

    private static PlotOptions Of(params PointColumn[] columns) => new() { Columns = columns };

    private static PointColumn Named(string name, (float[] Values, bool Logarithmic) score) =>
        PointColumn.OfNumbers(name, score.Values) with
        {
            Scale = score.Logarithmic ? PointColumnScale.Logarithmic : PointColumnScale.Linear,
        };

    private static float[] Shift(float[] values) => [.. values[1..], values[0]];

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
