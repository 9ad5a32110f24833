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

        string[] points = [.. line.GetResult(PlotPointRows.Points.Name)?.Tokens.Select(token => token.Value) ?? []];
        if (points.Contains(StandardStream.Dash))
        {
            yield return $"{PlotPointRows.Points.Name}: the points must be a file; the standard input is not read";
        }

        IReadOnlyList<Token> outputs = line.GetResult(PlotRows.Outputs.Name)?.Tokens ?? [];
        bool hasPage = outputs.Count == 0 || outputs.Any(output => new OutputFile(output.Value, OutputKind.Plot).IsPage);
        bool isColoured = PlotRows.ColorBy.IsOn(line);
        foreach (OptionRow row in PlotPointRows.Section.Rows.Where(row => row != PlotPointRows.Points && row.IsOn(line)))
        {
            bool isOfPage = PlotPointRows.OfPages.Contains(row) || (row == PageRows.ShowColumns && !isColoured);
            if (points.Length == 0)
            {
                yield return $"{row.Name}: it is about the points of {Maps}; add {PlotPointRows.Points.Name} FILE, or leave this out";
            }
            else if (isOfPage && !hasPage)
            {
                yield return $"{row.Name}: only a page shows them; add {PlotRows.Outputs.Name} FILE.html, or leave this out";
            }
        }

        foreach ((bool isBroken, string option, string message) in PageRows.ImageRules(line))
        {
            if (isBroken && points.Length > 0)
            {
                yield return $"{option}: {message}";
            }
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
