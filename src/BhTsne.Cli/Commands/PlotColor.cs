using BhTsne.Cli.Options;
using BhTsne.IO.Text;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Finds what a picture of maps that are there is coloured by.</summary>
/// <param name="name">As the user named it; null for the labels.</param>
/// <param name="labelColumn">The column of the maps that holds the labels, as the user named it; null for labels of files.</param>
/// <param name="hasLabels">Whether there are labels.</param>
internal sealed class PlotColor(string? name, string? labelColumn, bool hasLabels)
{
    /// <summary>Whether the labels are meant.</summary>
    private bool IsLabels => name is null || (hasLabels && (name == ColorChoice.Label || name == labelColumn));

    /// <summary>Whether only a column of the points can be meant.</summary>
    /// <param name="columns">The columns of the maps.</param>
    public bool IsOfPoints(IReadOnlyList<PointColumn> columns) =>
        !IsLabels && name != ColorChoice.Density && columns.All(column => column.Name != name);

    /// <summary>What the picture takes for it; null for the labels.</summary>
    /// <param name="columns">All columns of the picture.</param>
    /// <exception cref="ToolException">There is no such column.</exception>
    public string? Choose(IReadOnlyList<PointColumn> columns)
    {
        if (IsLabels)
        {
            return null;
        }

        string[] names = [.. columns.Select(column => column.Name)], words = hasLabels ? [ColorChoice.Label] : [];
        words = [.. words, ColorChoice.Density];
        if (names.Contains(name) || name == ColorChoice.Density)
        {
            return name;
        }

        string? meant = NearestName.To(name!, [.. names, .. words]);
        string present = names.Length == 0
            ? "there are no columns beside coordinates, ids and labels"
            : $"there are {string.Join(", ", names.Select(each => $"'{each}'"))}";
        throw new ToolException(
            ExitCode.BadInput,
            [
                $"{PictureRows.ColorBy.Name}: there is no column '{name}'; {(meant is null ? "" : $"did you mean '{meant}'? ")}{present}, "
                + $"and it can be {string.Join(" or ", words)}",
            ]);
    }
}
