using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>An error inside the engine is a failure of the tool, and not a fault of the user's file.</summary>
public class InternalErrorTests
{
    /// <summary>What is thrown in the middle of the work, here by the progress, is not what the engine throws for its input.</summary>
    [Theory]
    [InlineData("embed", "optimization")]
    [InlineData("transform", "neighbours")]
    [InlineData("evaluate", "measuring the map")]
    public void An_error_inside_the_engine_is_not_a_fault_of_the_file(string command, string begin)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), map = folder["map.csv"], model = folder["map.bhtsne"];
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", map, "--model", model, "-q"]).Expect(ExitCode.Success);
        string[] line = command switch
        {
            "embed" => [points, .. ToolRun.Short, "-o", folder["new.csv"]],
            "transform" => [model, points, "-o", folder["new.csv"]],
            _ => [points, map, "--json", folder["new.json"]],
        };
        using Failing output = new(begin);
        using StringWriter error = new();
        int exitCode = Tool.Run([command, .. line], new Terminal(output, error, Interactive: false));
        Assert.True(output.HasFailed, $"nothing began with '{begin}':\n{output}");
        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Equal("bhtsne: an error inside (ArgumentException; --verbose shows where).", error.ToString().TrimEnd());
        Assert.Equal(3, Directory.GetFiles(folder.Root).Length);
    }

    /// <summary>Throws once at a line of the progress.</summary>
    private sealed class Failing(string begin) : StringWriter
    {
        public bool HasFailed { get; private set; }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (!HasFailed && value!.StartsWith(begin, StringComparison.Ordinal))
            {
                HasFailed = true;
                throw new ArgumentException("an error inside");
            }
        }
    }
}
