using System.CommandLine.Parsing;

namespace BhTsne.Cli.Options;

/// <summary>What a command line of a study must have.</summary>
internal static class StudyLineRules
{
    /// <summary>Adds an error for what is missing or excludes something else, and for each mistyped option.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="rows">The options of the command.</param>
    public static void Check(CommandResult line, IEnumerable<OptionRow> rows)
    {
        foreach (string fault in OptionRules.Mistyped(line, OptionRules.Input, rows.Select(row => row.Name)))
        {
            line.AddError(fault);
        }

        if ((line.GetResult(OptionRules.Input)?.Tokens.Count ?? 0) == 0)
        {
            line.AddError($"{OptionRules.Input}: it is missing; name at least one file of points");
        }

        if (StudyRows.GradientsOnly.IsOn(line) && StudyRows.OutcomesOnly.IsOn(line))
        {
            line.AddError($"{StudyRows.OutcomesOnly.Name}: with {StudyRows.GradientsOnly.Name} nothing is left to measure; leave one out");
        }

        if (StudyRows.GradientsOnly.IsOn(line) && StudyRows.Maps.IsOn(line))
        {
            line.AddError($"{StudyRows.Maps.Name}: with {StudyRows.GradientsOnly.Name} no whole run is made, and no map; leave one out");
        }
    }
}
