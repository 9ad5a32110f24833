using BhTsne.Live;
using Microsoft.Playwright;

namespace BhTsne.Browser.Tests.Support;

/// <summary>
/// The page of a live map in the browser. Disposing fails the test if it wrote an error to the console, threw an exception, broke its
/// content security policy or asked for anything but its server.
/// </summary>
internal sealed class LivePage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private LivePage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The page of Playwright.</summary>
    public IPage Page { get; }

    /// <summary>Whether the console may have errors: of connections that a test cuts.</summary>
    public bool MayLoseConnection { get; set; }

    /// <summary>Opens the page as a user does.</summary>
    public static async Task<LivePage> OpenAsync(Chromium chromium, LiveMap live, bool webgl = true)
    {
        IBrowser browser = await chromium.BrowserAsync(webgl);
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1000, Height = 700 },
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        LivePage opened = new(context, await context.NewPageAsync());
        opened.Listen(live);
        await opened.Page.GotoAsync($"{live.Url}#renderer={(webgl ? "webgl" : "canvas")}");
        return opened;
    }

    /// <summary>Waits until the page shows that the run is in a state.</summary>
    public Task StateAsync(string state) => Page.WaitForSelectorAsync($"body[data-state='{state}']");

    /// <summary>Waits until a frame of an iteration or a later one is drawn.</summary>
    /// <returns>The iteration.</returns>
    public async Task<int> FrameAsync(int iteration)
    {
        await Page.WaitForFunctionAsync("least => Number(document.body.dataset.frame ?? -1) >= least", iteration);
        return int.Parse(await Page.GetAttributeAsync("body", "data-frame") ?? "", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The map as it is seen. Styles of the test's own would break the policy of the page.</summary>
    public async Task<Picture> PointsAsync() => Picture.Decode(
        await Page.Locator("#points").ScreenshotAsync(new LocatorScreenshotOptions { Caret = ScreenshotCaret.Initial }));

    /// <summary>How many pixels of a picture are not of the white ground.</summary>
    public static int Painted(Picture picture) => (
        from y in Enumerable.Range(0, picture.Height)
        from x in Enumerable.Range(0, picture.Width)
        let pixel = picture[x, y]
        where pixel.Red < 250 || pixel.Green < 250 || pixel.Blue < 250
        select x).Count();

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.True(_faults.Count == 0, string.Join(Environment.NewLine, _faults));
    }

    private void Listen(LiveMap live)
    {
        Page.SetDefaultTimeout(30_000);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !MayLoseConnection)
            {
                _faults.Add($"The page wrote an error: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _faults.Add($"The page threw: {error}");
        Page.Crash += (_, _) => _faults.Add("The page crashed.");
        Page.Request += (_, request) =>
        {
            string[] own = [live.Url.AbsoluteUri, "blob:", "data:"];
            if (!own.Any(start => request.Url.StartsWith(start, StringComparison.Ordinal)))
            {
                _faults.Add($"The page asked for {request.Url}.");
            }
        };
    }
}
