using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>A map of an earlier version of a table, in a file: its rows are found again by their ids.</summary>
/// <param name="file">The map.</param>
/// <param name="dimensions">The dimensions of the map that is made.</param>
/// <param name="cancellation">Stops reading.</param>
internal sealed class EarlierMap(string file, int dimensions, CancellationToken cancellation)
{
    /// <summary>Fewer places are no arrangement; the engine has the same rule.</summary>
    private const int LeastRows = 3;

    /// <summary>Reads it and finds the rows of a table in it.</summary>
    /// <param name="ids">Of the table, all different.</param>
    /// <param name="table">What messages call the table.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="ToolException">It has other dimensions, or too few rows of the table.</exception>
    public StartMatch Match(PointIds ids, string table)
    {
        MapTable old = EmbeddingReader.ReadWithIds(file, ids.Column, cancellation);
        if (old.Embedding.Dimensions != dimensions)
        {
            throw Fault($"it has {old.Embedding.Dimensions} dimensions, but the new map has {dimensions}; --dims sets them");
        }

        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int place = 0; place < old.Ids.Count; place++)
        {
            places.Add(old.Ids[place], place);
        }

        int[] rows = [.. Enumerable.Range(0, ids.Values.Count).Where(row => places.ContainsKey(ids.Values[row]))];
        if (rows.Length < LeastRows)
        {
            throw Fault(
                $"{Count(rows.Length)} both in it and in {table}, but at least {LeastRows} must be; the ids in the column '{ids.Column}' "
                + $"begin with '{old.Ids[0]}' there and with '{ids.Values[0]}' in {table}");
        }

        float[] start = new float[rows.Length * dimensions];
        for (int row = 0; row < rows.Length; row++)
        {
            old.Embedding.Values.Slice(places[ids.Values[rows[row]]] * dimensions, dimensions).CopyTo(start.AsSpan(row * dimensions));
        }

        int added = ids.Values.Count - rows.Length;
        return new StartMatch(new Embedding(start, dimensions), added == 0 ? null : rows, added, old.Ids.Count - rows.Length);
    }

    private static string Count(int rows) => rows switch
    {
        0 => "no row is",
        1 => "only 1 row is",
        _ => $"only {rows} rows are",
    };

    private ToolException Fault(string message) => new(ExitCode.BadInput, [$"{ContinuationRows.StartFrom.Name}: {file}: {message}"]);
}
