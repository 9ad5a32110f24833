namespace BhTsne.Plotting;

/// <summary>A map in small, one of several side by side.</summary>
/// <remarks>
/// Immutable. At most 5,000 points are drawn, chosen evenly by their index, and the page says how many of how many. Each coordinate lies on
/// one of 65,536 even steps across the tile.
/// </remarks>
public sealed record MapTile
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, null or empty for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The map, N points of 1, 2 or 3 dimensions.</summary>
    public required Embedding Embedding { get; init; }

    /// <summary>N labels, by which points are coloured as <see cref="LabelKind.Auto"/> says, or null for one colour.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
