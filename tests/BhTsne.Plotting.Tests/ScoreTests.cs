using System.Text.Json;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

/// <summary>Scores of points in both kinds of picture.</summary>
public sealed class ScoreTests
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
    public void The_values_of_scores_are_in_the_page_bit_for_bit() =>
        Check.ForAll(AnyScore, score =>
        {
            Page page = new(Line, null, new PlotOptions { Scores = [Named("a", score), Named("b", (Shift(score.Values), false))] });
            return page.Scores.Count == 2
                && page.Scores[0].Select(Bits).SequenceEqual(score.Values.Select(Bits))
                && page.Scores[1].Select(Bits).SequenceEqual(Shift(score.Values).Select(Bits));
        });

    [Fact]
    public void The_colours_go_from_the_1st_to_the_99th_percentile_and_what_is_outside_is_counted() =>
        Check.ForAll(AnyScore, score =>
        {
            JsonElement facts = new Page(Line, null, new PlotOptions { Scores = [Named("a", score)] }).Facts.GetProperty("scores")[0];
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
            Picture picture = new(Line, null, new PlotOptions { Scores = [Named("s", score)], ColorBy = "s", Width = 20_000 });
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
        Picture picture = new(Line, null, new PlotOptions { Scores = [Named("freedom <&>", (values, true))], ColorBy = "freedom <&>" });
        string[] texts = [.. picture.Group("legend")!.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

        Assert.Equal(["freedom <&>", "10", "100", "1000", "1st to 99th percentile", "above: 3", "below: 3", "no value: 8"], texts);
    }

    [Fact]
    public void Without_a_choice_both_pictures_are_coloured_by_labels()
    {
        string[] labels = [.. Enumerable.Range(0, 400).Select(i => $"c{i % 3}")];
        PlotOptions options = new() { Scores = [Named("a", (new float[400], false))] };

        Assert.Equal(new Picture(Line, labels).Bytes, new Picture(Line, labels, options).Bytes);
        Assert.Equal(-1, new Page(Line, labels, options).Facts.GetProperty("colorBy").GetInt32());
        Assert.Equal(0, new Page(Line, labels, options with { ColorBy = "a" }).Facts.GetProperty("colorBy").GetInt32());
    }

    [Fact]
    public void A_score_without_any_value_is_grey()
    {
        float[] none = [.. Enumerable.Repeat(float.NaN, 400)];
        foreach (bool logarithmic in new[] { false, true })
        {
            PlotOptions options = new() { Scores = [Named("none", (none, logarithmic))], ColorBy = "none" };
            Assert.All(new Picture(Line, null, options).Points, point => Assert.Equal(Missing, point.Color));
            Assert.False(new Page(Line, null, options).Facts.GetProperty("scores")[0].TryGetProperty("minimum", out _));
        }
    }

    [Fact]
    public void Texts_of_scores_stay_in_their_place()
    {
        PlotOptions options = new()
        {
            Scores = [Named("</script><b>", (new float[400], false)) with { Description = "</script>\u0001" }],
            ColorBy = "</script><b>",
        };
        Page page = new(Line, null, options);

        Assert.Equal(new Page(Line).Skeleton, page.Skeleton);
        Assert.Equal("</script><b>", page.Facts.GetProperty("scores")[0].GetProperty("name").GetString());
        Assert.Equal("</script>", page.Facts.GetProperty("scores")[0].GetProperty("description").GetString());
        Assert.Equal(400, new Picture(Line, null, options).Points.Count);
    }

    [Fact]
    public void The_same_scores_give_the_same_bytes()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(i => MathF.Sin(i))];
        PlotOptions options = new() { Scores = [Named("a", (values, false))], ColorBy = "a" };
        PlotOptions again = new() { Scores = [Named("a", ([.. values], false))], ColorBy = "a" };

        Assert.Equal(new Page(Line, null, options).Bytes, new Page(Line, null, again).Bytes);
        Assert.Equal(new Picture(Line, null, options).Bytes, new Picture(Line, null, again).Bytes);
    }

    [Fact]
    public void Wrong_scores_are_refused_by_name_before_a_byte_is_written()
    {
        PointScore good = Named("a", ([1, 2], false));
        PointScore other = Named("b", ([1, 2], false));
        Dictionary<string, PlotOptions> wrong = new()
        {
            ["The score 'b' has 3 values for 2 points."] = Of(good, Named("b", ([1, 2, 3], false))),
            ["Two scores have the name 'a'. Names must differ."] = Of(good, Named(" a\u0001", ([1, 2], false))),
            ["Score 1 has no name. Give it one."] = Of(good, Named("\u0001 ", ([1, 2], false))),
            ["Score 1 is null."] = Of(good, null!),
            ["The score 'b' has values, but none is finite. Give NaN where there is none."] =
                Of(good, Named("b", ([float.NaN, float.PositiveInfinity], false))),
            ["The score 'b' has values, but none is positive and finite, and its scale is logarithmic. Give NaN where there is none."] =
                Of(good, Named("b", ([0, -1], true))),
            ["ColorBy is 'c', which is no score. Choose one of 'a', 'b', or null for the labels."] = Of(good, other) with { ColorBy = "c" },
            ["ColorBy is 'c', which is no score. There are no scores."] = new() { ColorBy = "c" },
            ["Scores is null. Leave it empty for none."] = new() { Scores = null! },
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

    [Fact]
    public void An_animation_refuses_scores()
    {
        MapFrame[] frames = [new MapFrame { Embedding = Line, Iteration = 0 }];
        using MemoryStream output = new();
        PlotOptions[] wrong = [Of(Named("a", (new float[400], false))), new() { ColorBy = "a" }];

        Assert.All(wrong, options => Assert.StartsWith(
            "An animation shows no scores.",
            Assert.Throws<ArgumentException>(nameof(options), () => HtmlAnimation.Write(output, frames, null, options)).Message,
            StringComparison.Ordinal));
        Assert.Equal(0, output.Length);
    }

    private static PlotOptions Of(params PointScore[] scores) => new() { Scores = scores };

    private static PointScore Named(string name, (float[] Values, bool Logarithmic) score) =>
        new(name, score.Values) { Scale = score.Logarithmic ? PointScoreScale.Logarithmic : PointScoreScale.Linear };

    private static float[] Shift(float[] values) => [.. values[1..], values[0]];

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
