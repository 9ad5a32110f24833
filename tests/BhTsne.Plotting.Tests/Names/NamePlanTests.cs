using System.Globalization;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Names;

public class NamePlanTests
{
    private static readonly string[] _words =
        ["a", "Ж", "ankle boot", "sea urchin", "a long name that nobody would want", "東京 tower", "<&>"];

    [Fact]
    public void No_name_lies_over_another_or_over_a_line_and_all_are_inside_of_the_map() =>
        Check.ForAll(Arb.From(Islands()), input =>
        {
            var picture = RecordingCanvas.Of(input.Map, input.Labels);
            (string Text, Box Box)[] names = picture.Names;
            return names.All(name => picture.Map.Holds(name.Box))
                && Pairs(names.Length).All(pair => !names[pair.First].Box.Overlaps(names[pair.Second].Box))
                && picture.Leaders.All(line => !names.Any(name => Passes(line, name.Box.Shrink(0.5))))
                && Pairs(picture.Leaders.Length).All(pair => !Cross(picture.Leaders[pair.First], picture.Leaders[pair.Second]));
        });

    [Fact]
    public void Every_category_is_named_on_the_map_or_counted_in_the_note() =>
        Check.ForAll(Arb.From(Islands()), input =>
        {
            var picture = RecordingCanvas.Of(input.Map, input.Labels);
            int wanted = input.Labels.Distinct().Count();
            int missing = picture.Note.Length == 0 ? 0 : int.Parse(picture.Note.Split(' ')[0], CultureInfo.InvariantCulture);
            return (wanted < 2 ? 0 : wanted) == picture.Names.Length + missing;
        });

    [Fact]
    public void A_category_in_two_islands_is_named_on_the_larger_one_and_one_in_a_ring_not_in_its_middle()
    {
        List<float> values = [];
        List<string> labels = [];
        for (int i = 0; i < 600; i++)
        {
            double angle = i * 2.399963; // The golden angle: evenly over a disc.
            double radius = Math.Sqrt(i / 600.0);
            Add("two", (radius * 4 * Math.Cos(angle)) + (i % 3 == 0 ? 40 : -40), radius * 4 * Math.Sin(angle));
            Add("ring", (14 + radius) * Math.Cos(angle), (14 + radius) * Math.Sin(angle));
            Add("corner", radius * Math.Cos(angle) + 40, (radius * Math.Sin(angle)) - 40);
        }

        var picture = RecordingCanvas.Of(new Embedding([.. values], 2), labels);
        var scene = Scene.Of(new Embedding([.. values], 2), null, picture.Map.Shrink(16));
        foreach ((string name, Box box) in picture.Names)
        {
            (double x, double y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
            int nearest = Enumerable.Range(0, labels.Count).MinBy(point => double.Hypot(scene.X[point] - x, scene.Y[point] - y));
            Assert.Equal(name, labels[nearest]);
        }

        Assert.True(picture.Names.Single(name => name.Text == "two").Box.Right < picture.Map.X + (picture.Map.Width / 2));
        Assert.Equal("", picture.Note);
        return;

        void Add(string label, double x, double y)
        {
            values.AddRange([(float)x, (float)y]);
            labels.Add(label);
        }
    }

    [Fact]
    public void Large_categories_choose_their_places_before_small_ones()
    {
        int[] sizes = [12, 90, 40, 7, 60];
        int[] cluster = [.. sizes.SelectMany((size, c) => Enumerable.Repeat(c, size))];
        Random random = new(2);
        float[] values = [.. cluster.SelectMany(c => new[] { (3 * (c % 3)) + random.NextSingle(), (3 * (c / 3)) + random.NextSingle() })];
        var picture = RecordingCanvas.Of(new Embedding(values, 2), Array.ConvertAll(cluster, c => $"c{c}"));
        Assert.Equal(["c1", "c4", "c2", "c0", "c3"], picture.Names.Select(name => name.Text));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Up_to_256_categories_have_names(int categories, bool areNamed)
    {
        float[] values = [.. Enumerable.Range(0, 3 * categories).SelectMany(i => new float[] { i % categories % 16, i % categories / 16 })];
        var picture = RecordingCanvas.Of(
            new Embedding(values, 2), [.. Enumerable.Range(0, 3 * categories).Select(i => $"{i % categories:x}k")]);
        Assert.Equal(areNamed, picture.Names.Length > 0);
        Assert.Equal(areNamed, picture.Note != "257 names are in the legend only");
    }

    [Fact]
    public void Labels_that_say_nothing_of_the_map_are_not_written_on_it()
    {
        Random random = new(4);
        float[] values = [.. Enumerable.Range(0, 4000).Select(_ => random.NextSingle())];
        var picture = RecordingCanvas.Of(new Embedding(values, 2), [.. Enumerable.Range(0, 2000).Select(i => $"c{i % 7}")]);

        Assert.Empty(picture.Names);
        Assert.Equal("7 names are in the legend only", picture.Note);
    }

    [Fact]
    public void Long_names_with_the_same_start_are_told_apart_by_their_ends()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(3, 40);
        string[] labels = Array.ConvertAll(cluster, c => c == 2 ? new string('x', 200) : $"the name of a class that is far too long {c}");
        var picture = RecordingCanvas.Of(map, labels);
        string[] legend = [.. picture.Texts.Where(text => text.Part == "legend" && text.Text.Contains('…')).Select(text => text.Text)];

        Assert.Matches("^the name.*….*too long 0$", legend[0]);
        Assert.Matches("^the name.*….*too long 1$", legend[1]);
        Assert.Matches("^x+…$", legend[2]);
        Assert.Equal(3, picture.Names.Select(name => name.Text).Distinct().Count());
        Assert.All(legend, text => Assert.True(BhTsne.Plotting.Labels.PlainText.Width(text) <= 15));
    }

    [Fact]
    public void Points_without_a_label_have_no_name_and_one_category_needs_none()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(4, 30);
        var picture = RecordingCanvas.Of(map, Array.ConvertAll(cluster, c => c == 0 ? "" : $"c{c}"));
        Assert.Equal(["c1", "c2", "c3"], picture.Names.Select(name => name.Text).Order());
        Assert.Equal("", picture.Note);
        Assert.Empty(RecordingCanvas.Of(map, Array.ConvertAll(cluster, _ => "all")).Names);
    }

    [Fact]
    public void The_legend_of_a_picture_that_may_not_grow_says_how_many_categories_it_leaves_out()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(900, 3);
        var picture = RecordingCanvas.Of(map, Array.ConvertAll(cluster, c => $"species number {c}"));
        string[] legend = [.. picture.Texts.Where(text => text.Part == "legend").Select(text => text.Text)];

        int listed = legend.Count(text => text.StartsWith("species", StringComparison.Ordinal));
        Assert.Equal($"and {900 - listed} more", legend[^1]);
        Assert.All(picture.Texts, text => Assert.InRange(text.Y, 0, 1000));
        Assert.True(picture.Map.Height > 400);
        Assert.Equal("900 names are in the legend only", picture.Note);
    }

    /// <summary>Clusters of any size at any places, so that names get in each other's way.</summary>
    private static Gen<(Embedding Map, string[] Labels)> Islands() =>
        from categories in Gen.Choose(1, 70)
        from each in Gen.Choose(2, 12)
        from spread in Gen.Elements(0.0, 0.2, 1, 4)
        from room in Gen.Elements(0.5, 5, 30)
        from names in Gen.ArrayOf(Gen.Elements(_words), categories)
        from seed in Gen.Choose(0, 10_000)
        select Clusters(names, each, spread, room, new Random(seed));

    private static (Embedding Map, string[] Labels) Clusters(string[] names, int each, double spread, double room, Random random)
    {
        List<float> values = [];
        List<string> labels = [];
        for (int category = 0; category < names.Length; category++)
        {
            (double x, double y) = (random.NextDouble() * room, random.NextDouble() * room);
            for (int i = 0; i < each; i++)
            {
                values.Add((float)(x + (spread * (random.NextDouble() - 0.5))));
                values.Add((float)(y + (spread * (random.NextDouble() - 0.5))));
                labels.Add($"{names[category]} {category}");
            }
        }

        return (new Embedding([.. values], 2), [.. labels]);
    }

    private static IEnumerable<(int First, int Second)> Pairs(int count) =>
        from first in Enumerable.Range(0, count)
        from second in Enumerable.Range(0, first)
        select (first, second);

    /// <summary>Whether the ends of each line lie on both sides of the other.</summary>
    private static bool Cross(((double X, double Y) From, (double X, double Y) To) a, ((double X, double Y) From, (double X, double Y) To) b)
    {
        return AreApart(a, b) && AreApart(b, a);

        static bool AreApart(
            ((double X, double Y) From, (double X, double Y) To) line, ((double X, double Y) From, (double X, double Y) To) ends) =>
            IsLeft(line, ends.From) * IsLeft(line, ends.To) < 0;

        static int IsLeft(((double X, double Y) From, (double X, double Y) To) line, (double X, double Y) place) => Math.Sign(
            ((line.To.X - line.From.X) * (place.Y - line.From.Y)) - ((line.To.Y - line.From.Y) * (place.X - line.From.X)));
    }

    /// <summary>Whether one of many places on a line is inside of a box.</summary>
    private static bool Passes(((double X, double Y) From, (double X, double Y) To) line, Box box) =>
        Enumerable.Range(0, 201).Any(step =>
        {
            double x = line.From.X + ((line.To.X - line.From.X) * step / 200);
            double y = line.From.Y + ((line.To.Y - line.From.Y) * step / 200);
            return x > box.X && x < box.Right && y > box.Y && y < box.Bottom;
        });
}
