using System.Diagnostics;
using System.Text.Json;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>The script of a page, run by Node with a small imitation of a browser (Html/browser.js, Charts/browser.js).</summary>
internal static class Browser
{
    /// <summary>The program that the tests need.</summary>
    public const string Program = "node";

    /// <summary>Does what a user does, searches included, and returns what was seen.</summary>
    public static JsonElement Run(Page page, params string[] searches) => Run(page.Bytes, ["Html", "browser.js"], searches);

    /// <summary>Runs an imitation of a browser, and returns what it prints.</summary>
    /// <param name="page">The page.</param>
    /// <param name="program">The path of the imitation in this project.</param>
    /// <param name="arguments">What it is to do.</param>
    public static JsonElement Run(byte[] page, string[] program, params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"bhtsne-page-{Guid.NewGuid():N}.html");
        File.WriteAllBytes(path, page);
        try
        {
            string browser = Repository.PathOf(["tests", "BhTsne.Plotting.Tests", .. program]);
            ProcessStartInfo start =
                new(Program, [browser, path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
            return JsonDocument.Parse(output).RootElement;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
