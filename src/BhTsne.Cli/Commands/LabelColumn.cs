using System.Globalization;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The column of a table that holds the labels.</summary>
/// <param name="Name">Its name as a picture shows it; null where the table has no header.</param>
/// <param name="Header">Its name in the header; null without a header.</param>
/// <param name="Values">The labels as the table has them.</param>
internal sealed record LabelColumn(string? Name, string? Header, IReadOnlyList<string> Values)
{
    /// <summary>That of a table; null where it has none.</summary>
    public static LabelColumn? Of(Table table) => table.Labels is not { } labels ? null : new LabelColumn(
        string.IsNullOrWhiteSpace(table.LabelColumnName) ? null : PageColumns.NameOf(table.LabelColumnName, 0),
        table.LabelColumnName,
        labels);

    /// <summary>Whether a column that is kept for pictures is this one: it has its name and its values.</summary>
    public bool IsSame(MapColumn column) => column.Name == Header && (column.Texts is { } texts
        ? texts.SequenceEqual(Values)
        : column.Numbers!.Value.ToArray().SequenceEqual(Values.Select(Number)));

    private static float Number(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : float.NaN;
}
