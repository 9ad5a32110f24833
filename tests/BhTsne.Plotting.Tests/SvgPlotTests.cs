using System.Globalization;
using System.Xml.Linq;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

public class SvgPlotTests
{
    [Fact]
    public void Any_map_with_any_labels_is_well_formed_and_shows_every_point_inside_the_frame() =>
        Check.ForAll(Maps.Any, input =>
        {
            Picture picture = new(input.Map, input.Labels, new PlotOptions { Title = input.Labels[0], Subtitle = input.Labels[^1] });
            (double left, double top, double right, double bottom) = picture.Frame;
            return picture.Points.Count == input.Map.Points
                && picture.Points.All(point => point.X > left && point.X < right && point.Y > top && point.Y < bottom)
                && picture.Document.Descendants().All(element => element.Name.LocalName != "script");
        });

    [Fact]
    public void The_legend_names_every_category_with_its_count_and_the_colour_its_points_have() =>
        Check.ForAll(Maps.Any, input =>
        {
            string[] labels = Array.ConvertAll(input.Labels, label => label.Length % 5 == 0 ? "even <&>" : $"c{label.Length % 5}");
            Picture picture = new(input.Map, labels);
            var expected = labels.GroupBy(label => label).Select(group => (group.Key, group.Count())).Order();
            var legend = picture.Legend.Select(entry => (entry.Name, int.Parse(entry.Count, CultureInfo.InvariantCulture))).Order();
            return expected.SequenceEqual(legend)
                && picture.Legend.All(entry => $"{picture.Points.Count(point => point.Color == entry.Color)}" == entry.Count);
        });

    [Fact]
    public void Hundreds_of_categories_are_all_listed_and_the_picture_grows_to_hold_them()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(400, 3);
        Picture picture = new(map, Array.ConvertAll(cluster, c => $"species {c}"));

        Assert.Equal(Enumerable.Range(0, 400).Select(c => $"species {c}"), picture.Legend.Select(entry => entry.Name));
        Assert.All(picture.Legend, entry => Assert.Equal("3", entry.Count));
        double height = Picture.Number(picture.Document.Root!, "height");
        Assert.True(height > 1000);
        Assert.All(picture.Group("legend")!.Descendants().Where(e => e.Name.LocalName == "circle"), circle =>
            Assert.InRange(Picture.Number(circle, "cy"), picture.Frame.Bottom, height));
    }

    [Fact]
    public void Both_axes_have_one_scale_and_up_is_up()
    {
        // Distances between the corners of a 3 by 1 rectangle, each point found by its label's colour.
        string[] labels = ["a", "b", "c"];
        Picture picture = new(new Embedding([0, 0, 3, 0, 0, 1], 2), labels);
        Dictionary<string, (double X, double Y)> at = picture.Legend.ToDictionary(
            entry => entry.Name, entry =>
                picture.Points.Where(point => point.Color == entry.Color).Select(point => (point.X, point.Y)).Single());

        double across = at["b"].X - at["a"].X;
        Assert.True(across > 500);
        Assert.Equal(across / 3, at["a"].Y - at["c"].Y, 0.2);
        Assert.Equal(at["a"].X, at["c"].X);
        Assert.Equal(at["a"].Y, at["b"].Y);
    }

    [Fact]
    public void Categories_are_mixed_over_the_drawing_order_though_the_input_is_sorted_by_them()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(6, 200);
        Picture picture = new(map, Array.ConvertAll(cluster, c => $"{c}"));
        foreach ((string name, _, string color) in picture.Legend)
        {
            int[] turns = [.. Enumerable.Range(0, picture.Points.Count).Where(turn => picture.Points[turn].Color == color)];
            Assert.True(turns[0] < 200 && turns[^1] >= 1000, $"Category {name} is drawn from {turns[0]} to {turns[^1]}.");
        }
    }

    [Fact]
    public void A_name_stands_on_its_cluster()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(6, 50);
        Picture picture = new(map, Array.ConvertAll(cluster, c => $"cluster {c}"));

        Assert.Equal(6, picture.Names.Count);
        foreach ((string name, double x, double y) in picture.Names)
        {
            string color = picture.Legend.Single(entry => entry.Name == name).Color;
            (double X, double Y, string Color) nearest = picture.Points.MinBy(point => double.Hypot(point.X - x, point.Y - y));
            Assert.Equal(color, nearest.Color);
        }
    }

    [Fact]
    public void Nearer_points_of_three_dimensions_are_larger_and_stronger_and_drawn_later()
    {
        (Embedding map, _) = Maps.Clusters(5, 60, 3);
        Picture picture = new(map);
        foreach (string attribute in new[] { "stroke-width", "stroke-opacity" })
        {
            IEnumerable<System.Xml.Linq.XElement> slabs = picture.Group("points")!.Elements().Where(e => e.Name.LocalName == "g");
            double[] values = [.. slabs.Select(slab => Picture.Number(slab, attribute))];
            Assert.Equal(values.Order(), values);
            Assert.True(values[^1] > 1.5 * values[0]);
        }
    }

    [Fact]
    public void One_dimension_keeps_its_order_along_the_strip()
    {
        float[] values = [3, -2, 7, 0.5f, 6];
        Picture picture = new(new Embedding(values, 1), ["3", "-2", "7", "0.5", "6"]);
        string[] byColor =
            [.. picture.Points.OrderBy(point => point.X).Select(point => picture.Legend.Single(entry => entry.Color == point.Color).Name)];

        Assert.Equal(["-2", "0.5", "3", "6", "7"], byColor);
    }

    [Theory]
    [InlineData(1, new float[] { 7 })]
    [InlineData(1, new float[] { 7, 7, 7 })]
    [InlineData(2, new float[] { 3, 4 })]
    [InlineData(2, new float[] { 3, 4, 3, 4, 3, 4 })]
    [InlineData(2, new float[] { 3, 4, 3, 9, 3, -2 })]
    [InlineData(3, new float[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData(2, new float[] { -3.4e38f, -3.4e38f, 3.4e38f, 3.4e38f, 0, 0 })]
    public void A_span_of_nothing_or_of_everything_is_drawn_around_the_middle(int dimensions, float[] values)
    {
        Picture picture = new(new Embedding(values, dimensions));
        (double left, double top, double right, double bottom) = picture.Frame;

        Assert.Equal(values.Length / dimensions, picture.Points.Count);
        Assert.Equal((left + right) / 2, (picture.Points.Min(p => p.X) + picture.Points.Max(p => p.X)) / 2, 1.0);
        Assert.InRange(
            (picture.Points.Min(p => p.Y) + picture.Points.Max(p => p.Y)) / 2,
            top + ((bottom - top) * 0.35),
            bottom - ((bottom - top) * 0.35));
    }

    [Fact]
    public void Numbers_get_a_colour_bar_and_ordered_lightness()
    {
        (Embedding map, _) = Maps.Clusters(1, 300);
        string[] labels = [.. Enumerable.Range(0, 300).Select(i => (i * 0.01).ToString("F2", CultureInfo.InvariantCulture))];
        Picture picture = new(map, labels);

        Assert.Empty(picture.Legend);
        Assert.Single(picture.Group("legend")!.Descendants(), e => e.Name.LocalName == "linearGradient");
        Assert.Equal(
            ["0", "0.5", "1", "1.5", "2", "2.5"],
            picture.Group("legend")!.Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
        Assert.Equal(64, picture.Points.Select(point => point.Color).Distinct().Count());
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_in_any_culture()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(12, 40);
        string[] labels = Array.ConvertAll(cluster, c => $"c{c}");
        byte[] first = new Picture(map, labels).Bytes;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NumberGroupSeparator = "'";
            odd.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(first, new Picture(map, labels).Bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_point_takes_some_fifteen_bytes()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(10, 2000);
        Picture picture = new(map, Array.ConvertAll(cluster, c => $"{c}"));

        Assert.InRange(picture.Bytes.Length, 20_000 * 8, 20_000 * 17);
        Assert.Equal(20_000, picture.Points.Count);
    }

    [Fact]
    public void The_picture_has_the_size_asked_for_and_its_texts()
    {
        Picture picture = new(
            new Embedding([0, 1, 2, 3], 2),
            null,
            new PlotOptions { Title = "T & <t>", Subtitle = "sub\u0003", Width = 1600, Height = 900 });
        XElement root = picture.Document.Root!;

        Assert.Equal((1600, 900), (Picture.Number(root, "width"), Picture.Number(root, "height")));
        string[] texts = [.. root.Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Equal(["T & <t>", "sub"], texts);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_a_byte_is_written()
    {
        Embedding map = new([0, 1, 2, 3], 2);
        using MemoryStream output = new();

        Assert.Throws<ArgumentException>("labels", () => SvgPlot.Write(output, map, ["one"]));
        Assert.Throws<ArgumentException>(
            "options", () => SvgPlot.Write(output, map, null, new PlotOptions { PointNames = ["a", "b", "c"] }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => SvgPlot.Write(output, map, null, new PlotOptions { Width = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => SvgPlot.Write(output, map, null, new PlotOptions { Height = 20_001 }));
        Assert.Throws<ArgumentException>(
            "labels", () => SvgPlot.Write(output, map, ["a", "b"], new PlotOptions { LabelKind = LabelKind.Numbers }));
        Assert.Throws<ArgumentNullException>("output", () => SvgPlot.Write(null!, map));
        Assert.Throws<ArgumentNullException>("embedding", () => SvgPlot.Write(output, null!));
        Assert.Equal(0, output.Length);
    }
}
