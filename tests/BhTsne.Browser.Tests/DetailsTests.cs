using System.Globalization;
using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>Where the box and the card of a point stand, and how much of a point they show at first.</summary>
[Collection(BrowserTests.Name)]
public sealed class DetailsTests(Chromium chromium)
{
    private const int Points = 16, Columns = 12;

    private static readonly Embedding Map = Maps.Apart(Points, 2);

    [BrowserFact]
    public async Task The_card_has_the_neighbours_first_then_eight_columns_and_all_after_a_click()
    {
        await using Explorer explorer = await OpenAsync(new ExplorerOptions(), neighbors: true);
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        (double x, double y) = view.Place(Map, 5);
        await explorer.ClickAsync(x, y);
        Assert.True(await TopAsync(explorer, "#card-title") < await TopAsync(explorer, "#card-neighbors"));
        Assert.True(await TopAsync(explorer, "#card-neighbors") < await TopAsync(explorer, "#card-facts"));
        string[] few = [.. await explorer.Page.Locator("#card-facts dt").AllTextContentsAsync()];
        Assert.Equal(["point", "place", .. Enumerable.Range(0, 8).Select(Name)], few);
        Assert.Equal("Show all 12 columns", await explorer.TextAsync("#card-more"));

        await explorer.ClickAsync("#card-more");
        string[] all = [.. await explorer.Page.Locator("#card-facts dt").AllTextContentsAsync()];
        Assert.Equal(["point", "place", .. Enumerable.Range(0, Columns).Select(Name)], all);
        string[] values = [.. await explorer.Page.Locator("#card-facts dd").AllTextContentsAsync()];
        Assert.Equal(Enumerable.Range(0, Columns).Select(column => Value(column, 5).ToString(CultureInfo.InvariantCulture)), values[2..]);
    }

    [BrowserFact]
    public async Task The_card_hides_no_point_that_is_clicked_and_the_box_is_hidden_after_the_click()
    {
        await using Explorer explorer = await OpenAsync(new ExplorerOptions(), neighbors: false);
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        HashSet<bool> sides = [];
        for (int point = 0; point < Points; point++)
        {
            (double x, double y) = view.Place(Map, point);
            await explorer.HoverAsync(x, y);
            Assert.True(await explorer.IsShownAsync("#tooltip"));
            await explorer.Page.Mouse.ClickAsync((float)x, (float)y);
            Assert.False(await explorer.IsShownAsync("#tooltip"));
            Box card = await BoxAsync(explorer, "#card");
            Assert.False(card.Holds(x, y), $"the card hides the point {point}");
            sides.Add(card.Left > 200);
            await explorer.ClickAsync("#card-close");
        }

        Assert.Equal(2, sides.Count);
    }

    [BrowserFact]
    public async Task In_a_window_as_narrow_as_the_card_the_view_moves()
    {
        await using Explorer explorer = await OpenAsync(new ExplorerOptions { Width = 420, Height = 800 }, neighbors: false);
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        int moved = 0;
        for (int point = 0; point < Points; point++)
        {
            (double x, double y) = view.Place(Map, point);
            await explorer.ClickAsync(x, y);
            Box card = await BoxAsync(explorer, "#card");
            Spot ring = Assert.Single((await explorer.CanvasAsync("overlay")).Spots());
            Assert.False(card.Holds(ring.X, ring.Y), $"the card hides the point {point}");
            moved += Math.Abs(ring.X - x) + Math.Abs(ring.Y - y) > 2 ? 1 : 0;
            await explorer.ClickAsync("#card-close");
            await explorer.ClickAsync("#reset"); // A key would draw a frame around the map.
        }

        Assert.InRange(moved, 1, Points);
    }

    [BrowserTheory]
    [InlineData(1000, 700)]
    [InlineData(420, 400)]
    public async Task The_box_has_six_columns_and_stays_inside_the_window(int width, int height)
    {
        await using Explorer explorer = await OpenAsync(new ExplorerOptions { Width = width, Height = height }, neighbors: false);
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        Box stage = await BoxAsync(explorer, "#stage");
        for (int point = 0; point < Points; point++)
        {
            (double x, double y) = view.Place(Map, point);
            await explorer.HoverAsync(x, y);
            Box box = await BoxAsync(explorer, "#tooltip");
            Assert.True(box.Left >= stage.Left && box.Right <= stage.Right && box.Top >= stage.Top && box.Bottom <= stage.Bottom,
                $"the box of the point {point} is at {box} in {stage}");
            string[] lines = [.. await explorer.Page.Locator("#tooltip .score").AllTextContentsAsync()];
            Assert.Equal(Enumerable.Range(0, 6).Select(Name), lines.Select(line => line[..line.LastIndexOf(": ", StringComparison.Ordinal)]));
            Assert.Equal("6 more, click the point", await explorer.TextAsync("#tooltip .more"));
        }
    }

    [BrowserFact]
    public async Task The_column_that_colours_is_among_the_first()
    {
        await using Explorer explorer = await OpenAsync(new ExplorerOptions { Fragment = "renderer=webgl&color=10" }, neighbors: false);
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        (double x, double y) = view.Place(Map, 3);
        await explorer.HoverAsync(x, y);
        Assert.Equal($"{Name(10)}: {Value(10, 3)}", await explorer.TextAsync("#tooltip .chosen"));
        await explorer.ClickAsync(x, y);
        Assert.Contains(Name(10), await explorer.Page.Locator("#card-facts dt").AllTextContentsAsync());
    }

    // Hostile names, and long ones.
    private static string Name(int column) => $"{HostileTexts.All[column == 8 ? 9 : column]} {column}";

    private static float Value(int column, int point) => (100 * column) + point;

    private static async Task<double> TopAsync(Explorer explorer, string selector) => (await BoxAsync(explorer, selector)).Top;

    private static async Task<Box> BoxAsync(Explorer explorer, string selector)
    {
        var box = await explorer.Page.Locator(selector).BoundingBoxAsync();
        Assert.NotNull(box);
        return new Box(box.X, box.Y, box.X + box.Width, box.Y + box.Height);
    }

    private Task<Explorer> OpenAsync(ExplorerOptions options, bool neighbors)
    {
        int[] table = [.. Enumerable.Range(0, 3 * Points).Select(n => ((n / 3) + 1 + (n % 3)) % Points)];
        PlotOptions plot = new()
        {
            Columns =
            [
                .. Enumerable.Range(0, Columns).Select(column => PointColumn.OfNumbers(
                    Name(column), Enumerable.Range(0, Points).Select(point => Value(column, point)).ToArray())),
            ],
            Neighbors = neighbors ? new PointNeighbors(table, 3) : null,
        };
        return Explorer.OpenAsync(chromium, Maps.Page(Map, null, plot), options);
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Holds(double x, double y) => x > Left && x < Right && y > Top && y < Bottom;
    }
}
