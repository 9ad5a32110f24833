using BhTsne.Browser.Tests.Support;

namespace BhTsne.Browser.Tests;

/// <summary>Points are drawn where they belong, by both renderers, and stay there when the view moves. Reads pixels.</summary>
[Collection(BrowserTests.Name)]
public sealed class DrawingTests(Chromium chromium)
{
    private static readonly Embedding Map = Maps.Apart(24, 2);

    [BrowserTheory]
    [InlineData("webgl")]
    [InlineData("canvas")]
    public async Task Points_are_drawn_where_the_map_has_them(string renderer)
    {
        await using Explorer explorer = await OpenAsync(renderer);
        Projection seen = await SeeAsync(explorer);

        Assert.Equal(
            renderer == "webgl",
            await explorer.EvaluateAsync<bool>("(points.getContext('webgl2') ?? points.getContext('webgl')) !== null"));
        AssertUpright(seen);

        // The larger side of the map fills most of the view.
        Assert.InRange(50 * seen.Scale, 400, 1000);
    }

    [BrowserFact]
    public async Task Dragging_moves_and_the_wheel_zooms_about_the_pointer()
    {
        await using Explorer explorer = await OpenAsync("webgl");
        Projection before = await SeeAsync(explorer);

        await explorer.DragAsync([(300, 300), (340, 285)]);
        Projection moved = await SeeAsync(explorer);
        Assert.Equal(before.Scale, moved.Scale, before.Scale * 1e-3);
        Assert.Equal((40.0, -15.0), (moved.Middle[0] - before.Middle[0], moved.Middle[1] - before.Middle[1]), Within(0.5));

        await explorer.PressAsync("Tab");
        await explorer.Page.Mouse.MoveAsync(350, 330);
        await explorer.Page.Mouse.WheelAsync(0, 200);
        await explorer.SettleAsync();
        Projection zoomed = await SeeAsync(explorer);
        AssertUpright(zoomed);
        double ratio = zoomed.Scale / moved.Scale;
        Assert.InRange(ratio, 0.5, 0.9);
        Assert.Equal((350 + (ratio * (moved.Middle[0] - 350)), 330 + (ratio * (moved.Middle[1] - 330))),
            (zoomed.Middle[0], zoomed.Middle[1]), Within(0.6));
    }

    private async Task<Explorer> OpenAsync(string renderer) =>
        await Explorer.OpenAsync(chromium, Maps.Page(Map), new ExplorerOptions { Fragment = $"renderer={renderer}" });

    private static async Task<Projection> SeeAsync(Explorer explorer) => Spots.Fit(Map, await explorer.CanvasAsync("points"));

    private static void AssertUpright(Projection seen)
    {
        Assert.InRange(seen.Error, 0, 0.5);
        Assert.Equal(seen.Scale, seen.Rows[0][0], seen.Scale * 2e-3);
        Assert.Equal(-seen.Scale, seen.Rows[1][1], seen.Scale * 2e-3); // A larger second coordinate is higher up.
        Assert.Equal(0, seen.Skew, 2e-3);
    }

    private static Func<(double X, double Y), (double X, double Y), bool> Within(double pixels) =>
        (a, b) => Math.Abs(a.X - b.X) <= pixels && Math.Abs(a.Y - b.Y) <= pixels;
}
