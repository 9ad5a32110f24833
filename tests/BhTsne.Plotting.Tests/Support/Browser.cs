using System.Diagnostics;
using System.Text.Json;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>The script of a page, run by Node with a small imitation of a browser (Html/browser.js).</summary>
internal static class Browser
{
    /// <summary>The program that the tests need.</summary>
    public const string Program = "node";

    /// <summary>Does what a user does, searches included, and returns what was seen.</summary>
    public static JsonElement Run(Page page, params string[] searches)
    {
        string path = Path.Combine(Path.GetTempPath(), $"bhtsne-page-{Guid.NewGuid():N}.html");
        File.WriteAllBytes(path, page.Bytes);
        try
        {
            string browser = Repository.PathOf("tests", "BhTsne.Plotting.Tests", "Html", "browser.js");
            ProcessStartInfo start =
                new(Program, [browser, path, .. searches]) { RedirectStandardOutput = true, RedirectStandardError = true };
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
