using System.Text.Json.Nodes;

namespace BhTsne.Cli.Commands;

/// <summary>The places that an earlier map gives to the rows of a table.</summary>
/// <param name="Start">The places of the rows that it has, in the order of the table.</param>
/// <param name="Rows">These rows, from 0, ascending; null for all rows of the table.</param>
/// <param name="New">How many rows of the table it has not.</param>
/// <param name="Gone">How many rows it has that the table has not.</param>
internal sealed record StartMatch(Embedding Start, int[]? Rows, int New, int Gone)
{
    /// <summary>For a person.</summary>
    public string Description =>
        $"{Count(Start.Points, "row")} start where they were, "
        + $"{Count(New, "new row")} {(New == 1 ? "starts at its" : "start at their")} neighbours, "
        + $"{Count(Gone, "row")} of the old map {(Gone == 1 ? "is" : "are")} gone";

    /// <summary>For the report.</summary>
    /// <param name="file">The earlier map.</param>
    public JsonObject ToJson(string file) =>
        new() { ["map"] = file, ["found"] = Start.Points, ["new"] = New, ["gone"] = Gone };

    private static string Count(int rows, string noun) => FormattableString.Invariant($"{rows:N0} {noun}{(rows == 1 ? "" : "s")}");
}
