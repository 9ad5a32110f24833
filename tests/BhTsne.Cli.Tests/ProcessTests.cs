using System.Diagnostics;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests;

/// <summary>The tool as a process: exit codes reach the shell, the current folder is the current folder, Ctrl-C is heard.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Without_outputs_the_map_goes_into_the_current_folder()
    {
        using TempFolder data = new(), current = new();
        string points = data.Clusters("points.csv", 30);
        using Process process = ToolRun.Start(current.Root, ["embed", points, .. ToolRun.Short]);
        ToolRun run = (await ToolRun.Finish(process)).Expect(ExitCode.Success);
        Assert.Equal([current["points.map.csv"]], Directory.GetFileSystemEntries(current.Root));
        Assert.Contains("points.map.csv", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.WrongCommandLine, "embed points.csv --theta 3")]
    [InlineData(ExitCode.BadInput, "embed missing.csv")]
    public async Task The_exit_code_reaches_the_shell(int exitCode, string line)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 30);
        using Process process = ToolRun.Start(folder.Root, line.Split(' '));
        (await ToolRun.Finish(process)).Expect(exitCode);
    }

    [Fact]
    public async Task The_version_is_that_of_the_tool()
    {
        using TempFolder folder = new();
        using Process process = ToolRun.Start(folder.Root, "--version");
        Assert.Equal(Tool.Version, (await ToolRun.Finish(process)).Expect(ExitCode.Success).Out.Trim());
    }

    [Theory]
    [SignalData("INT", 2)]
    [SignalData("TERM", 15)]
    public async Task Ctrl_C_and_a_request_to_terminate_save_the_map(string signal)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 300);
        string[] endless = ["--iterations", "10000000", "--min-cost-improvement", "0"];
        using Process process = ToolRun.Start(folder.Root, ["embed", points, .. endless, "-o", folder["map.csv"]]);
        while (await process.StandardOutput.ReadLineAsync() is string line && !line.StartsWith("iteration ", StringComparison.Ordinal))
        {
        }

        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        (await ToolRun.Finish(process)).Expect(ExitCode.Interrupted);
        Assert.Equal(300, EmbeddingReader.Read(folder["map.csv"]).Points);
    }
}
