namespace BhTsne.Cli.Options;

/// <summary>Says the engine's faults in the words of the command line.</summary>
internal static class OptionFaults
{
    /// <summary>Ends the tool where there are faults.</summary>
    /// <param name="faults">Perhaps none.</param>
    /// <param name="fileOf">The file that a property comes from, where a message must name it; otherwise null.</param>
    /// <exception cref="ToolException">There are: bad input where all are about files, otherwise a wrong command line.</exception>
    public static void Require(IReadOnlyList<TsneFault> faults, Func<string, string?>? fileOf = null)
    {
        if (faults.Count > 0)
        {
            int exitCode = faults.All(fault => fault.IsAboutInput) ? ExitCode.BadInput : ExitCode.WrongCommandLine;
            throw new ToolException(exitCode, [.. faults.Select(fault => Line(fault, fileOf?.Invoke(fault.Option)))]);
        }
    }

    private static string Line(TsneFault fault, string? file)
    {
        OptionRow? row = OptionTable.RowOf(fault.Option);
        string place = file is null ? "" : $"{file}: ";
        string line = $"{row?.Name ?? fault.Option}: {place}{fault.Message}";
        return row?.Advice is { } advice ? $"{line} {advice}" : line;
    }
}
