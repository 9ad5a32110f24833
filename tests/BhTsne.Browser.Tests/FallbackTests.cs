using BhTsne.Browser.Tests.Support;

namespace BhTsne.Browser.Tests;

/// <summary>Where a browser has no WebGL, or the address asks for it, a canvas draws the same points at the same places.</summary>
[Collection(BrowserTests.Name)]
public sealed class FallbackTests(Chromium chromium)
{
    private static readonly Embedding Map = Maps.Apart(24, 2);

    [BrowserTheory]
    [InlineData(false, "")]
    [InlineData(false, "renderer=webgl")]
    [InlineData(true, "renderer=canvas")]
    public async Task A_canvas_draws_where_webgl_is_missing_or_not_wanted(bool webgl, string fragment)
    {
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Maps.Page(Map), new ExplorerOptions { Webgl = webgl, Fragment = fragment });

        Assert.Equal(webgl, await explorer.EvaluateAsync<bool>("document.createElement('canvas').getContext('webgl') !== null"));
        Assert.True(await explorer.EvaluateAsync<bool>("document.getElementById('points').getContext('webgl') === null"));
        Projection canvas = Spots.Fit(Map, await explorer.CanvasAsync("points"));
        Assert.InRange(canvas.Error, 0, 0.5);
        await explorer.DragAsync([(300, 300), (330, 310)]);
        Assert.Equal(canvas.Middle[0] + 30, Spots.Fit(Map, await explorer.CanvasAsync("points")).Middle[0], 0.5);
    }
}
