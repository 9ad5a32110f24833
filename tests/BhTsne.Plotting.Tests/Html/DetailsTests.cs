using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html;

/// <summary>What the page says of single points: the card of the one that is clicked, its neighbours, the density of the map.</summary>
public sealed class DetailsTests
{
    private const int Points = 90, PerPoint = 4;

    [ProgramFact(Browser.Program)]
    public void The_page_has_the_neighbours_that_it_was_given()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            int[] neighbors = Neighbors(new Random(dimensions));
            PlotOptions options = new() { Neighbors = new PointNeighbors(neighbors, PerPoint) };
            JsonElement page = Browser.Run(new Page(Map(dimensions), null, options));
            for (int i = 0; i < Points; i++)
            {
                Assert.Equal(
                    neighbors[(i * PerPoint)..((i + 1) * PerPoint)].Where(neighbor => neighbor >= 0),
                    page.GetProperty("neighbors")[i].EnumerateArray().Select(neighbor => neighbor.GetInt32()));
            }
        }
    }

    [ProgramFact(Browser.Program)]
    public void A_click_shows_what_is_known_of_a_point_and_its_neighbours()
    {
        string[] hostile = [.. Enumerable.Range(0, Points).Select(i => $"</script><b>{i}\u202E\"'")];
        string[] labels = [.. Enumerable.Range(0, Points).Select(i => $"<c{i % 3}>")];
        Embedding map = Map(2);
        int[] neighbors = Neighbors(new Random(8));
        PlotOptions options = new()
        {
            PointNames = hostile,
            Neighbors = new PointNeighbors(neighbors, PerPoint),
            Columns =
            [
                PointColumn.OfNumbers("a", Enumerable.Range(0, Points).Select(i => i / 4f).ToArray()), PointColumn.OfTexts("b", labels),
            ],
        };
        JsonElement page = Browser.Run(new Page(map, labels, options));
        JsonElement card = page.GetProperty("card");
        int point = card.GetProperty("clicked").GetInt32();
        int[] near = [.. neighbors[(point * PerPoint)..((point + 1) * PerPoint)].Where(neighbor => neighbor >= 0)];

        Assert.Empty(page.GetProperty("unknown").EnumerateArray());
        Assert.False(card.GetProperty("hidden").GetBoolean());
        Assert.Equal(Title(point), card.GetProperty("title").GetString());
        string[] facts = [.. card.GetProperty("facts").EnumerateArray().Select(text => text.GetString()!)];
        Assert.Equal(["id", "point", "place", "a", "b"], facts.Where((_, i) => i % 2 == 0));
        Assert.Equal([$"#{point}", $"{point / 4f}", labels[point]], [facts[3], facts[7], facts[9]]);
        Assert.Equal(
            near.Select(i => $"{Title(i)}  #{i}"), card.GetProperty("neighbors").EnumerateArray().Select(text => text.GetString()));
        int kept = near.Count(neighbor => Enumerable.Range(0, Points)
            .Count(j => j != point && Squared(map, point, j) < Squared(map, point, neighbor)) < 30);
        Assert.Equal(
            $"{kept} of {near.Length} nearest neighbours in the input are among the 30 nearest in the map",
            card.GetProperty("kept").GetString());
        Assert.Equal(Title(near[0]), card.GetProperty("next").GetString());
        Assert.True(card.GetProperty("hiddenAfter").GetBoolean());

        string Title(int i) => $"{labels[i]} · </script><b>{i} \"'";
    }

    [ProgramFact(Browser.Program)]
    public void At_the_place_of_a_point_the_page_finds_it_or_one_at_the_same_place()
    {
        foreach (int dimensions in new[] { 1, 2 })
        {
            JsonElement page = Browser.Run(new Page(Map(dimensions)));
            Assert.Equal(
                page.GetProperty("order").EnumerateArray().Select(point => point.GetInt32()),
                page.GetProperty("picked").EnumerateArray().Select(point => point.GetInt32()));
        }
    }

    [ProgramFact(Browser.Program)]
    public void The_density_in_the_page_is_that_of_a_picture()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            Embedding map = Map(dimensions);
            double[] expected = Columns.Density.Of(map);
            double[] actual = [.. Browser.Run(new Page(map)).GetProperty("density").EnumerateArray().Select(value => value.GetDouble())];
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * (1 + pair.First)));
        }
    }

    [Fact]
    public void Neighbours_and_images_that_do_not_fit_are_refused()
    {
        using MemoryStream output = new();
        Embedding map = new([1, 2, 3, 4], 2);
        PlotOptions neighbors = new() { Neighbors = Neighbors(1, 1, 0, 0) };
        PlotOptions images = new() { Images = new PointImages(new byte[12], 2, 2) };
        Assert.StartsWith("There are 3 rows of neighbours for 2 points.", Refused(neighbors), StringComparison.Ordinal);
        Assert.StartsWith("There are 3 images for 2 points.", Refused(images), StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
        Assert.Throws<ArgumentException>("indices", () => Neighbors(1, 0, 0));
        Assert.Throws<ArgumentException>("indices", () => Neighbors(1, 1, 2));
        Assert.Throws<ArgumentException>("indices", () => Neighbors(2, -1, 1, 0, -1));
        Assert.Throws<ArgumentException>("indices", () => Neighbors(2, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("perPoint", () => Neighbors(0, 1, 0));
        Assert.Throws<ArgumentException>("pixels", () => new PointImages(new byte[10], 2, 2));
        Assert.Throws<ArgumentException>("pixels", () => new PointImages(new byte[(64 << 20) + 1024], 32, 32));
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new PointImages(new byte[8], 2, 2, 2));

        static PointNeighbors Neighbors(int perPoint, params int[] indices) => new(indices, perPoint);
        string Refused(PlotOptions options) =>
            Assert.Throws<ArgumentException>(nameof(options), () => HtmlPlot.Write(output, map, null, options)).Message;
    }

    [Fact]
    public void The_pixels_of_images_are_in_the_page()
    {
        byte[] pixels = [.. Enumerable.Range(0, 300 * 48 * 48 * 3).Select(i => (byte)(i * i / 7))];
        Page page = new(new Embedding(new float[300], 1), null, new PlotOptions { Images = new PointImages(pixels, 48, 48, 3) });
        JsonElement images = page.Facts.GetProperty("images");
        JsonElement[] blocks = [.. images.GetProperty("blocks").EnumerateArray()];

        Assert.Equal((48, 48, 3), (Number("height"), Number("width"), Number("channels")));
        Assert.All(blocks[..^1], block => Assert.Equal(images.GetProperty("perBlock").GetInt32() * 48 * 48 * 3, page.Data(block).Length));
        Assert.Equal(pixels, blocks.SelectMany(page.Data));
        int Number(string name) => images.GetProperty(name).GetInt32();
    }

    [Fact]
    public void An_image_that_is_larger_than_a_block_has_one_of_its_own()
    {
        byte[] pixels = new byte[3 * 1024 * 1024];
        pixels[^1] = 7;
        Page page = new(new Embedding(new float[] { 1, 2, 3 }, 1), null, new PlotOptions { Images = new PointImages(pixels, 1024, 1024) });
        JsonElement images = page.Facts.GetProperty("images");
        Assert.Equal((1, 3), (images.GetProperty("perBlock").GetInt32(), images.GetProperty("blocks").GetArrayLength()));
        Assert.Equal(pixels, images.GetProperty("blocks").EnumerateArray().SelectMany(page.Data));
    }

    private static Embedding Map(int dimensions)
    {
        Random random = new(dimensions);
        float[] values = [.. Enumerable.Range(0, Points * dimensions).Select(i => (float)((10 * random.NextDouble()) + (i % 7)))];
        return new Embedding(values, dimensions);
    }

    private static double Squared(Embedding map, int i, int j) => Enumerable.Range(0, map.Dimensions)
        .Sum(a => Math.Pow((double)map.Values[(i * map.Dimensions) + a] - map.Values[(j * map.Dimensions) + a], 2));

    /// <summary>Any other points; some rows are shorter.</summary>
    private static int[] Neighbors(Random random) =>
    [
        .. Enumerable.Range(0, Points).SelectMany(i => Enumerable.Range(0, PerPoint)
            .Select(n => i % 10 == 3 && n >= 2 ? -1 : (i + 1 + random.Next(Points - 1)) % Points)),
    ];
}
