using System.Diagnostics;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Progress;

/// <summary>What a terminal gets: bars in colours, bars without, or plain lines. The program script makes a terminal.</summary>
public class TerminalTests
{
    private const char Escape = '\u001b';
    private const string Color = "\u001b[38;";

    [Theory]
    [InlineData(null, "xterm-256color", true, true)]
    [InlineData("1", "xterm-256color", true, false)]
    [InlineData(null, "dumb", false, false)]
    public async Task NO_COLOR_leaves_colours_out(string? noColor, string term, bool hasCodes, bool hasColors)
    {
        if (!File.Exists("/usr/bin/script"))
        {
            return;
        }

        using TempFolder folder = new();
        folder.Clusters("points.csv", 60);
        string tool = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll")}'";
        string line = $"stty cols 80; {tool} embed points.csv --perplexity 5 --iterations 60 -o map.csv";
        ProcessStartInfo start = new("/usr/bin/script", ["-qec", line, "/dev/null"])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["TERM"] = term;
        start.Environment.Remove("NO_COLOR");
        if (noColor is not null)
        {
            start.Environment["NO_COLOR"] = noColor;
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(hasCodes, output.Contains(Escape, StringComparison.Ordinal));
        Assert.Equal(hasColors, output.Contains(Color, StringComparison.Ordinal));
        Assert.Contains("60 points, KL ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_output_is_no_terminal_there_are_no_codes()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 60);
        using Process process = ToolRun.Start(folder.Root, ["embed", "points.csv", .. ToolRun.Short]);
        ToolRun run = (await ToolRun.Finish(process)).Expect(ExitCode.Success);
        Assert.DoesNotContain(Escape, run.Out);
    }

    [Theory]
    [InlineData(-0.4, "0 s")]
    [InlineData(0.6, "1 s")]
    [InlineData(119, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(3599, "60 min")]
    [InlineData(7199, "120 min")]
    [InlineData(7200, "2 h 0 min")]
    [InlineData(90000, "25 h 0 min")]
    public void A_time_is_short(double seconds, string text) => Assert.Equal(text, RunProgress.Duration(seconds));
}
