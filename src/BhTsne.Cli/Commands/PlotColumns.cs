using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>The columns of several map files as columns of one picture.</summary>
internal static class PlotColumns
{
    /// <summary>
    /// Each column that is not among those left out. A name that several maps have becomes one column where they agree, and otherwise one
    /// for each map, with the map's name.
    /// </summary>
    /// <param name="maps">The maps.</param>
    /// <param name="names">Their names.</param>
    /// <param name="rows">The rows of each that are shown.</param>
    /// <param name="leftOut">Names of columns that are shown by other means: labels and ids.</param>
    /// <param name="taken">Names that no column may have; those of the columns are added.</param>
    public static IReadOnlyList<PointColumn> Of(
        IReadOnlyList<MapFile> maps,
        IReadOnlyList<string> names,
        int[][] rows,
        IReadOnlyCollection<string> leftOut,
        HashSet<string> taken)
    {
        var found =
            from m in Enumerable.Range(0, maps.Count)
            from column in maps[m].Columns
            where !leftOut.Contains(column.Name)
            group (Map: m, Column: Picked(column, rows[m])) by column.Name;
        List<PointColumn> columns = [];
        foreach (var same in found)
        {
            var each = same.ToArray();
            bool agree = each.All(one => AreEqual(one.Column, each[0].Column));
            foreach ((int map, MapColumn column) in agree ? each.Take(1) : each)
            {
                string name = PageColumns.NameOf(column.Name, columns.Count);
                columns.Add(PointColumn(column, PageColumns.Distinct(agree ? name : $"{name} ({names[map]})", taken)));
            }
        }

        return columns;
    }

    /// <summary>The texts of a column at some rows; a number is written as a map has it.</summary>
    public static string[] Texts(MapColumn column, int[] rows) => column.Texts is { } texts
        ? Array.ConvertAll(rows, row => texts[row])
        : throw new InvalidOperationException($"The column {column.Name} was not read as text.");

    /// <summary>A column of some rows.</summary>
    public static MapColumn Picked(MapColumn column, int[] rows) => column.Texts is { } texts
        ? MapColumn.OfTexts(column.Name, Array.ConvertAll(rows, row => texts[row]))
        : MapColumn.OfNumbers(column.Name, Array.ConvertAll(rows, row => column.Numbers!.Value.Span[row]));

    private static bool AreEqual(MapColumn a, MapColumn b) => a.Texts is { } texts
        ? b.Texts is { } others && texts.SequenceEqual(others)
        : b.Numbers is { } numbers && a.Numbers!.Value.Span.SequenceEqual(numbers.Span);

    /// <summary>The scores of points are numbers, whatever their values are.</summary>
    private static PointColumn PointColumn(MapColumn column, string name) =>
        column.Numbers is { } scores && PointDiagnostics.Names.Contains(column.Name)
            ? PointDiagnostics.Describe(PageColumns.OfNumbers(scores.ToArray(), name), column.Name)
            : PageColumns.Of(column, name);
}
