using System.CommandLine.Parsing;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Options;

/// <summary>What a command line that names points and their map must have.</summary>
internal static class EvaluationRules
{
    /// <summary>The name of the tables, which stand on a line without an option; the last is the map.</summary>
    public const string Points = "POINTS";

    /// <summary>The name of the map.</summary>
    public const string Map = "MAP";

    /// <summary>Adds an error for what is missing, and for each mistyped option.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="rows">The options of the command.</param>
    public static void Check(CommandResult line, IEnumerable<OptionRow> rows)
    {
        if (OptionRules.NamesIdsTwice(line) is (true, string option, string message))
        {
            line.AddError($"{option}: {message}");
        }

        foreach (string fault in OptionRules.Mistyped(line, Points, [.. rows.Select(row => row.Name)]))
        {
            line.AddError(fault);
        }

        IReadOnlyList<Token> files = line.GetResult(Points)?.Tokens ?? [];
        if (files.Count == 0)
        {
            line.AddError($"{Points}: it is missing; name the table of the points, and then the map");
        }
        else if (files.Count == 1)
        {
            line.AddError($"{Map}: it is missing; name the map after the points, for instance {files[0].Value} map.csv");
        }
        else if (files[^1].Value == StandardStream.Dash)
        {
            line.AddError($"{Map}: the map must be a file; only {Points} can come from the standard input");
        }

        if (EvaluateRows.NoKl.IsOn(line) && EvaluateRows.Perplexity.IsOn(line))
        {
            line.AddError($"{EvaluateRows.Perplexity.Name}: with {EvaluateRows.NoKl.Name} it has no effect; leave one of the two out");
        }
    }
}
