using System.Text.RegularExpressions;
using System.Xml.Linq;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Charts;

/// <summary>What is in the frame of a chart, read off as a reader would: by the values at the axes.</summary>
public sealed class ChartDrawingTests
{
    private static Arbitrary<Chart> AnyChart { get; } = Arb.From(
        from xScale in Gen.Elements(ChartScale.Linear, ChartScale.Logarithmic)
        from yScale in Gen.Elements(ChartScale.Linear, ChartScale.Logarithmic)
        from xs in Gen.ArrayOf(Value(xScale), 12)
        from ys in Gen.ArrayOf(Value(yScale), 12)
        from connects in Gen.Elements(true, false)
        from parts in Gen.Choose(1, 4)
        select new Chart
        {
            Title = "Any",
            XLabel = "x",
            YLabel = "y",
            XScale = xScale,
            YScale = yScale,
            Series = [.. Enumerable.Range(0, parts).Select(part => new ChartSeries
            {
                Name = $"part {part}",
                ConnectsPoints = connects,
                Points = [.. Enumerable.Range(0, 12).Where(i => i % parts == part).Select(i => new ChartPoint { X = xs[i], Y = ys[i] })],
            })],
        });

    [Fact]
    public void A_mark_is_where_the_values_at_the_axes_say() =>
        Check.ForAll(AnyChart, chart =>
        {
            Report.Drawing drawing = Draw(chart);
            return drawing.Series.Count == chart.Series.Count && chart.Series.Zip(drawing.Series).All(pair =>
                pair.First.Points.Zip(Report.Drawing.Marks(pair.Second)).All(mark =>
                    Near(mark.Second.X, drawing.XTicks, chart.XScale, mark.First.X)
                    && Near(mark.Second.Y, drawing.YTicks, chart.YScale, mark.First.Y)
                    && mark.Second.X >= drawing.Left && mark.Second.X <= drawing.Right
                    && mark.Second.Y >= drawing.Top && mark.Second.Y <= drawing.Bottom));
        });

    [Fact]
    public void A_line_goes_through_the_points_in_their_order()
    {
        ChartPoint[] points = [At(3, 1), At(1, 2), At(2, 5)];
        Chart chart = Of(
            new ChartSeries { Name = "line", Points = points, ConnectsPoints = true }, new ChartSeries { Name = "none", Points = points });
        Report.Drawing drawing = Draw(chart);

        Assert.Equal(Report.Drawing.Marks(drawing.Series[0]), Line(drawing.Series[0]));
        Assert.Empty(Report.WithClass(drawing.Series[1], "line"));
    }

    [Fact]
    public void The_front_goes_from_left_to_right_below_all_others()
    {
        Chart chart = Of(
            new ChartSeries { Name = "runs", Points = [At(1, 9), At(2, 4), At(3, 5), At(4, 1)] },
            new ChartSeries { Name = "front", Points = [At(4, 1), At(1, 9), At(2, 4)], IsFront = true });
        Report.Drawing drawing = Draw(chart);
        (double X, double Y)[] runs = [.. Report.Drawing.Marks(drawing.Series[1])];

        Assert.Equal(["front", "s0"], drawing.Series.Select(series => (string)series.Attribute("class")!));
        Assert.Equal([runs[0], runs[1], runs[3]], Line(drawing.Series[0]));
        Assert.Equal(["runs", "front"], drawing.Legend);
    }

    [Fact]
    public void A_bar_shows_the_spread_of_a_value()
    {
        Chart chart = Of(new ChartSeries
        {
            Name = "s",
            Points = [At(1, 4) with { Low = 1, High = 5 }, At(2, 4) with { High = 7 }, At(3, 4) with { Low = 2 }, At(4, 4)],
        });
        Report.Drawing drawing = Draw(chart);
        double[][] bars = [.. Report.WithClass(drawing.Series[0], "spread").Select(bar => Report.Numbers(bar.Attribute("d")!.Value))];

        Assert.Equal(3, bars.Length);
        foreach ((double[] bar, int i) in bars.Select((bar, i) => (bar, i)))
        {
            (double low, double high) = new[] { (1.0, 5.0), (4, 7), (2, 4) }[i];
            Assert.True(Near(bar[0] + 4, drawing.XTicks, ChartScale.Linear, i + 1));
            Assert.True(Near(bar[1], drawing.YTicks, ChartScale.Linear, low));
            Assert.True(Near(bar[5], drawing.YTicks, ChartScale.Linear, high));
        }
    }

    [Fact]
    public void A_mark_says_its_values_and_a_label_stands_beside_it_if_wanted()
    {
        Chart chart = Of(new ChartSeries
        {
            Name = "this engine",
            Points =
            [
                At(0.25, 12000) with { Low = 11000, High = 14000, Label = "θ 0.5", ShowsLabel = true },
                At(3, 40) with { Label = "hidden" },
                At(4, 1e-5) with { ShowsLabel = true },
            ],
        }) with { XLabel = "seconds", YLabel = "" };
        Report.Drawing drawing = Draw(chart);

        Assert.Equal(
            [
                "this engine\nθ 0.5\nseconds: 0.25\ny: 12,000 (11,000 to 14,000)",
                "this engine\nhidden\nseconds: 3\ny: 40",
                "this engine\nseconds: 4\ny: 1e-5",
            ],
            Report.Drawing.Titles(drawing.Series[0]));
        Assert.Equal(["θ 0.5"], drawing.Labels);
    }

    [Fact]
    public void Labels_of_crowded_points_do_not_overlap_and_stay_in_the_frame()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 12).Select(i =>
            At(i % 4, i / 4 * 0.4) with { Label = $"perplexity {i}", ShowsLabel = true })];
        Report.Drawing drawing = Draw(Of(new ChartSeries { Name = "s", Points = [.. points, At(0, 8)], ConnectsPoints = true }));
        (double X, double Y)[] middles = [.. Report.WithClass(drawing.Picture, "labels").Single().Elements()
            .Where(e => e.Name.LocalName == "text").Select(text => (Picture.Number(text, "x"), Picture.Number(text, "y")))];

        Assert.Equal(12, middles.Length);
        Assert.All(middles, middle => Assert.InRange(middle.X, drawing.Left, drawing.Right));
        Assert.All(
            from i in Enumerable.Range(0, 12) from j in Enumerable.Range(0, i) select (middles[i], middles[j]),
            pair => Assert.True(Math.Abs(pair.Item1.X - pair.Item2.X) > 60 || Math.Abs(pair.Item1.Y - pair.Item2.Y) > 10));
    }

    [Fact]
    public void Series_differ_by_colour_and_shape()
    {
        ChartSeries[] series = [.. Enumerable.Range(0, 48).Select(i => new ChartSeries { Name = $"{i}", Points = [At(0, 0)] })];
        string[] looks = [.. Draw(Of(series)).Series.Select(group => group.Attribute("class")!.Value + " "
            + Regex.Replace(Report.WithClass(group, "mark").Single().Attribute("d")!.Value, "^M[^m]*", ""))];

        Assert.Equal(48, looks.Distinct().Count());
        Assert.Equal(6, looks.Take(6).Select(look => look[look.IndexOf(' ', StringComparison.Ordinal)..]).Distinct().Count());
    }

    [Fact]
    public void Colours_stand_out_from_the_ground_and_stay_apart_for_every_eye()
    {
        string text = new Report(new ChartPage()).Text;
        foreach (bool dark in new[] { false, true })
        {
            string root = Regex.Matches(text, @":root \{[^}]*\}")[dark ? 1 : 0].Value;
            string ground = Regex.Match(root, "--ground: (#[0-9a-f]{6})").Groups[1].Value;
            string[] colors = [.. Regex.Matches(root, @"--s\d: (#[0-9a-f]{6})").Select(match => match.Groups[1].Value)];
            Assert.Equal(8, colors.Length);
            for (int i = 0; i < 8; i++)
            {
                Assert.True(Contrast(colors[i], ground) >= 3, colors[i]);
                for (int j = 0; j < i; j++)
                {
                    Assert.True(ColorVision.UsualDistance(colors[i], colors[j]) > 0.12, $"{colors[i]} {colors[j]}");
                    Assert.True(ColorVision.PoorestDistance(colors[i], colors[j]) > 0.07, $"{colors[i]} {colors[j]}");
                }
            }
        }
    }

    [Fact]
    public void A_single_value_and_the_widest_range_are_drawn()
    {
        Report.Drawing single = Draw(Of(new ChartSeries { Name = "s", Points = [At(7, 0)] }));
        Assert.True(Near(Report.Drawing.Marks(single.Series[0])[0].X, single.XTicks, ChartScale.Linear, 7));

        ChartPoint[] ends = [At(double.Epsilon, -double.MaxValue), At(double.MaxValue, double.MaxValue)];
        Chart wide = Of(new ChartSeries { Name = "s", Points = ends });
        Report.Drawing drawing = Draw(wide with { XScale = ChartScale.Logarithmic });
        Assert.All(Report.Drawing.Marks(drawing.Series[0]), mark => Assert.InRange(mark.X, drawing.Left, drawing.Right));
    }

    private static Report.Drawing Draw(Chart chart) => new Report(new ChartPage { Charts = [chart] }).Charts.Single();

    private static Chart Of(params ChartSeries[] series) => new() { Title = "T", XLabel = "x", YLabel = "y", Series = series };

    private static ChartPoint At(double x, double y) => new() { X = x, Y = y };

    private static (double X, double Y)[] Line(XElement series)
    {
        double[] numbers = Report.Numbers(Report.WithClass(series, "line").Single().Attribute("d")!.Value);
        return [.. Enumerable.Range(0, numbers.Length / 2).Select(i => (numbers[2 * i], numbers[(2 * i) + 1]))];
    }

    /// <summary>Whether a place is that of a value, by the first and the last tick of the axis. Places are written to a tenth.</summary>
    private static bool Near(double place, IReadOnlyList<(double Value, double Place)> ticks, ChartScale scale, double value)
    {
        Func<double, double> f = scale == ChartScale.Logarithmic ? Math.Log : x => x;
        ((double Value, double Place) first, (double Value, double Place) last) = (ticks[0], ticks[^1]);
        double share = (f(value) - f(first.Value)) / (f(last.Value) - f(first.Value));
        double stretch = Math.Max(1, Math.Abs(share)) + Math.Abs(1 - share);
        return Math.Abs(first.Place + ((last.Place - first.Place) * share) - place) <= 0.12 * (1 + stretch);
    }

    private static double Contrast(string one, string other)
    {
        double[] light = [.. new[] { one, other }.Select(Luminance).Order()];
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    private static double Luminance(string hex)
    {
        double[] rgb = [.. Convert.FromHexString(hex[1..]).Select(c => c / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);
    }

    private static Gen<double> Value(ChartScale scale) => scale == ChartScale.Logarithmic
        ? Gen.Choose(-6000, 6000).Select(i => Math.Round(Math.Pow(10, i / 1000.0), 9))
        : Gen.OneOf(Gen.Choose(-50, 50).Select(i => (double)i), Gen.Choose(0, 1000).Select(i => 0.7 + (i * 1e-4)));
}
