using System.CommandLine.Parsing;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Options;

/// <summary>What a command line that names maps must have.</summary>
internal static class PlotRules
{
    /// <summary>The name of the maps, which stand on a line without an option.</summary>
    public const string Maps = "MAP";

    /// <summary>Adds an error for what is missing, and for each mistyped option.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="rows">The options of the command.</param>
    public static void Check(CommandResult line, IEnumerable<OptionRow> rows)
    {
        IReadOnlyList<Token> maps = line.GetResult(Maps)?.Tokens ?? [];
        foreach (string fault in OptionRules.Mistyped(line, Maps, rows.Select(row => row.Name)).Concat(Faults(line, maps)))
        {
            line.AddError(fault);
        }
    }

    private static IEnumerable<string> Faults(CommandResult line, IReadOnlyList<Token> maps)
    {
        if (maps.Count == 0)
        {
            yield return $"{Maps}: it is missing; name at least one file of a map";
        }

        if (maps.Any(map => map.Value == StandardStream.Dash))
        {
            yield return $"{Maps}: a map must be a file; the standard input is not read";
        }

        foreach (OptionRow row in new OptionRow[] { PlotRows.CommonRows, PlotRows.NoAlign })
        {
            if (maps.Count == 1 && row.IsOn(line))
            {
                yield return $"{row.Name}: with one {Maps} it has no effect; leave it out";
            }
        }
    }
}
