using System.Diagnostics;
using System.Globalization;
using System.Text;
using BhTsne.Browser.Tests.Support;

namespace BhTsne.Browser.Tests;

/// <summary>From a table with a column of labels to what distinguishes two clusters: one command, and clicks.</summary>
[Collection(BrowserTests.Name)]
public sealed class NewUserTests(Chromium chromium)
{
    private static readonly string[] _kinds = ["apple", "pear", "plum"];

    [BrowserFact]
    public async Task One_command_and_two_clicks_say_what_distinguishes_two_clusters()
    {
        string folder = Directory.CreateTempSubdirectory("bhtsne-user-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "fruit.csv"), Table());
            Run(folder, "embed", "fruit.csv", "--label-column", "kind", "--plot", "map.html");
            await using Explorer explorer = await Explorer.OpenAsync(
                chromium, await File.ReadAllBytesAsync(Path.Combine(folder, "map.html")));
            string[] names = [.. await explorer.Page.Locator("#legend .name").AllTextContentsAsync()];
            Assert.Equal(_kinds, names.Order(StringComparer.Ordinal));

            // Apples and pears have all columns alike but for their width: pears are narrow.
            foreach ((string kind, string keep) in new[] { ("apple", "#keep-a"), ("pear", "#keep-b") })
            {
                int row = Array.IndexOf(names, kind);
                await explorer.Page.Locator("#legend li").Nth(row).HoverAsync();
                await explorer.Page.Locator("#legend .pick").Nth(row).ClickAsync();
                await explorer.ClickAsync(keep);
            }

            Assert.Equal("What distinguishes A from B", await explorer.TextAsync("#composition-title"));
            string[] findings = await explorer.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('#findings li')].map(item => item.innerText.split('\\n')[0])");
            Assert.Contains("width is much higher", findings);
            Assert.DoesNotContain(findings, finding => finding.StartsWith("height", StringComparison.Ordinal));
            Assert.DoesNotContain(findings, finding => finding.StartsWith("weight", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Table()
    {
        Random random = new(4);
        StringBuilder table = new("kind,height,width,weight\n");
        for (int i = 0; i < 300; i++)
        {
            int kind = i % 3;
            table.Append(
                CultureInfo.InvariantCulture,
                $"{_kinds[kind]},{(kind == 2 ? 4 : 9) + random.NextDouble():0.00},{(kind == 1 ? 3 : 8) + random.NextDouble():0.00},")
                .Append(CultureInfo.InvariantCulture, $"{(kind == 2 ? 20 : 27) + random.NextDouble():0.00}\n");
        }

        return table.ToString();
    }

    private static void Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors + output.GetAwaiter().GetResult());
    }
}
