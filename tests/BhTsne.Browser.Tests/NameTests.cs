using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>Names on the map: those of regions differ, and those of categories stand at points that are shown.</summary>
[Collection(BrowserTests.Name)]
public sealed class NameTests(Chromium chromium)
{
    /// <summary>Keeps what is written on canvases from now on, in one picture: texts with their places in pixels of the page.</summary>
    private const string Listen = """
        () => {
          if (window.written) return;
          window.written = [];
          const fill = CanvasRenderingContext2D.prototype.fillText, clear = CanvasRenderingContext2D.prototype.clearRect;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            if (this.canvas.id === "overlay") window.written.push({ text, x, y, width: this.measureText(text).width });
            return fill.call(this, text, x, y);
          };
          CanvasRenderingContext2D.prototype.clearRect = function (...box) {
            if (this.canvas.id === "overlay") window.written = [];
            return clear.call(this, ...box);
          };
        }
        """;

    [BrowserFact]
    public async Task Names_of_regions_differ()
    {
        // Nine clusters: a column has three values over them, another one three within these.
        Embedding map = Clusters(9, 150, out int[] cluster);
        PlotOptions options = new()
        {
            Columns =
            [
                PointColumn.OfNumbers("time", cluster.Select((c, i) => (c / 3) + (i % 7 * 0.02f)).ToArray()),
                PointColumn.OfNumbers("<b>fare\"", cluster.Select((c, i) => (c % 3) + (i % 5 * 0.02f)).ToArray()),
            ],
        };
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Maps.Page(map, null, options));
        string[] names = [.. (await WrittenAsync(explorer)).Select(text => text.Text)];
        Assert.InRange(names.Length, 4, 9);
        Assert.Equal(names.Length, names.Distinct().Count());
        string[] columns = ["time", "<b>fare\""];
        Assert.Contains(names, name => columns.All(column => name.Contains(column, StringComparison.Ordinal)));
    }

    [BrowserFact]
    public async Task A_name_stands_at_points_that_are_shown_or_not_at_all()
    {
        // Each category has a large part and a small one far away; the filter shows the small parts alone, or all but one category.
        Embedding map = Clusters(4, 200, out int[] cluster);
        string[] kinds = ["<i>a", "b"];
        string[] labels = [.. cluster.Select(c => kinds[c % 2])];
        float[] part = [.. cluster.Select((c, i) => c < 2 || i % 2 == 1 ? 0 : 1f)];
        PlotOptions options = new() { Columns = [PointColumn.OfNumbers("part", part)] };
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Maps.Page(map, labels, options));
        Assert.Equal(kinds, (await WrittenAsync(explorer)).Select(text => text.Text).Distinct().Order(StringComparer.Ordinal));

        const string Filter = "[{'column':1,'low':0.5,'high':null,'missing':false}]";
        await explorer.GoToAsync("renderer=webgl&filters=" + Uri.EscapeDataString(Filter));
        Assert.Contains("200 of 800", await explorer.TextAsync("#filter-line"), StringComparison.Ordinal);
        Written[] few = await WrittenAsync(explorer);
        Assert.Equal(2, few.Length);
        IReadOnlyList<Spot> spots = (await explorer.CanvasAsync("points")).Spots();
        Box stage = await BoxAsync(explorer);
        Assert.All(few, name => Assert.Contains(
            spots, spot => Math.Abs(spot.X - stage.Left - name.X) < 30 && Math.Abs(spot.Y - stage.Top - name.Y) < 30));

        await explorer.GoToAsync("renderer=webgl");
        await explorer.ClickAsync("#legend li:nth-child(1) .toggle");
        Assert.Equal(["b"], (await WrittenAsync(explorer)).Select(text => text.Text).Distinct());
        await explorer.ClickAsync("#show-none");
        Assert.Empty(await WrittenAsync(explorer));
    }

    [BrowserFact]
    public async Task The_name_of_a_single_point_does_not_lie_on_it()
    {
        Embedding map = Clusters(4, 100, out int[] cluster);
        float[] shown = [.. cluster.Select((_, i) => i % 100 == 7 ? 1f : 0)];
        PlotOptions options = new() { Columns = [PointColumn.OfNumbers("shown", shown)] };
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Maps.Page(map, [.. cluster.Select(c => $"kind {c}")], options));
        await explorer.GoToAsync(
            "renderer=webgl&filters=" + Uri.EscapeDataString("[{'column':1,'low':0.5,'high':null,'missing':false}]"));
        Written[] names = await WrittenAsync(explorer);
        Assert.Equal(4, names.Length);
        IReadOnlyList<Spot> spots = (await explorer.CanvasAsync("points")).Spots();
        Assert.Equal(4, spots.Count);
        Box stage = await BoxAsync(explorer);
        Assert.All(spots, spot => Assert.DoesNotContain(names, name => Covers(name, spot.X - stage.Left, spot.Y - stage.Top)));
    }

    /// <summary>At first, and after zooms.</summary>
    [BrowserFact]
    public async Task Names_never_overlap()
    {
        // More names than there is room for: long ones, of categories that lie close together.
        Embedding map = Clusters(49, 40, out int[] cluster);
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Maps.Page(map, [.. cluster.Select(c => $"a long name of category {c}, \U0001F600 </b>")], new PlotOptions()));
        int most = 0;
        for (int zoom = 0; zoom < 4; zoom++)
        {
            Written[] names = await WrittenAsync(explorer, home: zoom == 0);
            most = Math.Max(most, names.Length);
            Assert.InRange(names.Length, 1, 48);
            Assert.All(names.Index(), one => Assert.All(names.Take(one.Index), other => Assert.False(
                Math.Abs(one.Item.X - other.X) < (one.Item.Width + other.Width) / 2 && Math.Abs(one.Item.Y - other.Y) < 13.5,
                $"'{one.Item.Text}' lies over '{other.Text}'")));
            await explorer.PressAsync("+");
        }

        Assert.True(most > 5);
    }

    private static bool Covers(Written name, double x, double y) => Math.Abs(name.X - x) < name.Width / 2 && Math.Abs(name.Y - y) < 9;

    private static Embedding Clusters(int clusters, int points, out int[] cluster)
    {
        float[] values = new float[2 * clusters * points];
        cluster = new int[clusters * points];
        int across = (int)Math.Ceiling(Math.Sqrt(clusters));
        for (int i = 0; i < cluster.Length; i++)
        {
            int c = cluster[i] = i / points;
            double radius = 3 * Math.Sqrt(i % points / (double)points), angle = 2.39996 * i;
            values[2 * i] = (float)((12 * (c % across)) + (radius * Math.Cos(angle)));
            values[(2 * i) + 1] = (float)((12 * (c / across)) + (radius * Math.Sin(angle)));
        }

        return new Embedding(values, 2);
    }

    private static async Task<Written[]> WrittenAsync(Explorer explorer, bool home = true)
    {
        await explorer.SettleAsync();
        await explorer.Page.EvaluateAsync(Listen);
        await explorer.Page.Locator("#overlay").FocusAsync();

        // Whatever is pressed draws the names again.
        await explorer.PressAsync(home ? "0" : "ArrowRight");
        return await explorer.Page.EvaluateAsync<Written[]>("() => window.written");
    }

    private static async Task<Box> BoxAsync(Explorer explorer)
    {
        var box = await explorer.Page.Locator("#stage").BoundingBoxAsync();
        Assert.NotNull(box);
        return new Box(box.X, box.Y);
    }

    private sealed record Written
    {
        public string Text { get; init; } = "";

        public double Width { get; init; }

        public double X { get; init; }

        public double Y { get; init; }
    }

    private readonly record struct Box(double Left, double Top);
}
