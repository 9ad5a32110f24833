using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>The page without a pointer, and its layout.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(Chromium chromium)
{
    private static readonly Embedding Map = new([0, 0, 10, 0, 20, 0, 0, 10, 10, 10, 20, 10], 2);

    private static readonly byte[] Page =
        Maps.Page(Map, null, new PlotOptions { Title = "Six", PointNames = ["a", "b", "c", "d", "e", "f"] });

    [BrowserFact]
    public async Task The_arrow_keys_walk_from_point_to_point()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        await explorer.EvaluateAsync<object?>("overlay.focus()");
        await explorer.PressAsync("Enter");
        string start = await TitleAsync(explorer);
        Assert.True(start is "b" or "e", start);
        await explorer.PressAsync("ArrowLeft");
        Assert.Equal(start == "b" ? "a" : "d", await TitleAsync(explorer));
        await explorer.PressAsync("ArrowLeft");
        Assert.Equal("There is no point in this direction.", await StatusAsync(explorer));
        await explorer.PressAsync(start == "b" ? "ArrowUp" : "ArrowDown");
        Assert.Equal(start == "b" ? "d" : "a", await TitleAsync(explorer));
        await explorer.PressAsync("Shift+Enter");
        Assert.Equal("1 point selected, 17 % of all.", await StatusAsync(explorer));
        await explorer.PressAsync("Enter");
        Assert.True(await explorer.IsShownAsync("#card"));
    }

    [BrowserFact]
    public async Task A_box_is_set_by_keys()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        await explorer.EvaluateAsync<object?>("overlay.focus()");
        await explorer.PressAsync(["b", .. Enumerable.Repeat("ArrowLeft", 3), "Enter", .. Enumerable.Repeat("ArrowRight", 6)]);
        await explorer.PressAsync([.. Enumerable.Repeat("ArrowUp", 14), "Enter"]);
        Assert.Equal("1 point selected, 17 % of all.", await StatusAsync(explorer));
        Assert.Equal("Ids: e", await explorer.TextAsync("#selection-sample"));
    }

    [BrowserFact]
    public async Task A_list_of_keys_opens_and_the_focus_returns()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        await explorer.EvaluateAsync<object?>("document.getElementById('share').focus()");
        await explorer.PressAsync("?");
        Assert.True(await explorer.IsShownAsync("#help-dialog"));
        await explorer.PressAsync("Tab", "l");
        Assert.Equal("help-close", await explorer.EvaluateAsync<string>("document.activeElement.id"));
        await explorer.PressAsync("Escape");
        Assert.Equal("share", await explorer.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("true", await explorer.Page.Locator("#tool-move").GetAttributeAsync("aria-pressed"));
    }

    [BrowserFact]
    public async Task Every_control_is_reached_by_tab_and_has_a_name()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        const string Nameless = """
            [...document.querySelectorAll('button, input, select, summary, canvas[tabindex]')]
              .filter(each => each.checkVisibility()
                && !(each.getAttribute('aria-label') || each.textContent.trim() || each.closest('label')))
              .map(each => each.outerHTML)
            """;
        Assert.Empty(await explorer.EvaluateAsync<string[]>(Nameless));
        const string Reachable = """
            [...document.querySelectorAll('button, input, select, summary, canvas[tabindex]')]
              .filter(each => each.checkVisibility() && !each.disabled).length
            """;
        int all = await explorer.EvaluateAsync<int>(Reachable);
        await explorer.EvaluateAsync<object?>("document.activeElement.blur()");
        for (int i = 0; i < all; i++)
        {
            await explorer.Page.Keyboard.PressAsync("Tab");
            await explorer.EvaluateAsync<object?>("(window.reached ??= new Set()).add(document.activeElement)");
        }

        Assert.Equal(all, await explorer.EvaluateAsync<int>("window.reached.size"));
    }

    [BrowserFact]
    public async Task Title_tools_map_and_panel_never_overlap()
    {
        string title = string.Concat(Enumerable.Repeat("A long title ", 20));
        byte[] page = Maps.Page(Map, null, new PlotOptions { Title = title, Subtitle = new string('W', 90) });
        await using Explorer explorer = await Explorer.OpenAsync(chromium, page);
        foreach ((int width, int height) in new[] { (1400, 900), (900, 600), (640, 480), (360, 640), (320, 568) })
        {
            await explorer.Page.SetViewportSizeAsync(width, height);
            await explorer.GoToAsync("renderer=webgl");
            const string Overlaps = """
                (() => {
                  const boxes = ['heading', 'toolbar', 'stage', 'panel']
                    .map(id => [id, document.getElementById(id).getBoundingClientRect()]);
                  const faults = [];
                  for (const [a, p] of boxes) {
                    const outside = p.left < -0.5 || p.top < -0.5 || p.right > innerWidth + 0.5 || p.bottom > innerHeight + 0.5;
                    if (outside) faults.push(`${a} is outside`);
                    if (p.width < 80 || p.height < 20) faults.push(`${a} is too small`);
                    for (const [b, q] of boxes) {
                      const across = p.left < q.right - 0.5 && q.left < p.right - 0.5,
                        down = p.top < q.bottom - 0.5 && q.top < p.bottom - 0.5;
                      if (a < b && across && down) faults.push(`${a} and ${b} overlap`);
                    }
                  }
                  return faults;
                })()
                """;
            Assert.Empty(await explorer.EvaluateAsync<string[]>(Overlaps));
            Assert.True(await explorer.EvaluateAsync<bool>("document.getElementById('stage').clientHeight >= 0.25 * innerHeight"));
        }
    }

    private static Task<string> TitleAsync(Explorer explorer) =>
        explorer.EvaluateAsync<string>("document.querySelector('#tooltip b').textContent");

    private static async Task<string> StatusAsync(Explorer explorer)
    {
        await explorer.SettleAsync();
        return await explorer.TextAsync("#status");
    }
}
