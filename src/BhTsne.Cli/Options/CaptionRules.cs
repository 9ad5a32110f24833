using System.CommandLine.Parsing;

namespace BhTsne.Cli.Options;

/// <summary>Options that only pictures show, on a line that may have none.</summary>
internal static class CaptionRules
{
    /// <summary>Rows of the table of combinations that are refused.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="hasPicture">Whether it has a picture or a page.</param>
    public static IEnumerable<(bool IsBroken, string Option, string Message)> Rules(CommandResult line, bool hasPicture)
    {
        foreach (OptionRow row in new OptionRow[] { PictureRows.Title, PictureRows.Subtitle, PictureRows.ColorBy })
        {
            yield return (
                row.IsOn(line) && !hasPicture, row.Name, $"only a picture shows it; add {FileRows.Plots.Name} FILE, or leave this out");
        }

        bool hasLabels = FileRows.Labels.IsOn(line) || FileRows.LabelColumn.IsOn(line);
        yield return (
            FileRows.LabelNames.IsOn(line) && !hasLabels,
            FileRows.LabelNames.Name,
            $"there are no labels to name; add {FileRows.Labels.Name} FILE or {FileRows.LabelColumn.Name} NAME, or leave this out");
    }
}
