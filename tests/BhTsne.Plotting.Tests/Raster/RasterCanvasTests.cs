using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Raster;

/// <summary>Texts and bars of a PNG are where the picture has them.</summary>
public class RasterCanvasTests
{
    [Fact]
    public void The_letters_of_a_text_begin_and_end_where_its_anchor_says()
    {
        const double scale = 2; // At 1 few letters have a pixel that they cover whole.
        (Embedding map, int[] cluster) = Maps.Clusters(4, 30);
        string[] labels = Array.ConvertAll(cluster, c => $"mmmm {c} mmmm");
        PlotOptions options = new() { Title = "MMMM </script> \"q\"", Subtitle = "mmm", Scale = scale };
        PngDecoder pixels = Draw(map, labels, options);
        var picture = RecordingCanvas.Of(map, labels, options);
        Assert.Equal(3, picture.Texts.Select(text => text.Style.Anchor).Distinct().Count());
        foreach ((_, double x, double y, string text, TextStyle style) in picture.Texts)
        {
            double width = PlainText.Width(text, style.IsBold) * style.Size;
            double left = x - (style.Anchor switch { TextAnchor.Middle => width / 2, TextAnchor.End => width, _ => 0 });
            (double top, double bottom) = (y - (0.9 * style.Size), y + (0.3 * style.Size));
            int[] columns = [.. Columns(pixels, style.Color, left - 25, left + width + 25, top, bottom, scale)];
            Assert.InRange(columns.Min() / scale, left - 1, left + (0.25 * style.Size));
            Assert.InRange(columns.Max() / scale, left + width - (0.25 * style.Size), left + width + 1);
            int[] rows = [.. Rows(pixels, style.Color, left, left + width, y - style.Size, y + (0.5 * style.Size), scale)];
            Assert.InRange(rows.Min() / scale, y - (0.85 * style.Size), y - (0.4 * style.Size));
            Assert.InRange(rows.Max() / scale, y - 2, y + (0.3 * style.Size));
        }
    }

    [Fact]
    public void The_bar_has_the_colour_of_large_numbers_on_top()
    {
        float[] scores = [.. Enumerable.Range(0, 50).Select(i => (float)i)];
        (Embedding map, _) = Maps.Clusters(5, 10);
        PlotOptions options = new() { Columns = [PointColumn.OfNumbers("score", scores)], ColorBy = "score", Scale = 2 };
        PngDecoder pixels = Draw(map, null, options);
        Box bar = Assert.Single(RecordingCanvas.Of(map, null, options).Bars);
        foreach (double place in new[] { 0.01, 0.25, 0.5, 0.75, 0.99 })
        {
            Rgb wanted = Rgb.Between(Viridis.Stops, place);
            (byte r, byte g, byte b) = pixels.At((int)(2 * (bar.X + (bar.Width / 2))), (int)(2 * (bar.Bottom - (place * bar.Height))));
            Assert.Equal(wanted.R, r, 5.0);
            Assert.Equal(wanted.G, g, 5.0);
            Assert.Equal(wanted.B, b, 5.0);
        }
    }

    private static IEnumerable<int> Columns(
        PngDecoder pixels, Rgb color, double left, double right, double top, double bottom, double scale) =>
        Inked(pixels, color, left, right, top, bottom, scale).Select(pixel => pixel.X);

    private static IEnumerable<int> Rows(
        PngDecoder pixels, Rgb color, double left, double right, double top, double bottom, double scale) =>
        Inked(pixels, color, left, right, top, bottom, scale).Select(pixel => pixel.Y);

    private static IEnumerable<(int X, int Y)> Inked(
        PngDecoder pixels, Rgb color, double left, double right, double top, double bottom, double scale) =>
        from y in Enumerable.Range((int)(top * scale), (int)((bottom - top) * scale))
        from x in Enumerable.Range((int)(left * scale), (int)((right - left) * scale))
        where x >= 0 && y >= 0 && x < pixels.Width && y < pixels.Height && pixels.At(x, y) == (color.R, color.G, color.B)
        select (x, y);

    private static PngDecoder Draw(Embedding map, IReadOnlyList<string>? labels, PlotOptions options)
    {
        using MemoryStream output = new();
        PngPlot.Write(output, map, labels, options);
        return new PngDecoder(output.ToArray());
    }
}
