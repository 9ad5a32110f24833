using System.Globalization;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

public class PngPlotTests
{
    private static readonly (byte R, byte G, byte B) _frame = (0xfb, 0xfb, 0xfc);

    [Fact]
    public void Any_map_with_any_labels_is_a_picture_of_the_size_asked_for() =>
        Check.ForAll(Maps.Any, input =>
        {
            PlotOptions options = new()
            {
                Title = input.Labels[0],
                Subtitle = input.Labels[^1],
                Width = 120 + (input.Map.Points * 3),
                Height = 200,
                Scale = input.Map.Points % 2 == 0 ? 1 : 0.75,
                Theme = input.Map.Points % 3 == 0 ? PlotTheme.Dark : PlotTheme.Light,
            };
            PngDecoder picture = Draw(input.Map, input.Labels, options);
            return picture.Width == Math.Round(options.Width * options.Scale, MidpointRounding.AwayFromZero)
                && picture.Height == Math.Round(options.Height * options.Scale)
                && picture.At(0, 0) == (options.Theme == PlotTheme.Dark ? Color("#0f1216") : Color("#ffffff"));
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_point_is_where_an_svg_has_it_and_has_the_same_colour(double scale)
    {
        (Embedding map, int[] cluster) = Maps.Clusters(9, 1);
        string[] labels = Array.ConvertAll(cluster, c => c == 0 ? "only" : "");
        Picture vectors = new(map, labels, new PlotOptions { Height = 700, Width = 900 });
        Assert.Empty(vectors.Names);
        PngDecoder pixels = Draw(map, labels, new PlotOptions { Height = 700, Width = 900, Scale = scale });
        double factor = 0.7 * scale;
        double opacity = Picture.Number(vectors.Group("points")!, "stroke-opacity");
        double radius = Picture.Number(vectors.Group("points")!, "stroke-width") / 2 * factor;
        foreach ((double x, double y, string color) in vectors.Points)
        {
            (double left, double top) = (x * factor, y * factor);
            (byte r, byte g, byte b) = Color(color);
            (byte R, byte G, byte B) seen = pixels.At((int)left, (int)(top - (0.7 * radius)));
            (byte R, byte G, byte B) wanted = (Mix(_frame.R, r), Mix(_frame.G, g), Mix(_frame.B, b));
            Assert.True(Near(seen, wanted, 2), $"{seen} is not {wanted} at {left}, {top}.");
        }

        byte Mix(byte below, byte above) => (byte)Math.Round(below + ((above - below) * opacity));
    }

    [Fact]
    public void Many_points_at_a_place_are_stronger_than_few_and_one_alone_is_still_seen()
    {
        // Heaps of 1, 10, 100, ... points, five pixels wide, far from each other.
        List<float> values = [];
        for (int heap = 0; heap < 6; heap++)
        {
            int points = (int)Math.Pow(10, heap);
            for (int i = 0; i < points; i++)
            {
                values.AddRange([heap, (float)(0.01 * DrawOrder.Jitter(i))]);
            }
        }

        PngDecoder picture = Draw(new Embedding([.. values], 2), null, new PlotOptions());
        int[] darkest = [.. Enumerable.Range(0, 6).Select(heap => Darkest(picture, Edge(heap - 0.4), Edge(heap + 0.4)))];
        Assert.Equal(darkest.OrderDescending(), darkest);
        Assert.Equal(darkest.Length, darkest.Distinct().Count());
        Assert.True(darkest[0] < 235, $"A single point has {darkest[0]}.");
        static int Edge(double heap) => 44 + (int)(heap * 182);
    }

    [Fact]
    public void Points_of_two_categories_in_the_same_pixels_are_seen_in_between_whatever_their_order()
    {
        const int points = 40_000;
        float[] values = Strip(points);
        Embedding map = new(values, 2);
        string[] mixed = [.. Enumerable.Range(0, points).Select(i => i % 2 == 0 ? "a" : "b")];
        string[] onlyA = [.. mixed.Select((_, i) => i == 0 ? "b" : "a")];
        string[] onlyB = [.. mixed.Select((_, i) => i == 0 ? "a" : "b")];
        (double r, double g, double b) both = Mean(Draw(map, mixed));
        (double r, double g, double b) first = Mean(Draw(map, onlyA));
        (double r, double g, double b) second = Mean(Draw(map, onlyB));

        Assert.InRange(both.r, Math.Min(first.r, second.r), Math.Max(first.r, second.r));
        Assert.InRange(both.b, Math.Min(first.b, second.b), Math.Max(first.b, second.b));

        float[] turned = [.. Enumerable.Range(0, 2 * points).Select(i => values[(2 * (points - 1 - (i / 2))) + (i % 2)])];
        PngDecoder forward = Draw(map, mixed);
        PngDecoder backward = Draw(new Embedding(turned, 2), [.. mixed.Reverse()]);
        int far = Enumerable.Range(0, 1000 * 1000).Count(i => !Near(forward.At(i % 1000, i / 1000), backward.At(i % 1000, i / 1000), 2));
        Assert.Equal(0, far);
    }

    [Fact]
    public void A_pixel_of_many_numbers_has_the_colour_of_their_mean_and_not_the_mean_of_their_colours()
    {
        const int points = 60_000;
        float[] values = Strip(points);
        float[] scores = [.. Enumerable.Range(0, points).Select(i => i % 2 == 0 ? 0f : 1f)];
        PlotOptions options = new() { Columns = [PointColumn.OfNumbers("score", scores)], ColorBy = "score" };
        PngDecoder picture = Draw(new Embedding(values, 2), null, options);

        // Half of the points are at each end of the scale: violet and yellow. Their mean is the green in the middle.
        (double r, double g, double b) = Mean(picture);
        Assert.True(g > r + 15 && g > b - 15, $"{r}, {g}, {b}");
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_in_any_culture_and_beside_other_pictures()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(12, 2500);
        string[] labels = Array.ConvertAll(cluster, c => $"c{c}");
        byte[] first = Bytes(map, labels, new PlotOptions { Title = "1,234.5" });
        byte[][] others = new byte[4][];
        Parallel.For(0, others.Length, i =>
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = i % 2 == 0 ? "," : ".";
            CultureInfo.CurrentCulture = odd;
            others[i] = Bytes(map, labels, new PlotOptions { Title = "1,234.5" });
        });
        Assert.All(others, other => Assert.Equal(first, other));
    }

    [Fact]
    public void Three_dimensions_and_a_reference_are_drawn_as_pixels_too()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(5, 8000, 3);
        PlotOptions options = new() { Reference = Maps.Clusters(3, 9000, 3).Map, Width = 400, Height = 300 };
        PngDecoder picture = Draw(map, Array.ConvertAll(cluster, c => $"c{c}"), options);
        HashSet<(byte, byte, byte)> colors = [.. Enumerable.Range(0, 400 * 300).Select(i => picture.At(i % 400, i / 400))];
        Assert.True(colors.Count > 300);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_a_byte_is_written()
    {
        Embedding map = new([0, 1, 2, 3], 2);
        using MemoryStream output = new();

        Assert.Throws<ArgumentException>("labels", () => PngPlot.Write(output, map, ["one"]));
        foreach (PlotOptions options in new PlotOptions[]
        {
            new() { Width = 99 }, new() { Height = 20_001 }, new() { Scale = 0.2 }, new() { Scale = 8.1 }, new() { Scale = double.NaN },
            new() { Theme = (PlotTheme)2 }, new() { Width = 20_000, Height = 5_001 }, new() { Width = 5_001, Height = 5_000, Scale = 2 },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>("options", () => PngPlot.Write(output, map, null, options));
        }

        Assert.Throws<ArgumentNullException>("output", () => PngPlot.Write(null!, map));
        Assert.Throws<ArgumentNullException>("embedding", () => PngPlot.Write(output, null!));
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void An_svg_of_many_points_has_them_as_pixels_and_the_rest_as_vectors()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(6, 8500);
        Picture picture = new(map, Array.ConvertAll(cluster, c => $"c{c}"), new PlotOptions { Width = 500, Height = 500 });
        System.Xml.Linq.XElement image = picture.Document.Descendants().Single(element => element.Name.LocalName == "image");
        string link = image.Attributes().Single(attribute => attribute.Name.LocalName == "href").Value;
        const string start = "data:image/png;base64,";
        Assert.StartsWith(start, link, StringComparison.Ordinal);
        PngDecoder pixels = new(Convert.FromBase64String(link[start.Length..]));

        Assert.Empty(picture.Points);
        Assert.Equal(6, picture.Legend.Count);
        Assert.Equal(6, picture.Names.Count);
        Assert.Equal(4, pixels.Channels);
        Assert.Equal(pixels.Width, Picture.Number(image, "width"), 0.01); // Two pixels for each of half a unit.
        Assert.Equal(0, pixels[0, 0, 3]);
        Assert.Contains(Enumerable.Range(0, pixels.Width * pixels.Height), i => pixels[i % pixels.Width, i / pixels.Width, 3] > 100);
        Assert.True(picture.Bytes.Length < 51_000 * 8, $"{picture.Bytes.Length} bytes.");
    }

    /// <summary>Points on each other: a narrow strip.</summary>
    private static float[] Strip(int points) =>
        [.. Enumerable.Range(0, 2 * points).Select(i => (float)(DrawOrder.Jitter(i) * (i % 2 == 0 ? 0.02 : 1)))];

    private static byte[] Bytes(Embedding map, IReadOnlyList<string>? labels, PlotOptions? options)
    {
        using MemoryStream output = new();
        PngPlot.Write(output, map, labels, options);
        return output.ToArray();
    }

    private static PngDecoder Draw(Embedding map, IReadOnlyList<string>? labels, PlotOptions? options = null) =>
        new(Bytes(map, labels, options));

    private static (byte R, byte G, byte B) Color(string hex) =>
        (Convert.ToByte(hex[1..3], 16), Convert.ToByte(hex[3..5], 16), Convert.ToByte(hex[5..7], 16));

    private static bool Near((byte R, byte G, byte B) a, (byte R, byte G, byte B) b, int by) =>
        Math.Abs(a.R - b.R) <= by && Math.Abs(a.G - b.G) <= by && Math.Abs(a.B - b.B) <= by;

    /// <summary>The least red of the map's columns.</summary>
    private static int Darkest(PngDecoder picture, int left, int right) =>
        (from x in Enumerable.Range(Math.Max(left, 40), Math.Min(right, 960) - Math.Max(left, 40))
         from y in Enumerable.Range(40, 920)
         select (int)picture[x, y, 0]).Min();

    /// <summary>The mean colour in the middle of the map.</summary>
    private static (double R, double G, double B) Mean(PngDecoder picture)
    {
        (double R, double G, double B) sum = default;
        int count = 0;
        for (int y = 350; y < 650; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                (byte r, byte g, byte b) = picture.At(x, y);
                if (x > 200 && x < 750 && !Near((r, g, b), _frame, 3))
                {
                    sum = (sum.R + r, sum.G + g, sum.B + b);
                    count++;
                }
            }
        }

        return (sum.R / count, sum.G / count, sum.B / count);
    }
}
