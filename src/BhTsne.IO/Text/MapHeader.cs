namespace BhTsne.IO.Text;

/// <summary>The columns of a map in text: what the writer calls them, and how a reader finds them again.</summary>
internal static class MapHeader
{
    /// <summary>The names of the coordinates.</summary>
    public static readonly string[] Axes = ["x", "y", "z"];

    private static readonly TableReadOptions Plain = new();
    private static readonly TableReadOptions Labelled = new() { Header = HeaderMode.Yes, LabelColumn = LabelReader.LabelHeader };

    /// <summary>
    /// Decides from the current record, the first of a file: where it has a column <c>x</c>, the coordinates are the columns of these names
    /// and all others are left out; else all but a column <c>label</c> are coordinates.
    /// </summary>
    /// <exception cref="TableFormatException">A name of a coordinate is there twice, or there are no coordinates.</exception>
    public static ColumnPlan Find(CsvFile csv)
    {
        string[] names = csv.Texts();
        return names.Contains(Axes[0]) ? new ColumnPlan(names, csv.Cells, FindAxes(csv, names))
            : ColumnPlan.From(csv, names.Contains(LabelReader.LabelHeader) ? Labelled : Plain);
    }

    /// <summary>Decides from the current record, the header of a file: coordinates have their names, and one column holds ids.</summary>
    /// <exception cref="TableFormatException">
    /// There is no such id column, or no <c>x</c>, or a name is there twice, or the id column is one of the coordinates.
    /// </exception>
    public static ColumnPlan Find(CsvFile csv, NamedColumn idColumn)
    {
        string[] names = csv.Texts();
        int id = idColumn.Find(csv, names);
        int[] coordinates = FindAxes(csv, names);
        return !coordinates.Contains(id)
            ? new ColumnPlan(names, csv.Cells, coordinates) { Id = id, RequiresUniqueIds = true }
            : throw new TableFormatException(csv.File, $"column {id + 1} cannot be the id column and a column of coordinates, too.");
    }

    private static int[] FindAxes(CsvFile csv, string[] names) =>
        [.. Axes.Where((name, axis) => axis == 0 || names.Contains(name)).Select(name => FindAxis(csv, names, name))];

    private static int FindAxis(CsvFile csv, string[] names, string name)
    {
        int first = Array.IndexOf(names, name), last = Array.LastIndexOf(names, name);
        return first == last ? new NamedColumn("coordinate", name, HoldsText: false).Find(csv, names) : throw new TableFormatException(
            csv.File,
            $"the coordinate column '{name}' is in the header twice (columns {first + 1} and {last + 1}); rename one of them.",
            csv.Line);
    }
}
