using Microsoft.Playwright;

namespace BhTsne.Browser.Tests.Support;

/// <summary>
/// A page of a map in the browser, opened from a file as a user opens it, without a network. Disposing fails the test if the page wrote
/// an error to the console, threw an exception, broke its content security policy or asked for anything but itself.
/// </summary>
internal sealed class Explorer : IAsyncDisposable
{
    /// <summary>What the page was asked to draw is seen after two frames.</summary>
    private const string Drawn = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

    /// <summary>
    /// Keeps the page's timers of less than 0.3 s, so that a test can let them end at once: those that draw in full when a movement has
    /// come to rest, search while a user types, and say what has happened. While a test acts they run as they do for a user.
    /// </summary>
    private const string Timers = """
        (() => {
          const start = window.setTimeout.bind(window), stop = window.clearTimeout.bind(window), waiting = new Map();
          window.setTimeout = (act, delay = 0, ...values) => {
            const id = start(() => { waiting.delete(id); act(...values); }, delay);
            if (delay < 300) waiting.set(id, { due: performance.now() + delay, act: () => act(...values) });
            return id;
          };
          window.clearTimeout = id => { waiting.delete(id); stop(id); };
          window.endTimers = async () => {
            for (let n = 0; waiting.size > 0; n++) {
              if (n > 10000) throw new Error("The page starts timers again and again.");
              const [id, { act }] = [...waiting].reduce((a, b) => b[1].due < a[1].due ? b : a);
              window.clearTimeout(id);
              act();
              await new Promise(done => start(done, 0));
            }
          };
        })()
        """;

    private const string Settled = """
        async () => {
          const frame = () => new Promise(requestAnimationFrame);
          while (!document.documentElement.dataset.ready) await frame();
          await frame();
          await (window.endTimers?.() ?? new Promise(done => setTimeout(done, 300)));
          await frame();
          await frame();
        }
        """;

    private readonly IBrowserContext _context;
    private readonly string _path;
    private bool _isOpen;
    private readonly List<string> _faults = [];

    private Explorer(IBrowserContext context, IPage page, string path) => (_context, Page, _path) = (context, page, path);

    /// <summary>The page of Playwright, for what has no method here.</summary>
    public IPage Page { get; }

    /// <summary>What went wrong in the page so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The part of the address after "#", empty for none.</summary>
    public string Fragment => Page.Url.Contains('#') ? Page.Url[(Page.Url.IndexOf('#') + 1)..] : "";

    /// <summary>Opens a page.</summary>
    /// <param name="chromium">The browser of the collection.</param>
    /// <param name="page">The bytes of the file.</param>
    /// <param name="options">What differs from the usual window.</param>
    public static async Task<Explorer> OpenAsync(Chromium chromium, byte[] page, ExplorerOptions? options = null)
    {
        options ??= new ExplorerOptions();
        string path = Path.Combine(Path.GetTempPath(), $"bhtsne-browser-{Guid.NewGuid():N}.html");
        await File.WriteAllBytesAsync(path, page);
        IBrowser browser = await chromium.BrowserAsync(options.Webgl);
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = options.Width, Height = options.Height },
            ColorScheme = options.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = options.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            Locale = "en-US",
            AcceptDownloads = true,
            HasTouch = options.Touch,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        Explorer explorer = new(context, await context.NewPageAsync(), path);
        explorer.Page.SetDefaultTimeout(20_000);
        explorer.Listen();
        await (options.OwnClock ? explorer.Page.Clock.InstallAsync() : context.AddInitScriptAsync(Timers));

        await explorer.GoToAsync(options.Fragment);
        return explorer;
    }

    /// <summary>Opens the same file again, as a link with this fragment does.</summary>
    public async Task GoToAsync(string fragment)
    {
        if (_isOpen)
        {
            await Page.GotoAsync("about:blank");
        }

        _isOpen = true;
        await Page.GotoAsync(new Uri(_path).AbsoluteUri + (fragment.Length > 0 ? "#" + fragment : ""));
        await SettleAsync();
    }

    /// <summary>Waits until the page has drawn what it was asked to draw, and has come to rest after a movement.</summary>
    public Task SettleAsync() => Page.EvaluateAsync(Settled);

    /// <summary>Stops the clock of a page that has one of its own; <see cref="RunAsync"/> lets it go on.</summary>
    public Task StopAsync() => Page.Clock.PauseAtAsync(DateTime.UtcNow.AddSeconds(2));

    /// <summary>Lets the stopped clock of the page go on for a time, with all that the page does in it.</summary>
    public Task RunAsync(TimeSpan time) => Page.Clock.RunForAsync((long)time.TotalMilliseconds);

    /// <summary>Waits until an expression in the page is true.</summary>
    public async Task WaitForAsync(string expression)
    {
        DateTime end = DateTime.UtcNow.AddSeconds(20);
        while (!await Page.EvaluateAsync<bool>(expression))
        {
            Assert.True(DateTime.UtcNow < end, $"20 s passed, and this did not become true: {expression}");
            await Page.WaitForTimeoutAsync(30);
        }
    }

    /// <summary>Moves the pointer to a place in pixels of the page.</summary>
    public async Task HoverAsync(double x, double y)
    {
        await Page.Mouse.MoveAsync((float)x - 1, (float)y);
        await Page.Mouse.MoveAsync((float)x, (float)y);
        await Page.EvaluateAsync(Drawn);
    }

    /// <summary>Clicks at a place in pixels of the page.</summary>
    public async Task ClickAsync(double x, double y)
    {
        await Page.Mouse.ClickAsync((float)x, (float)y);
        await SettleAsync();
    }

    /// <summary>Clicks an element.</summary>
    public async Task ClickAsync(string selector)
    {
        await Page.ClickAsync(selector);
        await SettleAsync();
    }

    /// <summary>Touches with fingers, which move in a straight line while they touch.</summary>
    /// <param name="fingers">Where each begins and ends.</param>
    public async Task TouchAsync(params (double X, double Y, double ToX, double ToY)[] fingers)
    {
        const int Steps = 4;
        ICDPSession session = await _context.NewCDPSessionAsync(Page);
        for (int step = 0; step <= Steps; step++)
        {
            await SendAsync(step == 0 ? "touchStart" : "touchMove", fingers.Select((finger, id) => (object)new Dictionary<string, object>
            {
                ["x"] = finger.X + ((finger.ToX - finger.X) * step / Steps),
                ["y"] = finger.Y + ((finger.ToY - finger.Y) * step / Steps),
                ["id"] = id,
            }));
        }

        await SendAsync("touchEnd", []);
        await SettleAsync();

        Task SendAsync(string type, IEnumerable<object> points) => session.SendAsync(
            "Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points.ToArray() });
    }

    /// <summary>Drags along a line of places, with a key held down where one is given.</summary>
    public async Task DragAsync(IReadOnlyList<(double X, double Y)> places, string? key = null)
    {
        int steps = places.Count > 4 ? 1 : 4; // Each step waits for a frame of the page.
        await (key is null ? Task.CompletedTask : Page.Keyboard.DownAsync(key));
        await Page.Mouse.MoveAsync((float)places[0].X, (float)places[0].Y);
        await Page.Mouse.DownAsync();
        foreach ((double x, double y) in places.Skip(1))
        {
            await Page.Mouse.MoveAsync((float)x, (float)y, new MouseMoveOptions { Steps = steps });
        }

        await Page.Mouse.UpAsync();
        await (key is null ? Task.CompletedTask : Page.Keyboard.UpAsync(key));
        await SettleAsync();
    }

    /// <summary>Presses keys one after the other, by the names that Playwright has for them.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }

        await SettleAsync();
    }

    /// <summary>Replaces the text of an input.</summary>
    public async Task FillAsync(string selector, string text)
    {
        await Page.FillAsync(selector, text);
        await SettleAsync();
    }

    /// <summary>The text of an element as it is written in the document.</summary>
    public async Task<string> TextAsync(string selector) => await Page.Locator(selector).TextContentAsync() ?? "";

    /// <summary>Whether an element is shown.</summary>
    public Task<bool> IsShownAsync(string selector) => Page.Locator(selector).IsVisibleAsync();

    /// <summary>The value of an expression in the page.</summary>
    public Task<T> EvaluateAsync<T>(string expression) => Page.EvaluateAsync<T>(expression);

    /// <summary>What is seen, as pixels of the page.</summary>
    public async Task<Picture> PictureAsync() => Picture.Decode(await Page.ScreenshotAsync());

    /// <summary>What is drawn in a canvas and nothing above it, as pixels of the page, transparent where nothing is drawn.</summary>
    /// <param name="id">Of the canvas: "points" or "overlay".</param>
    public async Task<Picture> CanvasAsync(string id)
    {
        // Everything else becomes transparent for the picture, so that names, controls and the panel are not in it. It is not hidden,
        // because
        // what is hidden loses the focus.
        string style = $":not(:has(#{id})):not(#{id}) {{ opacity: 0 !important }} "
            + $":has(#{id}) {{ background: none transparent !important }}";
        byte[] png = await Page.ScreenshotAsync(new PageScreenshotOptions { Style = style, OmitBackground = true });
        return Picture.Decode(png);
    }

    /// <summary>Saves what a click offers as a download.</summary>
    /// <param name="selector">What is clicked.</param>
    /// <returns>The name that is proposed, and the bytes.</returns>
    public async Task<(string Name, byte[] Bytes)> DownloadAsync(string selector)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync(selector));
        using Stream stream = await download.CreateReadStreamAsync();
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes);
        return (download.SuggestedFilename, bytes.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        File.Delete(_path);
        Assert.True(_faults.Count == 0, string.Join(Environment.NewLine, _faults));
    }

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            // A broken content security policy is such an error, too.
            if (message.Type == "error")
            {
                _faults.Add($"The page wrote an error: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _faults.Add($"The page threw: {error}");
        Page.Crash += (_, _) => _faults.Add("The page crashed.");
        Page.Dialog += (_, dialog) =>
        {
            _faults.Add($"The page opened a dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(new Uri(_path).AbsoluteUri, StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _faults.Add($"The page asked for {request.Url}.");
            }
        };
    }
}

/// <summary>What differs from a light window with WebGL.</summary>
internal sealed record ExplorerOptions
{
    /// <summary>The width of the window in pixels.</summary>
    public int Width { get; init; } = 1000;

    /// <summary>The height of the window in pixels.</summary>
    public int Height { get; init; } = 700;

    /// <summary>Whether the system of the user is dark.</summary>
    public bool Dark { get; init; }

    /// <summary>Whether the user wants little movement: a map of three dimensions does not turn by itself then.</summary>
    public bool ReducedMotion { get; init; } = true;

    /// <summary>
    /// Whether the page has a clock that a test can stop and run, so that movements are the same however fast they are drawn.
    /// </summary>
    public bool OwnClock { get; init; }

    /// <summary>Whether the window is touched with fingers.</summary>
    public bool Touch { get; init; }

    /// <summary>Whether the browser has WebGL at all.</summary>
    public bool Webgl { get; init; } = true;

    /// <summary>The part of the address after "#". WebGL that is drawn by the processor is used only where the page is asked to.</summary>
    public string Fragment { get; init; } = "renderer=webgl";
}
