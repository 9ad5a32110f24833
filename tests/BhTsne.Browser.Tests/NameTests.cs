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
          window.written = [];
          const fill = CanvasRenderingContext2D.prototype.fillText, clear = CanvasRenderingContext2D.prototype.clearRect;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            if (this.canvas.id === "overlay") window.written.push({ text, x, y });
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
        Assert.Contains(names, name => name.Contains("time", StringComparison.Ordinal) && name.Contains("<b>fare\"", StringComparison.Ordinal));
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

    private static async Task<Written[]> WrittenAsync(Explorer explorer)
    {
        await explorer.SettleAsync();
        await explorer.Page.EvaluateAsync(Listen);
        await explorer.Page.Locator("#overlay").FocusAsync();
        await explorer.PressAsync("0");
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

        public double X { get; init; }

        public double Y { get; init; }
    }

    private readonly record struct Box(double Left, double Top);
}
