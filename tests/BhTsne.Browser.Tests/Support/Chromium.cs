using Microsoft.Playwright;

namespace BhTsne.Browser.Tests.Support;

/// <summary>One Chromium for all tests of the collection: each test has a context of its own in it, as a new user has.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The program that is driven: that of the system, not one that Playwright would fetch.</summary>
    private const string Program = "chromium";

    /// <summary>WebGL drawn by the processor, so that tests need no graphics card; and no sandbox, which root may not have.</summary>
    private static readonly string[] Arguments =
        ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader", "--force-color-profile=srgb"];

    /// <summary>A browser has no WebGL at all with these.</summary>
    private static readonly string[] WithoutWebgl = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--force-color-profile=srgb"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowser? _plainBrowser;

    /// <summary>Whether a missing browser is a failure: where everything is checked, it must be there.</summary>
    public static bool Expected => Environment.GetEnvironmentVariable("BHTSNE_EXPECT_BROWSER") == "1";

    /// <summary>Why tests in a browser are skipped; null where they run, and where a missing browser is a failure.</summary>
    public static string? Missing => Expected ? null : Needs.Program(Program);

    /// <summary>The browser, started when it is asked for first.</summary>
    /// <param name="webgl">Whether it has WebGL.</param>
    public async Task<IBrowser> BrowserAsync(bool webgl = true)
    {
        _playwright ??= await Playwright.CreateAsync();
        return webgl ? _browser ??= await StartAsync(Arguments) : _plainBrowser ??= await StartAsync(WithoutWebgl);
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        foreach (IBrowser? browser in new[] { _browser, _plainBrowser })
        {
            await (browser?.CloseAsync() ?? Task.CompletedTask);
        }

        _playwright?.Dispose();
    }

    private Task<IBrowser> StartAsync(string[] arguments) =>
        _playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = FindProgram(), Args = arguments });

    private static string FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"The program {Program} is not installed, and BHTSNE_EXPECT_BROWSER=1 demands it.");
}

/// <summary>The tests that share the browser, one after the other: each would slow down the others on two processors.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    /// <summary>What a class of tests names in its attribute.</summary>
    public const string Name = "browser";
}
