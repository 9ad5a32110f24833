using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>The page on a screen that is touched.</summary>
[Collection(BrowserTests.Name)]
public sealed class TouchTests(Chromium chromium)
{
    private const int Points = 16;

    private static readonly Embedding Map = Maps.Apart(Points, 2);

    private static readonly byte[] Page =
        Maps.Page(Map, null, new PlotOptions { PointNames = [.. HostileTexts.All.Select((text, i) => $"{i} {text}")] });

    [BrowserFact]
    public async Task A_tap_opens_the_card_of_a_point_and_one_beside_all_points_closes_it()
    {
        await using Explorer explorer = await OpenAsync();
        Projection view = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        foreach (int point in new[] { 0, 9 })
        {
            (double x, double y) = view.Place(Map, point);
            await TapAsync(explorer, x, y);
            Assert.True(await explorer.IsShownAsync("#card"));
            Assert.Equal($"{point} {HostileTexts.All[point]}", await explorer.TextAsync("#card-title"));
        }

        (double emptyX, double emptyY) = Enumerable.Range(10, 50).Select(i => (X: 5.0 * i, Y: 300.0))
            .First(place => Enumerable.Range(0, Points).All(point =>
                Math.Abs(view.Place(Map, point).X - place.X) + Math.Abs(view.Place(Map, point).Y - place.Y) > 60));
        await TapAsync(explorer, emptyX, emptyY);
        Assert.False(await explorer.IsShownAsync("#card"));
    }

    [BrowserFact]
    public async Task One_finger_moves_and_two_zoom_about_the_middle_between_them()
    {
        await using Explorer explorer = await OpenAsync();
        Projection first = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        await explorer.TouchAsync((300, 300, 330, 280));
        Projection moved = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        Assert.Equal(first.Scale, moved.Scale, first.Scale * 1e-3);
        Assert.Equal(first.Middle[0] + 30, moved.Middle[0], 0.6);
        Assert.Equal(first.Middle[1] - 20, moved.Middle[1], 0.6);

        // The fingers come together, so that all points stay in sight.
        await explorer.TouchAsync((250, 300, 310, 300), (450, 300, 390, 300));
        Projection zoomed = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        Assert.Equal(0.4, zoomed.Scale / moved.Scale, 0.01);
        Assert.Equal(350 + (0.4 * (moved.Middle[0] - 350)), zoomed.Middle[0], 1.5);
        Assert.Equal(300 + (0.4 * (moved.Middle[1] - 300)), zoomed.Middle[1], 1.5);
        Assert.False(await explorer.IsShownAsync("#card"));
    }

    private static async Task TapAsync(Explorer explorer, double x, double y)
    {
        await explorer.Page.Touchscreen.TapAsync((float)x, (float)y);
        await explorer.SettleAsync();
    }

    private Task<Explorer> OpenAsync() => Explorer.OpenAsync(chromium, Page, new ExplorerOptions { Touch = true });
}
