using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>What files of their own say of each point.</summary>
/// <param name="Weights">The weights of --weights; null for those of the table, if any.</param>
/// <param name="Start">The map of --init; null for what the options say.</param>
internal sealed record PerPoint(ReadOnlyMemory<float>? Weights, Embedding? Start)
{
    /// <summary>What messages call the table.</summary>
    public string Table { get; init; } = "the table";

    /// <summary>Whether an id on two rows is refused.</summary>
    public bool RequiresDistinctIds { get; init; }

    /// <summary>The map of --start-from; null for none.</summary>
    public EarlierMap? EarlierMap { get; init; }

    /// <summary>The value in place of a missing one, as the reader asks; null for the mean of the column in the table.</summary>
    public Func<int, string?, double?>? ValueForMissing { get; init; }

    /// <summary>The names of the columns that are features; null for any. Other columns of a table with a header are not read.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>Reads the rows of --pin, given the number of points; null for none.</summary>
    public Func<int, int[]>? ReadPinned { get; init; }

    /// <summary>The pinned rows, once the points are read; null for none.</summary>
    public int[]? Pinned { get; private init; }

    /// <summary>What was found in the map of --start-from, once the points are read; null for none.</summary>
    public StartMatch? Match { get; private init; }

    /// <summary>The pinned rows of an input of which all rows remain; null for none.</summary>
    /// <param name="points">How many there are.</param>
    public int[]? PinnedIn(int points) => ReadPinned?.Invoke(points);

    /// <summary>The same once the points are read: what depends on their number or their ids is read, too.</summary>
    /// <param name="rows">The rows of the input that remain; what is given for all rows that were read loses the others, too.</param>
    /// <param name="ids">The ids of those that remain; null for none.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ToolException">A file does not fit the points.</exception>
    public PerPoint For(KeptRows rows, PointIds? ids)
    {
        if (RequiresDistinctIds)
        {
            ids?.RequireDistinct(Table);
        }

        StartMatch? match = ids is null ? null : EarlierMap?.Match(ids, Table);
        return this with
        {
            Weights = Weights is { } weights && weights.Length == rows.Read && rows.Rows is { } kept
                ? kept.Select(row => weights.Span[row]).ToArray()
                : Weights,
            Start = match?.Start ?? (Start is null ? null : rows.Cut(Start)),
            Match = match,
            Pinned = ReadPinned is null ? null : rows.PlacesOf(ReadPinned(rows.Read), ContinuationRows.Pin),
        };
    }
}
