using System.Xml.Linq;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests;

/// <summary>Pictures that are coloured by a column: its name, its bar or its legend, and what no colours can show.</summary>
public sealed class ColorByTests
{
    private const string Hostile = "</g><script>\"'\u05d0\u202E😀";

    private static readonly Embedding Line = new([.. Enumerable.Range(0, 400).SelectMany(i => new[] { i, i % 20f })], 2);

    [Fact]
    public void Categories_of_a_column_have_a_legend_with_its_name_and_colour_the_points()
    {
        string[] kinds = [.. Enumerable.Range(0, 400).Select(i => $"<kind> {i % 3}")];
        PlotOptions options = new() { Columns = [PointColumn.OfTexts(Hostile, kinds)], ColorBy = Hostile };
        Picture picture = new(Line, [.. Enumerable.Repeat("a", 400)], options);
        XElement[] groups = [.. picture.Group("legend")!.Elements().Where(element => element.Name.LocalName == "g")];
        string[] titles = [.. groups.Select(group => group.Elements().First().Value)];
        string name = Hostile.Replace("\u202E", " ", StringComparison.Ordinal);

        Assert.Equal([name, "<kind> 0", "<kind> 1", "<kind> 2"], titles);
        Assert.Equal(name, groups[0].Elements().Last().Value);
        Assert.Equal(3, picture.Points.Select(point => point.Color).Distinct().Count());

        // The entries are below the name, and inside the picture.
        double[] baselines = [.. groups.Select(group => group.Elements().Last()).Select(text => Picture.Number(text, "y"))];
        Assert.True(baselines.Zip(baselines.Skip(1)).All(pair => pair.Second - pair.First >= 13), string.Join(' ', baselines));
    }

    [Fact]
    public void Texts_that_are_measured_numbers_have_a_bar_with_the_name_of_the_column()
    {
        string[] numbers = [.. Enumerable.Range(0, 400).Select(i => i % 40 == 7 ? "" : FormattableString.Invariant($"{i / 4.0}"))];
        PlotOptions options = new() { Columns = [PointColumn.OfTexts("depth", numbers)], ColorBy = "depth" };
        string[] texts =
        [
            .. new Picture(Line, null, options).Group("legend")!.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value),
        ];
        Assert.Equal("depth", texts[0]);
        Assert.Equal("no value: 10", texts[^1]);
    }

    [Fact]
    public void A_legend_with_a_name_fits_into_a_picture_of_its_size()
    {
        foreach (int categories in new[] { 2, 30, 60, 180 })
        {
            string[] kinds = [.. Enumerable.Range(0, 400).Select(i => $"kind {i % categories}")];
            PlotOptions options = new() { Columns = [PointColumn.OfTexts(new('w', 80), kinds)], ColorBy = new('w', 80) };
            var canvas = RecordingCanvas.Of(Line, null, options);
            Assert.All(canvas.Texts.Where(text => text.Part == "legend"), text =>
            {
                Assert.InRange(text.Y, 0, 1000);
                Assert.InRange(text.X, canvas.Map.Bottom < text.Y ? 0 : canvas.Map.Right, 1000);
            });
        }
    }

    [Fact]
    public void A_png_has_the_colours_of_the_column_and_not_of_the_labels()
    {
        string[] kinds = [.. Enumerable.Range(0, 400).Select(i => $"kind {i % 3}")];
        PlotOptions options = new() { Columns = [PointColumn.OfTexts("kind", kinds)], ColorBy = "kind" };
        Assert.NotEqual(Png(kinds, new PlotOptions()), Png(null, new PlotOptions()));
        Assert.NotEqual(Png(null, options with { ColorBy = null }), Png(null, options));
        Assert.Equal(Png(null, options), Png([.. Enumerable.Repeat("a", 400)], options));
    }

    [Fact]
    public void Texts_that_hardly_repeat_are_refused_by_the_name_of_their_column()
    {
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => $"row {i}")];
        PlotOptions options = new() { Columns = [PointColumn.OfTexts(Hostile, texts)], ColorBy = Hostile };
        using MemoryStream output = new();
        string message = Assert.Throws<ArgumentException>(() => SvgPlot.Write(output, Line, null, options)).Message;
        Assert.Contains("a column of 400 different texts, which colours could not tell apart", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PngPlot.Write(output, Line, null, options));
        Assert.Equal(0, output.Length);
    }

    private static byte[] Png(string[]? labels, PlotOptions options)
    {
        using MemoryStream output = new();
        PngPlot.Write(output, Line, labels, options);
        return output.ToArray();
    }
}
