using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>The rows of an input that remain where some were left out, so that files with one entry for each row can follow.</summary>
/// <param name="Read">How many rows the input has.</param>
/// <param name="Rows">Those that remain, from 0, ascending; null for all.</param>
internal sealed record KeptRows(int Read, IReadOnlyList<int>? Rows)
{
    /// <summary>All rows remain.</summary>
    public static KeptRows All(int rows) => new(rows, null);

    /// <summary>How many rows remain.</summary>
    public int Count => Rows?.Count ?? Read;

    /// <summary>Leaves out the entries of rows that were left out; others than of all rows read stay as they are.</summary>
    public IReadOnlyList<T> Cut<T>(IReadOnlyList<T> entries) =>
        Rows is null || entries.Count != Read ? entries : [.. Rows.Select(row => entries[row])];

    /// <summary>Leaves out the places of rows that were left out, as <see cref="Cut"/> does.</summary>
    public Embedding Cut(Embedding map)
    {
        if (Rows is null || map.Points != Read)
        {
            return map;
        }

        float[] places = new float[Rows.Count * map.Dimensions];
        for (int row = 0; row < Rows.Count; row++)
        {
            map.Values.Slice(Rows[row] * map.Dimensions, map.Dimensions).CopyTo(places.AsSpan(row * map.Dimensions));
        }

        return new Embedding(places, map.Dimensions);
    }

    /// <summary>The places of rows of the input among those that remain.</summary>
    /// <param name="rows">Rows of the input, from 0.</param>
    /// <param name="option">The option that names them.</param>
    /// <exception cref="ToolException">One of them was left out.</exception>
    public int[] PlacesOf(int[] rows, OptionRow option)
    {
        if (Rows is null)
        {
            return rows;
        }

        Dictionary<int, int> places = [];
        for (int place = 0; place < Rows.Count; place++)
        {
            places.Add(Rows[place], place);
        }

        return Array.ConvertAll(rows, row => places.TryGetValue(row, out int place) ? place : throw new ToolException(
            ExitCode.BadInput,
            [$"{option.Name}: row {row} has a missing value and was left out by {TableRows.Missing.Name} drop; take it off the list"]));
    }
}
