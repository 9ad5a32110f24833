using System.Globalization;
using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>What a page says of a point, and what a legend and a search show of all: hostile texts stay text everywhere.</summary>
[Collection(BrowserTests.Name)]
public sealed class PointTests(Chromium chromium)
{
    private const int Points = 16;

    private static readonly Embedding Map = Maps.Apart(Points, 2);
    private static readonly string[] Labels = [.. HostileTexts.All];
    private static readonly string[] Ids = [.. HostileTexts.All.Select((text, i) => $"{i} {text}")];

    [BrowserFact]
    public async Task Hovering_and_clicking_name_the_point_and_its_neighbours()
    {
        await using Explorer explorer = await OpenAsync();
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        foreach (int point in new[] { 0, 1, 6, 9 })
        {
            (double x, double y) = view.Place(Map, point);
            await explorer.HoverAsync(x, y);
            string[] lines = [.. await explorer.Page.Locator("#tooltip > *").AllTextContentsAsync()];
            Assert.Equal([Labels[point], Ids[point]], lines.Take(2));
            Assert.Contains($"#{point} ", lines[2], StringComparison.Ordinal);
            Assert.Contains($"{HostileTexts.All[0]}: {point}", lines[3], StringComparison.Ordinal);
        }

        (double cardX, double cardY) = view.Place(Map, 1);
        await explorer.ClickAsync(cardX, cardY);
        Assert.True(await explorer.IsShownAsync("#card"));
        Assert.Equal($"{Labels[1]} · {Ids[1]}", await explorer.TextAsync("#card-title"));
        string[] neighbors = [.. await explorer.Page.Locator("#card-neighbors li").AllTextContentsAsync()];
        Assert.Equal(3, neighbors.Length);
        Assert.All(neighbors.Zip([2, 3, 4]), pair => Assert.Contains(Ids[pair.Second], pair.First, StringComparison.Ordinal));

        // A line leads to each neighbour: between the two, the overlay is painted.
        Picture lines_ = await explorer.CanvasAsync("overlay");
        (double toX, double toY) = view.Place(Map, 3);
        Assert.True(Enumerable.Range(1, 19).Count(step => IsPainted(
            lines_, cardX + ((toX - cardX) * step / 20), cardY + ((toY - cardY) * step / 20))) >= 12);
        await explorer.PressAsync("Escape");
        Assert.False(await explorer.IsShownAsync("#card"));
    }

    [BrowserFact]
    public async Task Title_legend_columns_and_search_show_texts_as_they_are()
    {
        await using Explorer explorer = await OpenAsync();

        Assert.Equal(HostileTexts.All[0], await explorer.TextAsync("#title"));
        Assert.Equal(HostileTexts.All[0], await explorer.Page.TitleAsync());
        Assert.Equal(HostileTexts.All[1], await explorer.TextAsync("#subtitle"));
        // What turns the direction of writing for all that follows is left out.
        string[] labels = [.. Labels.Select(label => label.Replace("\u202E", "", StringComparison.Ordinal))];
        string[] names = [.. await explorer.Page.Locator("#legend .name").AllTextContentsAsync()];
        Assert.Equal(labels.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Contains(HostileTexts.All[0], await explorer.Page.Locator("#color-select option").AllTextContentsAsync());

        await explorer.FillAsync("#search", "שלום");
        Assert.Contains("1 of 16 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
        await explorer.FillAsync("#search", "<");
        Assert.Contains("3 of 16 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
        Picture found = await explorer.CanvasAsync("points");
        Projection view = Spots.Fit(Map, found);
        for (int point = 0; point < Points; point++)
        {
            (double x, double y) = view.Place(Map, point);
            byte alpha = found[(int)x, (int)y].Alpha;
            Assert.True(Labels[point].Contains('<', StringComparison.Ordinal) == alpha > 128, $"point {point} has the opacity {alpha}");
        }
    }

    [BrowserTheory]
    [InlineData("webgl", false)]
    [InlineData("canvas", false)]
    [InlineData("webgl", true)]
    public async Task Points_have_the_colours_of_the_legend_and_can_be_hidden(string renderer, bool dark)
    {
        string[] labels = [.. Enumerable.Range(0, Points).Select(i => $"kind {i % 4}")];
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Maps.Page(Map, labels), new ExplorerOptions { Fragment = $"renderer={renderer}", Dark = dark });
        Picture drawn = await explorer.CanvasAsync("points");
        Projection view = Spots.Fit(Map, drawn);
        for (int kind = 0; kind < 4; kind++)
        {
            string css = await explorer.EvaluateAsync<string>(
                $"getComputedStyle(document.querySelectorAll('#legend .dot')[{kind}]).backgroundColor");
            int[] expected =
            [
                .. css.Split('(')[1].TrimEnd(')').Split(',').Take(3).Select(part => int.Parse(part, CultureInfo.InvariantCulture)),
            ];
            (double x, double y) = view.Place(Map, kind + 4);
            (byte red, byte green, byte blue, _) = drawn[(int)x, (int)y];
            Assert.All(expected.Zip([red, green, blue]), channel => Assert.InRange(channel.Second, channel.First - 3, channel.First + 3));
        }

        (byte ground, _, _, _) = (await explorer.PictureAsync())[5, 400];
        Assert.True(dark == ground < 128);

        await explorer.ClickAsync("#legend li:nth-child(2) .toggle");
        IReadOnlyList<Spot> left = (await explorer.CanvasAsync("points")).Spots();
        Assert.Equal(12, left.Count);
        Assert.All(Enumerable.Range(0, Points), point =>
        {
            (double x, double y) = view.Place(Map, point);
            Assert.Equal(point % 4 != 1, left.Any(spot => Math.Abs(spot.X - x) + Math.Abs(spot.Y - y) < 2));
        });
        await explorer.ClickAsync("#show-none");
        Assert.Equal(0, (await explorer.CanvasAsync("points")).Painted);
    }

    [BrowserFact]
    public async Task A_keyboard_moves_zooms_and_searches()
    {
        await using Explorer explorer = await OpenAsync();
        Projection first = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        await explorer.Page.Locator("#overlay").FocusAsync();
        await explorer.PressAsync("ArrowRight", "ArrowUp");
        Projection moved = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        Assert.Equal(-40, moved.Middle[0] - first.Middle[0], 0.5);
        Assert.Equal(40, moved.Middle[1] - first.Middle[1], 0.5);
        await explorer.PressAsync("-");
        Assert.InRange(Spots.Fit(Map, await explorer.CanvasAsync("points")).Scale / first.Scale, 0.5, 0.95);
        await explorer.PressAsync("0");
        Assert.Equal(first.Middle[0], Spots.Fit(Map, await explorer.CanvasAsync("points")).Middle[0], 0.2);

        await explorer.PressAsync("/", "#", "7");
        Assert.Equal("search", await explorer.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Contains("1 of 16 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
        await explorer.PressAsync("Escape");
        Assert.Equal("overlay", await explorer.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Contains("16 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
    }

    private static bool IsPainted(Picture picture, double x, double y) =>
        Enumerable.Range(-2, 5).Any(dx => Enumerable.Range(-2, 5).Any(dy => picture[(int)x + dx, (int)y + dy].Alpha > 0));

    private Task<Explorer> OpenAsync() => Explorer.OpenAsync(chromium, Maps.Page(Map, Labels, new PlotOptions
    {
        Title = HostileTexts.All[0],
        Subtitle = HostileTexts.All[1],
        PointNames = Ids,
        Columns = [PointColumn.OfNumbers(HostileTexts.All[0], Enumerable.Range(0, Points).Select(i => (float)i).ToArray())],
        Neighbors = new PointNeighbors(
            Enumerable.Range(0, 3 * Points).Select(n => ((n / 3) + 1 + (n % 3)) % Points).ToArray(), 3),
    }));
}
