namespace BhTsne.Cli.Options;

/// <summary>Says the engine's faults in the words of the command line.</summary>
internal static class OptionFaults
{
    /// <summary>Ends the tool where there are faults.</summary>
    /// <exception cref="ToolException">There are: bad input where all are about files, otherwise a wrong command line.</exception>
    public static void Require(IReadOnlyList<TsneFault> faults)
    {
        if (faults.Count > 0)
        {
            int exitCode = faults.All(fault => fault.IsAboutInput) ? ExitCode.BadInput : ExitCode.WrongCommandLine;
            throw new ToolException(exitCode, [.. faults.Select(Line)]);
        }
    }

    private static string Line(TsneFault fault)
    {
        OptionRow? row = OptionTable.RowOf(fault.Option);
        return string.Join(' ', [$"{row?.Name ?? fault.Option}: {fault.Message}", .. row?.Advice is { } advice ? new[] { advice } : []]);
    }
}
