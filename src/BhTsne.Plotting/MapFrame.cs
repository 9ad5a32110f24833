namespace BhTsne.Plotting;

/// <summary>
/// One of several maps of the same points in a page: a snapshot of a run, or a map of other settings or of another version of a table.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed record MapFrame
{
    /// <summary>The map.</summary>
    public required Embedding Embedding { get; init; }

    /// <summary>What the page calls the map; null or empty for its iteration, or else its place among the maps.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The number of iterations after which the map was so, for a snapshot of a run; null for a map of its own. A snapshot is never turned
    /// to lie on another map.
    /// </summary>
    public int? Iteration { get; init; }

    /// <summary>The cost of the map, finite; null where it is not known.</summary>
    public double? KlDivergence { get; init; }
}
