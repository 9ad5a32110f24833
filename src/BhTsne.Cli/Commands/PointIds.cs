using System.Globalization;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The column that identifies the rows of a table.</summary>
/// <param name="Column">What it is called in the table, and in maps that are written.</param>
/// <param name="Values">One for each row.</param>
internal sealed record PointIds(string Column, IReadOnlyList<string> Values)
{
    /// <summary>What it is called where the table has no header.</summary>
    private const string Unnamed = "id";

    /// <summary>The column of a map that says which rows of the input its points are, where some were left out.</summary>
    public const string InputRow = "input_row";

    /// <summary>Columns that a map may have beside it.</summary>
    private static readonly string[] _taken =
    [
        "x", "y", "z", "label", InputRow, TransformColumns.DistanceScore, TransformColumns.Far, .. PointDiagnostics.Names,
    ];

    /// <summary>The first column of a map.</summary>
    public MapColumn MapColumn => MapColumn.OfTexts(Column, Values) with { Before = true };

    /// <summary>What says whose a row of a map is: the ids, and the rows of the input where some were left out.</summary>
    /// <param name="ids">The ids; null for none.</param>
    /// <param name="rows">The rows; null where all remain.</param>
    public static IEnumerable<MapColumn> Columns(PointIds? ids, KeptRows? rows)
    {
        if (ids is not null)
        {
            yield return ids.MapColumn;
        }

        if (rows?.Rows is { } kept)
        {
            string[] numbers = [.. kept.Select(row => row.ToString(CultureInfo.InvariantCulture))];
            yield return MapColumn.OfTexts(InputRow, numbers) with { Before = true };
        }
    }

    /// <summary>Takes the ids of a table; null where none were asked for.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">What messages call it.</param>
    /// <exception cref="ToolException">A map could not have a column of this name.</exception>
    public static PointIds? Of(Table table, string files)
    {
        if (table.Ids is not { } ids)
        {
            return null;
        }

        string column = string.IsNullOrEmpty(table.IdColumnName) ? Unnamed : table.IdColumnName;
        return !_taken.Contains(column) ? new PointIds(column, ids) : throw new ToolException(
            ExitCode.BadInput,
            [$"{files}: the column of ids is called '{column}', as a column of each map is; give it another name in the table"]);
    }

    /// <summary>Refuses an id that is on two rows.</summary>
    /// <param name="files">What messages call the table.</param>
    /// <exception cref="ToolException">There is one.</exception>
    public void RequireDistinct(string files)
    {
        Dictionary<string, int> rows = new(StringComparer.Ordinal);
        for (int row = 0; row < Values.Count; row++)
        {
            if (!rows.TryAdd(Values[row], row))
            {
                throw new ToolException(
                    ExitCode.BadInput,
                    [
                        $"{files}: the id '{Values[row]}' in the column '{Column}' is on row {rows[Values[row]]} and on row {row} "
                        + "(counted from 0, without a header); each row needs an id of its own",
                    ]);
            }
        }
    }
}
