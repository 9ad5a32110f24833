using System.Globalization;

namespace BhTsne.IO.Text;

/// <summary>Reads a map in text with all its columns.</summary>
internal static class MapFileText
{
    /// <summary>Reads all records.</summary>
    /// <param name="csv">Before its first record.</param>
    /// <param name="textColumns">Names of columns whose cells are texts even where they look like numbers.</param>
    /// <param name="cancellation">Cancels the work; checked now and then.</param>
    /// <exception cref="TableFormatException">It is malformed or empty, or holds no map.</exception>
    public static MapFile Read(CsvFile csv, IReadOnlyCollection<string> textColumns, CancellationToken cancellation)
    {
        const int RowsBetweenChecks = 1024;
        ColumnPlan plan = csv.Next() ? MapHeader.Find(csv) : throw new TableFormatException(csv.File, "it is empty.");
        int[] coordinates = plan.Features;
        if (coordinates.Length > MapHeader.Axes.Length)
        {
            throw new TableFormatException(csv.File, $"there are {coordinates.Length} columns of coordinates; a map has 1, 2 or 3.");
        }

        int[] others = plan.Names is null ? [] : [.. Enumerable.Range(0, plan.Cells).Except(coordinates)];
        string[] names = Array.ConvertAll(others, cell => NameOf(plan, cell));
        RequireDistinct(csv, names, others);
        CellColumn[] columns = [.. others.Select((cell, c) => new CellColumn(names[c], IsText(plan, cell, textColumns)))];
        List<float> values = [];
        int rows = 0;
        for (bool more = plan.Names is null || csv.Next(); more; more = csv.Next(), rows++)
        {
            if (rows % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (csv.Cells != plan.Cells)
            {
                throw CsvTable.Ragged(csv, plan.Cells);
            }

            foreach (int cell in coordinates)
            {
                values.Add(Coordinate(csv, plan, cell));
            }

            for (int c = 0; c < others.Length; c++)
            {
                columns[c].Add(csv.Span(others[c]));
            }
        }

        return rows == 0 ? throw new TableFormatException(csv.File, "there is a header, but no row follows it.") : new MapFile(
            new Embedding(values.ToArray(), coordinates.Length),
            [.. columns.Select((column, c) => column.ToColumn(IsBefore(plan, others[c])))]);
    }

    private static bool IsBefore(ColumnPlan plan, int cell) => cell < plan.Features.Min();

    private static bool IsText(ColumnPlan plan, int cell, IReadOnlyCollection<string> textColumns) =>
        IsBefore(plan, cell) || plan.Names![cell] == LabelReader.LabelHeader || textColumns.Contains(plan.Names[cell]);

    /// <summary>Programs that write the row numbers of a table in front of it leave the name empty.</summary>
    private static string NameOf(ColumnPlan plan, int cell) =>
        plan.Names![cell].Length > 0 ? plan.Names[cell] : string.Create(CultureInfo.InvariantCulture, $"column {cell + 1}");

    private static void RequireDistinct(CsvFile csv, string[] names, int[] cells)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int second = 0; second < names.Length; second++)
        {
            if (!places.TryAdd(names[second], second))
            {
                int first = places[names[second]];
                throw new TableFormatException(
                    csv.File,
                    $"the column '{names[second]}' is in the header twice (columns {cells[first] + 1} and {cells[second] + 1}); "
                    + "rename one of them.",
                    csv.Line);
            }
        }
    }

    private static float Coordinate(CsvFile csv, ColumnPlan plan, int cell)
    {
        if (NumberParser.Parse(csv.Span(cell), out float value) == CellKind.Number)
        {
            return value;
        }

        string text = csv.Text(cell);
        throw new TableFormatException(
            csv.File, $"the coordinate '{text}' is not a finite number.", csv.Line, column: cell + 1, columnName: plan.Names?[cell]);
    }
}
