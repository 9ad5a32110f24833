using BhTsne.Browser.Tests.Support;
using BhTsne.Live;
using BhTsne.Plotting;
using Microsoft.Playwright;

namespace BhTsne.Browser.Tests;

/// <summary>A map that grows in a real browser, which pauses the run, stops it and shows the finished map.</summary>
[Collection(BrowserTests.Name)]
public sealed class LiveTests(Chromium chromium)
{
    private const string Hostile = "</script><b onload=x>\"'&,\u202e😀";

    private static readonly string[] Labels = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? Hostile : $"group {i % 3}")];

    private static readonly PlotOptions Plot = new() { Title = $"Title {Hostile}", Subtitle = Hostile };

    /// <summary>So long that only the page ends it: for hours, whatever cost and gradient become.</summary>
    private static readonly TsneOptions Endless =
        new() { Perplexity = 10, Iterations = int.MaxValue, MinCostImprovement = 0, MinGradientNorm = 0, Threads = 1 };

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_map_grows_pauses_stops_and_can_be_explored_and_saved(bool webgl)
    {
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = Labels, Plot = Plot });
        await using LivePage page = await LivePage.OpenAsync(chromium, live, webgl);
        await page.StateAsync("running");

        // It moves. The program holds it at its beginning, so that the first picture is of the start, however long the page takes.
        live.Pause();
        Task<TsneResult> run = RunAsync(live);
        await page.StateAsync("paused");
        int first = await page.FrameAsync(0);
        Picture early = await page.PointsAsync();
        Assert.True(LivePage.Painted(early) > 1000);
        await page.Page.ClickAsync("#pause");
        await page.StateAsync("running");
        int later = await page.FrameAsync(first + 60);
        Assert.True((await page.PointsAsync()).Differences(early) > 300);
        Assert.True(later > first);
        Assert.Equal("Title </script><b onload=x>\"'&, 😀", await page.Page.TextContentAsync("#title"));
        string[] names = [.. await page.Page.Locator("#legend .name").AllTextContentsAsync()];
        Assert.Equal(["</script><b onload=x>\"'&, 😀", "group 1", "group 2"], names.Order(StringComparer.Ordinal));

        // A pause holds it, and a page that is loaded again shows the same map and the curve so far.
        await page.Page.ClickAsync("#pause");
        await page.StateAsync("paused");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#chart polyline') !== null");
        Assert.False(run.IsCompleted);
        string shown = $"{await SettledAsync(page)}";
        Picture paused = await page.PointsAsync();
        await page.Page.ReloadAsync();
        await page.StateAsync("paused");
        await page.FrameAsync(int.Parse(shown, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(shown, await page.Page.GetAttributeAsync("body", "data-frame"));
        Assert.Equal(0, (await page.PointsAsync()).Differences(paused));
        Assert.Equal("Go on", await page.Page.TextContentAsync("#pause"));
        Assert.Equal(1, await page.Page.Locator("#chart polyline").CountAsync());
        await page.Page.ClickAsync("#pause");
        await page.FrameAsync(int.Parse(shown, System.Globalization.CultureInfo.InvariantCulture) + 20);

        // To stop takes a second click.
        await page.Page.ClickAsync("#stop");
        await page.Page.ClickAsync("#confirm-cancel");
        await page.StateAsync("running");
        await page.Page.ClickAsync("#stop");
        await page.Page.ClickAsync("#confirm-stop");
        TsneResult result = await run;
        live.Show(result);
        await page.StateAsync("finished");

        // The explorer of the finished map has its points and works.
        await page.Page.WaitForSelectorAsync("#explorer:not([hidden])");
        IFrameLocator explorer = page.Page.FrameLocator("#explorer");
        Assert.Equal("Title </script><b onload=x>\"'&, 😀", await explorer.Locator("#title").TextContentAsync());
        await explorer.Locator("#search").FillAsync("group 1");
        await Assertions.Expect(explorer.Locator("#found")).ToContainTextAsync("100 of 300");

        // What is saved is the page of a file.
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync("#save"));
        Assert.Equal("map.html", download.SuggestedFilename);
        using MemoryStream saved = new(), expected = new();
        await (await download.CreateReadStreamAsync()).CopyToAsync(saved);
        HtmlPlot.Write(expected, result.Embedding, Labels, Plot);
        Assert.Equal(expected.ToArray(), saved.ToArray());

        // Back to the curve and to the last frame, and forth.
        await page.Page.ClickAsync("#switch");
        await page.Page.WaitForSelectorAsync("#stage:not([hidden])");
        Assert.Equal(result.Iterations, await page.FrameAsync(result.Iterations));
        await page.Page.ClickAsync("#switch");
        await page.Page.WaitForSelectorAsync("#explorer:not([hidden])");
    }

    [BrowserFact]
    public async Task A_finished_map_stays_when_the_program_has_ended()
    {
        LiveMap live = LiveMap.Open();
        await using LivePage page = await LivePage.OpenAsync(chromium, live);
        await page.StateAsync("running");
        TsneResult result = Tsne.Fit(Points(), Endless with { Iterations = 60, OutputDimensions = 3 }, live, live.StopRequested);
        live.Show(result);
        live.Dispose();
        await page.Page.WaitForFunctionAsync("() => document.getElementById('connection').textContent.startsWith('The program has ended')");
        await page.Page.WaitForSelectorAsync("#explorer:not([hidden])");
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync("#save"));
        using MemoryStream saved = new(), expected = new();
        await (await download.CreateReadStreamAsync()).CopyToAsync(saved);
        HtmlPlot.Write(expected, result.Embedding);
        Assert.Equal(expected.ToArray(), saved.ToArray());
    }

    [BrowserFact]
    public async Task A_run_that_ends_without_a_map_says_so_and_the_page_keeps_the_last_frame()
    {
        LiveMap live = LiveMap.Open();
        await using LivePage page = await LivePage.OpenAsync(chromium, live);
        await page.StateAsync("running");
        Tsne.Fit(Points(), Endless with { Iterations = 60 }, live, live.StopRequested);
        await page.FrameAsync(0);
        live.Dispose();
        await page.StateAsync("ended");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('connection').dataset.lost === 'true'");
        Assert.True(await page.Page.IsDisabledAsync("#pause"));
        Assert.True(LivePage.Painted(await page.PointsAsync()) > 1000);
    }

    /// <summary>Killing the browser in the middle changes nothing, not even a bit.</summary>
    [BrowserFact]
    public async Task A_browser_that_is_closed_does_not_disturb_the_run()
    {
        TsneOptions options = Endless with { Iterations = 2000 };
        using LiveMap live = LiveMap.Open();
        LivePage page = await LivePage.OpenAsync(chromium, live);
        await page.StateAsync("running");
        Task<TsneResult> run = Task.Factory.StartNew(
            () => Tsne.Fit(Points(), options, live, live.StopRequested), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await page.FrameAsync(0);
        await page.DisposeAsync();
        TsneResult watched = await run;
        Assert.Equal(Tsne.Fit(Points(), options).Embedding.Values.ToArray(), watched.Embedding.Values.ToArray());
    }

    /// <summary>The map appears although the colours could not be loaded at first.</summary>
    [BrowserFact]
    public async Task A_page_that_cannot_load_the_colours_connects_again()
    {
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = Labels });
        await using LivePage page = await LivePage.OpenAsync(chromium, live);
        await page.StateAsync("running");
        page.MayLoseConnection = true;
        int failures = 0;
        await page.Page.RouteAsync(
            "**/codes.bin",
            route => failures++ == 0 ? route.FulfillAsync(new RouteFulfillOptions { Status = 404 }) : route.ContinueAsync());
        Task<TsneResult> run = RunAsync(live);
        int first = await page.FrameAsync(1);
        await page.FrameAsync(first + 60);
        Assert.Equal(2, failures);
        Assert.Equal("", await page.Page.TextContentAsync("#connection"));
        await page.Page.ClickAsync("#stop");
        await page.Page.ClickAsync("#confirm-stop");
        await run;
    }

    /// <summary>The iteration of the last frame of a paused run.</summary>
    private static async Task<int> SettledAsync(LivePage page)
    {
        await page.Page.WaitForFunctionAsync(
            "() => document.body.dataset.frame === document.getElementById('iteration').textContent.split(' ')[0].replaceAll(',', '')");
        return await page.FrameAsync(0);
    }

    private static Task<TsneResult> RunAsync(LiveMap live) => Task.Factory.StartNew(
        () =>
        {
            TsneCanceledException stopped =
                Assert.Throws<TsneCanceledException>(() => Tsne.Fit(Points(), Endless, live, live.StopRequested));
            return stopped.Result;
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static PointMatrix Points()
    {
        Random random = new(3);
        float[,] values = new float[300, 5];
        for (int i = 0; i < 300; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                values[i, j] = (float)((4 * Math.Sin((5 * (i % 3)) + j)) + random.NextDouble());
            }
        }

        return PointMatrix.From(values);
    }
}
