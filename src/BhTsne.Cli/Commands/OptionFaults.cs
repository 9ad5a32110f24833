using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>Says the engine's complaints about options in the words of the command line.</summary>
internal static class OptionFaults
{
    private static readonly string[] _aboutFiles = ["Points", nameof(TsneOptions.InitialEmbedding), nameof(TsneOptions.Weights)];

    /// <summary>Numbers of the affinities have options of their own here.</summary>
    private static readonly (string Said, string Name)[] _ofAffinities =
    [
        ($"{nameof(TsneOptions.Affinities)}: perplexity ", "--perplexity: "),
        ($"{nameof(TsneOptions.Affinities)}: bandwidth ", "--bandwidth: "),
    ];

    /// <summary>Runs a check of options.</summary>
    /// <param name="validate">Throws <see cref="ArgumentException"/> with a line "Property: what is wrong" for each fault.</param>
    /// <exception cref="ToolException">There was a fault.</exception>
    public static void Check(Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException exception)
        {
            string[][] faults = [.. Failures.Lines(exception.Message).Select(Named).Select(line => line.Split(": ", 2))];
            bool onlyFiles = faults.All(fault => _aboutFiles.Contains(fault[0]));
            throw new ToolException(
                onlyFiles ? ExitCode.BadInput : ExitCode.WrongCommandLine,
                [.. faults.Select(fault => string.Join(": ", [OptionTable.NameOf(fault[0]), .. fault[1..]]))],
                exception);
        }
    }

    private static string Named(string line)
    {
        if (line.StartsWith($"{nameof(TsneOptions.Affinities)}: a uniform row ", StringComparison.Ordinal))
        {
            return $"{line.TrimEnd('.')}, by --perplexity or --neighbor-count.";
        }

        (string said, string name) = Array.Find(_ofAffinities, pair => line.StartsWith(pair.Said, StringComparison.Ordinal));
        return said is null ? line : name + line[said.Length..];
    }
}
