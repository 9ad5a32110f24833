using System.Globalization;
using System.Text;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Turns columns of tables and maps into columns of a page: the same for <c>embed</c> and <c>plot</c>.</summary>
internal static class PageColumns
{
    /// <summary>The most different values of a column of whole numbers that counts as codes of categories.</summary>
    private const int MostCodes = 12;

    /// <summary>Features are shown without being asked for up to so many columns, and so many values in all: some megabytes.</summary>
    public const int MostFeatures = 30, MostFeatureValues = 500_000;

    /// <summary>A column of texts or of a few whole numbers as categories, any other one as numbers.</summary>
    /// <param name="column">The column.</param>
    /// <param name="name">What the page calls it.</param>
    public static PointColumn Of(MapColumn column, string name)
    {
        if (column.Texts is { } texts)
        {
            return PointColumn.OfTexts(name, texts);
        }

        float[] values = column.Numbers!.Value.ToArray();
        float[] codes = [.. values.Where(value => !float.IsNaN(value)).Distinct().Take(MostCodes + 1)];
        return codes.Length <= MostCodes && Array.TrueForAll(codes, value => value == MathF.Floor(value) && float.IsFinite(value))
            ? PointColumn.OfTexts(name, Array.ConvertAll(values, Code))
            : OfNumbers(values, name);
    }

    /// <summary>
    /// The features that a page shows although no columns are asked for: those of a table with names, where they are few. A user then
    /// finds out by clicking what distinguishes two groups. Those that are kept already are left out.
    /// </summary>
    /// <param name="data">The input.</param>
    public static IEnumerable<MapColumn> FeaturesOf(InputData data)
    {
        if (data.Table?.ColumnNames is not { } names || data.Features is not { } features
            || features.Columns > MostFeatures || (long)features.Rows * features.Columns > MostFeatureValues)
        {
            return [];
        }

        HashSet<string> kept = [.. data.KeptColumns.Select(column => column.Name)];
        return names.Index().Where(name => !kept.Contains(name.Item)).Select(name => MapColumn.OfNumbers(name.Item, Feature(name.Index)));

        float[] Feature(int column) => [.. Enumerable.Range(0, features.Rows).Select(row => features.Row(row)[column])];
    }

    /// <summary>A column of numbers; one without any finite number has no values.</summary>
    /// <param name="values">One for each point.</param>
    /// <param name="name">What the page calls it.</param>
    public static PointColumn OfNumbers(float[] values, string name) =>
        PointColumn.OfNumbers(name, Array.Exists(values, float.IsFinite) ? values : Array.ConvertAll(values, _ => float.NaN));

    /// <summary>The same column with another name.</summary>
    public static PointColumn Renamed(PointColumn column, string name) => column.Texts is { } texts
        ? PointColumn.OfTexts(name, texts)
        : PointColumn.OfNumbers(name, column.Numbers!.Value);

    /// <summary>A name that is not empty once characters that are not seen are taken out, which a page does not show.</summary>
    /// <param name="name">The name in the table.</param>
    /// <param name="place">The place of the column, from 0.</param>
    public static string NameOf(string name, int place)
    {
        string seen = string.Concat(name.EnumerateRunes().Select(rune => IsUnseen(rune) ? " " : rune.ToString())).Trim();
        return seen.Length > 0 ? seen : string.Create(CultureInfo.InvariantCulture, $"column {place + 1}");
    }

    /// <summary>A name that no column before has, with a number behind it where one has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="taken">The names of the columns before; the name is added.</param>
    public static string Distinct(string name, HashSet<string> taken)
    {
        string distinct = name;
        for (int number = 2; !taken.Add(distinct); number++)
        {
            distinct = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        }

        return distinct;
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Code(float value) => float.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);
}
