using System.Text.Json;
using System.Xml.Linq;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

/// <summary>Points of an older map below those of the map.</summary>
public class ReferenceTests
{
    [Fact]
    public void A_picture_shows_all_points_of_both_maps_inside_the_frame() =>
        Check.ForAll(Maps.Any, input =>
        {
            Embedding reference = Reference(input.Map.Dimensions, 2 * input.Map.Points, 1e5f);
            Picture picture = new(input.Map, input.Labels, new PlotOptions { Reference = reference });
            (double left, double top, double right, double bottom) = picture.Frame;
            return picture.Points.Count == input.Map.Points && picture.Reference.Count == reference.Points
                && picture.Points.Concat(picture.Reference)
                    .All(point => point.X > left && point.X < right && point.Y > top && point.Y < bottom);
        });

    [Fact]
    public void A_picture_has_both_maps_in_the_same_coordinates()
    {
        // A map and a reference with the same two outermost points: what is equal in both lies at the same place.
        Picture picture = new(
            new Embedding([0, 0, 8, 4, 2, 1], 2), null, new PlotOptions { Reference = new Embedding([8, 4, 6, 3, 0, 0, 2, 1], 2) });
        HashSet<(double, double)> below = [.. picture.Reference.Select(point => (point.X, point.Y))];

        Assert.All(picture.Points, point => Assert.Contains((point.X, point.Y), below));
        Assert.Equal(4, below.Count);

        // And where it reaches further than the map, the map is smaller.
        Picture far = new(new Embedding([0, 0, 8, 4, 2, 1], 2), null, new PlotOptions { Reference = new Embedding([0, 0, 80, 40], 2) });
        Assert.Equal(10, Width(picture) / Width(far), 0.1);
    }

    [Fact]
    public void Points_of_the_reference_are_drawn_first_grey_and_fainter_and_in_no_count()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            (Embedding map, int[] cluster) = Maps.Clusters(4, 50, dimensions);
            string[] labels = Array.ConvertAll(cluster, c => $"c{c}");
            Picture picture = new(map, labels, new PlotOptions { Reference = Reference(dimensions, 200, 40) });
            XElement[] groups = [.. picture.Document.Root!.Elements().Where(e => e.Attribute("id") is not null)];

            Assert.Equal(["reference", "points"], groups.Select(e => e.Attribute("id")!.Value).Where(id => id is "reference" or "points"));
            Assert.True(Strength(picture, "reference") < 0.7 * Strength(picture, "points"));
            Assert.Single(picture.Reference.Select(point => point.Color).Distinct());
            Assert.DoesNotContain(picture.Reference[0].Color, picture.Points.Select(point => point.Color));
            Assert.Equal(["50", "50", "50", "50"], picture.Legend.Select(entry => entry.Count));
            Assert.Equal("200 points of the reference map", Line(picture));
        }
    }

    [Theory]
    [InlineData(1, "1 point of the reference map")]
    [InlineData(60_000, "60,000 points of the reference map")]
    public void A_line_says_how_many_they_are(int points, string line)
    {
        PlotOptions options = new() { Reference = Reference(2, points, 9) };
        Picture picture = new(new Embedding([1, 2, 3, 4], 2), null, options);
        Page page = new(new Embedding([1, 2, 3, 4], 2), null, options);

        Assert.Equal(line, Line(picture));
        Assert.InRange(Picture.Number(LineElement(picture), "y"), picture.Frame.Bottom + 10, 1000 - 20);
        Assert.Equal(line, page.Facts.GetProperty("reference").GetString());
        Assert.Equal(options.Reference.Values.ToArray(), page.Reference);
        Assert.Equal(2, page.Facts.GetProperty("points").GetInt32());
    }

    [Fact]
    public void A_point_of_the_reference_takes_some_fifteen_bytes_of_a_picture()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(10, 1000);
        string[] labels = Array.ConvertAll(cluster, c => $"{c}");
        PlotOptions options = new() { Reference = Maps.Clusters(10, 2000).Map };
        Picture picture = new(map, labels, options);

        Assert.InRange(picture.Bytes.Length - new Picture(map, labels).Bytes.Length, 20_000 * 8, 20_000 * 17);
        Assert.Equal(20_000, picture.Reference.Count);
        Assert.Equal(picture.Bytes, new Picture(map, labels, options).Bytes);
        Assert.Equal(new Page(map, labels, options).Bytes, new Page(map, labels, options).Bytes);
    }

    [ProgramFact(Browser.Program)]
    public void The_page_fits_both_maps_and_knows_only_the_points_of_the_map()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            float[] values = [.. Enumerable.Range(0, 20 * dimensions).Select(i => MathF.Sin(i))];
            Embedding reference = new([.. Enumerable.Range(0, 30 * dimensions).Select(i => 50 + MathF.Cos(i))], dimensions);
            string[] labels = [.. Enumerable.Range(0, 20).Select(i => $"group {i % 4}")];
            JsonElement page = Browser.Run(new Page(new Embedding(values, dimensions), labels, new PlotOptions { Reference = reference }));
            double[][] places = [.. page.GetProperty("places").EnumerateArray().Select(layer => Numbers(layer, dimensions))];

            float[] below = reference.Values.ToArray();
            float[] all = [.. values, .. below];
            Assert.Equal(Cube.Place(below, all, dimensions).Order(), places[0].Order(), Near);
            Assert.Equal(Cube.Place(values, all, dimensions).Order(), places[1].Order(), Near);
            Assert.Equal("30 points of the reference map", page.GetProperty("referenceLine").GetString());
            Assert.Equal("20 points", page.GetProperty("line").GetString());
            Assert.Equal(20, page.GetProperty("shownAtFirst").GetInt32());
            Assert.Equal(50, page.GetProperty("drawnAtFirst").GetInt32());
            Assert.False(page.GetProperty("namedOverReference").GetBoolean());
        }
    }

    [Fact]
    public void A_reference_of_another_number_of_dimensions_is_refused()
    {
        Embedding map = new([0, 1, 2, 3], 2);
        PlotOptions options = new() { Reference = new Embedding([1, 2, 3], 3) };
        using MemoryStream output = new();
        string svg = Assert.Throws<ArgumentException>("options", () => SvgPlot.Write(output, map, null, options)).Message;
        string html = Assert.Throws<ArgumentException>("options", () => HtmlPlot.Write(output, map, null, options)).Message;

        Assert.Equal(svg, html);
        Assert.StartsWith("The number of dimensions of Reference is 3 and that of the map 2.", svg, StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
    }

    private static Embedding Reference(int dimensions, int points, float size) =>
        new([.. Enumerable.Range(0, dimensions * points).Select(i => size * MathF.Sin(i * i))], dimensions);

    private static double Width(Picture picture) => picture.Points.Max(point => point.X) - picture.Points.Min(point => point.X);

    private static double Strength(Picture picture, string group) =>
        picture.Group(group)!.DescendantsAndSelf()
            .Where(e => e.Attribute("stroke-width") is not null && e.Attribute("id")?.Value != "cuboid")
            .Max(e => Picture.Number(e, "stroke-opacity"));

    private static string Line(Picture picture) => LineElement(picture).Value;

    private static XElement LineElement(Picture picture) =>
        picture.Document.Descendants().Single(e => (string?)e.Attribute("id") == "reference-line");

    /// <summary>The first axes of the drawn places, the strip's height of one dimension left out.</summary>
    private static double[] Numbers(JsonElement layer, int dimensions) =>
        [.. layer.EnumerateArray().Select(value => value.GetDouble()).Where((_, i) => i % 3 < dimensions)];

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-6;
}
