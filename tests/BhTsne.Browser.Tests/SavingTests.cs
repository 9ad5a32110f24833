using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>What a user takes from the page: a picture of the view, a link to it, and ids.</summary>
[Collection(BrowserTests.Name)]
public sealed class SavingTests(Chromium chromium)
{
    private const int Points = 16;

    private static readonly Embedding Map = Maps.Apart(Points, 2);

    /// <summary>Texts without line breaks: a copied id takes one line.</summary>
    private static readonly string[] Ids = [.. HostileTexts.All.Select((text, i) => $"{i} {text.ReplaceLineEndings(" ")}")];

    private static readonly byte[] Page = Maps.Page(
        Map,
        [.. Enumerable.Range(0, Points).Select(i => i % 2 == 0 ? "even" : "odd")],
        new PlotOptions { Title = "A/title <b>", PointNames = Ids });

    [BrowserTheory]
    [InlineData("webgl")]
    [InlineData("canvas")]
    public async Task The_picture_that_is_saved_is_what_is_seen(string renderer)
    {
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Page, new ExplorerOptions { Fragment = $"renderer={renderer}&names=false" });
        await explorer.DragAsync([(300, 300), (325, 290)]);
        Picture seen = await explorer.CanvasAsync("points");
        int[] stage = await explorer.EvaluateAsync<int[]>(
            "(box => [box.left, box.top, box.width, box.height])(document.getElementById('stage').getBoundingClientRect())");
        (string name, byte[] bytes) = await explorer.DownloadAsync("#picture");
        Assert.EndsWith(".png", name, StringComparison.Ordinal);
        Assert.DoesNotContain(name, each => Path.GetInvalidFileNameChars().Contains(each) || each is '<' or '>');
        Picture saved = Picture.Decode(bytes);
        const int Heading = 64;
        Assert.Equal((stage[2], stage[3] + Heading), (saved.Width, saved.Height));
        (byte ground, _, _, _) = saved[1, saved.Height - 2];
        Assert.True(ground > 240);

        // All around each point the saved pixels are the seen ones on the ground.
        Projection view = Spots.Fit(Map, seen);
        int painted = 0;
        for (int point = 0; point < Points; point++)
        {
            (double middleX, double middleY) = view.Place(Map, point);
            for (int n = 0; n < 21 * 21; n++)
            {
                (int x, int y) = ((int)middleX + (n % 21) - 10, (int)middleY + (n / 21) - 10);
                (byte red, byte green, byte blue, byte alpha) = seen[x, y];
                (byte savedRed, byte savedGreen, byte savedBlue, byte savedAlpha) = saved[x - stage[0], y - stage[1] + Heading];
                foreach ((byte a, byte b) in new[] { (red, savedRed), (green, savedGreen), (blue, savedBlue) })
                {
                    Assert.InRange(((a * alpha) + (ground * (255 - alpha))) / 255.0, b - 8, b + 8);
                }

                Assert.Equal(255, savedAlpha);
                painted += alpha > 0 ? 1 : 0;
            }
        }

        Assert.True(painted > Points * 10);
        bool isWritten = Enumerable.Range(10, 30).Any(y => Enumerable.Range(20, 100).Any(x => saved[x, y].Red < 128));
        Assert.True(isWritten, "the title is not in the picture");
    }

    [BrowserFact]
    public async Task A_link_and_ids_are_copied_to_the_clipboard()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Page);
        await explorer.FillAsync("#search", "odd");
        await explorer.ClickAsync("#found-select");
        await explorer.ClickAsync("#export-ids");
        Assert.Equal("8 ids copied.", await explorer.TextAsync("#notice"));
        string[] copied = (await ClipboardAsync(explorer)).Split('\n');
        Assert.Equal(Ids.Where((_, i) => i % 2 == 1).Order(StringComparer.Ordinal), copied.Order(StringComparer.Ordinal));

        await explorer.ClickAsync("#share");
        Assert.Equal("The link to this view is copied.", await explorer.TextAsync("#notice"));
        string link = await ClipboardAsync(explorer);
        Assert.Equal(explorer.Page.Url, link);
        await explorer.GoToAsync(link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        Assert.Equal("8", await explorer.TextAsync("#selection-count"));
    }

    private static Task<string> ClipboardAsync(Explorer explorer) => explorer.EvaluateAsync<string>("navigator.clipboard.readText()");
}
