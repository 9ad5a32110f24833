using System.Globalization;
using System.Text.Json.Nodes;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>How a table was understood, and what was left out of it or put into it.</summary>
/// <param name="Options">How it was read.</param>
internal sealed record TableFacts(TableReadOptions Options)
{
    /// <summary>What the field of the report has, for docs/command-line.md.</summary>
    public const string ReportMeaning =
        "What was left out of the table or put into it; see [the table in the report](#the-table-in-the-report). Null for other input.";

    /// <summary>The most names of constant columns in the report: images have hundreds of such pixels.</summary>
    private const int MostConstantColumns = 20;

    private const int MostNames = 8;

    /// <summary>The rows that remain.</summary>
    public required KeptRows Rows { get; init; }

    /// <summary>The columns that were left out because they hold text.</summary>
    public IReadOnlyList<ColumnCount> TextColumns { get; init; } = [];

    /// <summary>The features that had missing values.</summary>
    public IReadOnlyList<ColumnCount> MissingValues { get; init; } = [];

    /// <summary>What separated the cells; null where there was no text.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The bytes of the file that is mapped into memory in place of being read; 0 where none is.</summary>
    public long MappedBytes { get; init; }

    /// <summary>Whether features were standardized.</summary>
    public bool IsStandardized { get; init; }

    /// <summary>The features that have the same value in all rows, as far as they were standardized.</summary>
    public IReadOnlyList<string> ConstantColumns { get; init; } = [];

    /// <summary>Where the means in place of missing values are from, for a person.</summary>
    public string MeanOf { get; init; } = "the means of their columns";

    /// <summary>The delimiter as a user types it.</summary>
    public string? DelimiterWord => WordOf(Delimiter);

    /// <summary>What a person should know, a line each; nothing where the table was read as it is.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            if (MappedBytes > 0)
            {
                yield return Text($"the file is mapped, not read: its {MappedBytes >> 20:N0} MiB are not memory that this process holds");
            }

            if (Options.Delimiter is null && Delimiter is not (null or ',' or '\t'))
            {
                yield return $"columns are separated by {(Delimiter == ' ' ? "spaces" : $"'{DelimiterWord}'")}";
            }

            if (TextColumns.Count > 0)
            {
                yield return $"{Count(TextColumns.Count, "column of text is", "columns of text are")} left out: {Listed(TextColumns)}";
            }

            if (Rows.Rows is not null)
            {
                yield return Text($"{Rows.Read - Rows.Count:N0} of {Rows.Read:N0} rows have missing values and are left out; ")
                    + $"values were missing in {Listed(MissingValues)}";
            }
            else if (MissingValues.Count > 0)
            {
                long cells = MissingValues.Sum(column => column.Cells);
                yield return Text($"{cells:N0} missing values became {MeanOf}: {Listed(MissingValues)}");
            }
        }
    }

    /// <summary>The delimiter as a user types it; null for none.</summary>
    public static string? WordOf(char? delimiter) => delimiter switch
    {
        null => null,
        '\t' => "tab",
        ' ' => "space",
        char letter => $"{letter}",
    };

    /// <summary>A list for the report; null for none.</summary>
    public static JsonArray? List(IReadOnlyList<string>? items) =>
        items is null ? null : new JsonArray([.. items.Select(item => JsonValue.Create(item))]);

    /// <summary>For the report.</summary>
    public JsonObject ToJson() => new()
    {
        ["delimiter"] = DelimiterWord,
        ["rowsRead"] = Rows.Read,
        ["rowsLeftOut"] = new JsonArray([.. LeftOut.Select(row => JsonValue.Create(row))]),
        ["textColumns"] = Json(TextColumns),
        ["missingValues"] = Json(MissingValues),
        ["constantColumns"] = List([.. ConstantColumns.Take(MostConstantColumns)]),
        ["constantColumnCount"] = ConstantColumns.Count,
        ["mapped"] = MappedBytes > 0,
    };

    private IEnumerable<int> LeftOut => Rows.Rows is { } kept ? Enumerable.Range(0, Rows.Read).Except(kept) : [];

    private static JsonObject Json(IReadOnlyList<ColumnCount> counts)
    {
        JsonObject json = [];
        foreach (ColumnCount count in counts)
        {
            // Two columns may have one name; none of them may be lost.
            string name = count.Column;
            for (int copy = 2; json.ContainsKey(name); copy++)
            {
                name = $"{count.Column} ({copy})";
            }

            json[name] = count.Cells;
        }

        return json;
    }

    private static string Listed(IReadOnlyList<ColumnCount> counts) =>
        Names(counts.Select(count => Text($"'{count.Column}' ({count.Cells:N0} {(count.Cells == 1 ? "cell" : "cells")})")));

    private static string Names(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(MostNames + 1)];
        return string.Join(", ", first.Take(MostNames)) + (first.Length > MostNames ? ", ..." : "");
    }

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : Text($"{count:N0} {many}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
