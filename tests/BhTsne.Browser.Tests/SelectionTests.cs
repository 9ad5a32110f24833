using System.Text;
using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>Points are selected in every way that the page has, told apart from the rest, filtered, exported and shared.</summary>
[Collection(BrowserTests.Name)]
public sealed class SelectionTests(Chromium chromium)
{
    private const int Each = 50;

    private static readonly string[] Hostile = ["</script><b>1</b>", "=HYPERLINK(\"x\")", "\u05e9\u05dc\u05d5\u05dd, 🐙", "it's \"four\""];

    /// <summary>Four squares of points, one for each label, around the middle of the map.</summary>
    private static readonly Embedding Map = new(
        [.. Enumerable.Range(0, 4 * Each).SelectMany(i => new[]
        {
            (i / Each % 2 == 0 ? -20f : 20f) + (3 * MathF.Sin(i * 7)), (i / Each < 2 ? -20f : 20f) + (3 * MathF.Cos(i * 11)),
        })],
        2);

    private static readonly float[] Size = [.. Enumerable.Range(0, 4 * Each).Select(i => (i / Each) + (0.1f * MathF.Sin(i)))];

    private static readonly byte[] Page = Maps.Page(
        Map,
        [.. Enumerable.Range(0, 4 * Each).Select(i => Hostile[i / Each])],
        new PlotOptions
        {
            Title = "Four <i>squares</i>",
            PointNames = [.. Enumerable.Range(0, 4 * Each).Select(i => $"id,{i}\"")],
            Columns = [PointColumn.OfNumbers("size <u>", Size)],
        });

    [BrowserFact]
    public async Task A_lasso_and_a_box_select_what_they_enclose_and_the_panel_says_what_distinguishes_it()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        (double X, double Y) middle = await MiddleAsync(explorer);
        await explorer.PressAsync("l");
        await explorer.DragAsync(Around(middle, -1, 1));
        Assert.Equal("50 points selected, 25 % of all.", await explorer.TextAsync("#selection-line"));
        Assert.Equal("50 points against 150 points.", await explorer.TextAsync("#composition-line"));
        const string Findings = "[...document.querySelectorAll('#findings li')].map(item => item.innerText)";
        string[] findings = await explorer.EvaluateAsync<string[]>(Findings);
        string all = "100 % of the selection, 0 % of the rest\nall 50 of them are here";
        Assert.StartsWith($"label: {Hostile[0]}\n{all}", findings[0], StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding.StartsWith("size <u> is much lower\nmean 0.0", StringComparison.Ordinal));
        Assert.Equal(0, await explorer.EvaluateAsync<int>("document.querySelectorAll('#findings u, #legend b, #title i').length"));

        // Shift adds what the box encloses, alt takes away, both keep what is in both.
        await explorer.PressAsync("b");
        await explorer.DragAsync(Box(middle, 1, 1), "Shift");
        Assert.Equal("100", await explorer.TextAsync("#selection-count"));
        await explorer.DragAsync(Box(middle, -1, 1), "Alt");
        Assert.Equal("50", await explorer.TextAsync("#selection-count"));
        await explorer.PressAsync("i");
        Assert.Equal("150", await explorer.TextAsync("#selection-count"));
        await explorer.ClickAsync("#mode-intersect");
        await explorer.DragAsync(Box(middle, -1, -1));
        Assert.Equal("50", await explorer.TextAsync("#selection-count"));
        await explorer.PressAsync("c");
        Assert.False(await explorer.IsShownAsync("#selection-count"));
    }

    [BrowserFact]
    public async Task Selected_points_stand_out_and_hidden_ones_are_gone()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        (double X, double Y) middle = await MiddleAsync(explorer);
        Picture before = await explorer.CanvasAsync("points");
        await explorer.PressAsync("b");
        await explorer.DragAsync(Box(middle, 1, -1));
        Picture selected = await explorer.CanvasAsync("points");
        Assert.True(Strength(selected, middle, 1, -1) >= Strength(before, middle, 1, -1));
        Assert.True(Strength(selected, middle, -1, 1) < 0.4 * Strength(before, middle, -1, 1));

        await explorer.ClickAsync("#selection-only");
        Assert.Equal("50 of 200 points shown.", await explorer.TextAsync("#filter-line"));
        Assert.Equal(0, Strength(await explorer.CanvasAsync("points"), middle, -1, 1));
        await explorer.ClickAsync("#selection-only");
        Assert.Equal("200 of 200 points shown.", await explorer.TextAsync("#filter-line"));
    }

    [BrowserFact]
    public async Task Two_selections_are_compared()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        foreach ((int row, string keep) in new[] { (0, "#keep-a"), (1, "#keep-b") })
        {
            await explorer.Page.Locator("#legend li").Nth(row).HoverAsync();
            await explorer.Page.Locator("#legend .pick").Nth(row).ClickAsync();
            await explorer.ClickAsync(keep);
        }

        Assert.Equal("50 points against 50 points.", await explorer.TextAsync("#composition-line"));
        Assert.Equal("What distinguishes A from B", await explorer.TextAsync("#composition-title"));
        Assert.Equal("A-B", await explorer.EvaluateAsync<string>("document.querySelector('#compare-select').value"));
    }

    [BrowserFact]
    public async Task Ranges_and_categories_filter_the_map()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        await explorer.ClickAsync("#filters-section > summary");
        await explorer.Page.Locator(".filter input[type=range]").First.FocusAsync();
        while (await explorer.EvaluateAsync<int>("+document.querySelector('.filter input[type=range]').value") < 20)
        {
            await explorer.PressAsync("ArrowRight");
        }

        int above = Size.Count(value => value >= 1.5);
        Assert.Equal($"{above} of 200 points shown.", await explorer.TextAsync("#filter-line"));
        await explorer.Page.Locator("#legend .toggle").Nth(3).ClickAsync();
        await explorer.SettleAsync();
        int label = Array.IndexOf(Hostile, (await explorer.Page.Locator("#legend .name").Nth(3).TextContentAsync())!);
        int shown = Enumerable.Range(0, 4 * Each).Count(i => Size[i] >= 1.5 && i / Each != label);
        Assert.Equal($"{shown} of 200 points shown.", await explorer.TextAsync("#filter-line"));
        await explorer.ClickAsync("#filter-clear");
        Assert.Equal("200 of 200 points shown.", await explorer.TextAsync("#filter-line"));
    }

    [BrowserFact]
    public async Task The_selection_is_saved_with_ids_as_they_are()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        await explorer.FillAsync("#search", "HYPERLINK");
        await explorer.ClickAsync("#found-select");
        Assert.Contains("begin like formulas", await explorer.TextAsync("#export-note"), StringComparison.Ordinal);
        (string name, byte[] bytes) = await explorer.DownloadAsync("#export-csv");
        Assert.Equal("Four-i-squares-i-selection.csv", name);
        string[] lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal("id,row,labels,x,y,size <u>", lines[0]);
        Assert.Equal(Each + 2, lines.Length);
        Assert.StartsWith("\"id,50\"\"\",50,\"=HYPERLINK(\"\"x\"\")\",", lines[1], StringComparison.Ordinal);
        string[] fields = lines[1].Split(',');
        Assert.Equal(
            new[] { Map.Values[100], Map.Values[101], Size[50] },
            fields[^3..].Select(field => float.Parse(field, System.Globalization.CultureInfo.InvariantCulture)));

        await explorer.ClickAsync("#export-safe");
        (_, bytes) = await explorer.DownloadAsync("#export-csv");
        Assert.Contains(",50,\"'=HYPERLINK(", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_link_shows_the_same_and_a_broken_one_says_so()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        (double X, double Y) middle = await MiddleAsync(explorer);
        await explorer.PressAsync("l");
        await explorer.DragAsync(Around(middle, -1, -1));
        await explorer.PressAsync("n", "Tab");
        await explorer.Page.Mouse.WheelAsync(0, -200);
        await explorer.Page.WaitForFunctionAsync("() => location.hash.includes('camera=') && location.hash.includes('names=false')");
        await explorer.Page.SelectOptionAsync("#color-select", "1");
        await explorer.Page.WaitForFunctionAsync("() => location.hash.includes('color=1')");
        string fragment = explorer.Fragment;
        Picture before = await explorer.CanvasAsync("points");

        await explorer.GoToAsync(fragment);
        Assert.Equal("50", await explorer.TextAsync("#selection-count"));
        Assert.Equal("1", await explorer.EvaluateAsync<string>("document.querySelector('#color-select').value"));
        Assert.Equal("false", await explorer.Page.Locator("#names").GetAttributeAsync("aria-pressed"));
        // Only the opacity may differ a little, which follows the zoom in steps.
        Assert.Equal(before.Painted, (await explorer.CanvasAsync("points")).Painted, 0.02 * before.Painted);

        await explorer.GoToAsync("renderer=webgl&camera=1,2&selection=%5B1&tool=lasso&unknown=1");
        Assert.Equal(
            "A part of the link could not be read and is left out: selection, camera, unknown.", await explorer.TextAsync("#notice"));
        Assert.Equal("true", await explorer.Page.Locator("#tool-lasso").GetAttributeAsync("aria-pressed"));
    }

    private static async Task<(double X, double Y)> MiddleAsync(Explorer explorer)
    {
        IReadOnlyList<Spot> spots = (await explorer.CanvasAsync("points")).Spots();
        return ((spots.Min(spot => spot.X) + spots.Max(spot => spot.X)) / 2, (spots.Min(spot => spot.Y) + spots.Max(spot => spot.Y)) / 2);
    }

    /// <summary>A line around a square; right is 1 on the right side, down is 1 on the lower one.</summary>
    private static (double X, double Y)[] Around((double X, double Y) middle, int right, int down) =>
    [
        .. Enumerable.Range(0, 24).Select(i => Math.PI * i / 12)
            .Select(angle => (middle.X + (220 * right) + (150 * Math.Cos(angle)), middle.Y + (220 * down) + (150 * Math.Sin(angle)))),
    ];

    private static (double X, double Y)[] Box((double X, double Y) middle, int right, int down) =>
        [(middle.X + (20 * right), middle.Y + (20 * down)), (middle.X + (310 * right), middle.Y + (310 * down))];

    /// <summary>The sum of the opacities around a square.</summary>
    private static double Strength(Picture picture, (double X, double Y) middle, int right, int down)
    {
        double sum = 0;
        for (int y = (int)middle.Y + (down > 0 ? 20 : -320); y < (int)middle.Y + (down > 0 ? 320 : -20); y++)
        {
            for (int x = (int)middle.X + (right > 0 ? 20 : -330); x < (int)middle.X + (right > 0 ? 330 : -20); x++)
            {
                sum += x >= 0 && y >= 0 && x < picture.Width && y < picture.Height ? picture[x, y].Alpha : 0;
            }
        }

        return sum;
    }
}
