namespace BhTsne.Cli.Options;

/// <summary>Says the engine's faults in the words of the command line.</summary>
internal static class OptionFaults
{
    /// <summary>What the engine says for null, which stands for the default.</summary>
    private const string NotSet = "not set";

    /// <summary>Ends the tool where there are faults.</summary>
    /// <param name="faults">Perhaps none.</param>
    /// <param name="fileOf">The file that a property comes from, where a message must name it; otherwise null.</param>
    /// <param name="rows">The options of the command, where it has others than the table; null for those of the table.</param>
    /// <exception cref="ToolException">There are: bad input where all are about files, otherwise a wrong command line.</exception>
    public static void Require(
        IReadOnlyList<TsneFault> faults, Func<string, string?>? fileOf = null, IEnumerable<OptionRow>? rows = null)
    {
        if (faults.Count > 0)
        {
            int exitCode = faults.All(fault => fault.IsAboutInput) ? ExitCode.BadInput : ExitCode.WrongCommandLine;
            throw new ToolException(exitCode, [.. faults.Select(fault => Line(fault, fileOf?.Invoke(fault.Option), rows))]);
        }
    }

    /// <summary>The lines for options that are not those of the run in a file.</summary>
    /// <param name="faults">The engine's.</param>
    /// <param name="file">The file.</param>
    public static string[] Differences(IEnumerable<TsneFault> faults, string file) =>
        [.. faults.Select(fault => fault.SavedValue is { } saved ? Difference(fault, saved, file) : Line(fault, null, null))];

    private static string Difference(TsneFault fault, string saved, string file)
    {
        OptionRow? row = OptionTable.RowOf(fault.Option);
        return $"{row?.Name ?? fault.Option}: it is {Spell(fault.Value!)}, but was {Spell(saved)} in the run in {file}; "
            + $"resume with the same, or begin anew without {StagedRows.Resume.Name}";

        string Spell(string value) => row is null ? value : value == NotSet ? row.Default ?? value : row.Spell(value);
    }

    private static string Line(TsneFault fault, string? file, IEnumerable<OptionRow>? rows)
    {
        OptionRow? row = rows?.FirstOrDefault(row => row.Properties.Contains(fault.Option)) ?? OptionTable.RowOf(fault.Option);
        string place = file is null ? "" : $"{file}: ";
        string name = row is not null || file is null ? $"{row?.Name ?? fault.Option}: " : "";
        string line = $"{name}{place}{fault.Message}";
        return row?.Advice is { } advice ? $"{line} {advice}" : line;
    }
}
