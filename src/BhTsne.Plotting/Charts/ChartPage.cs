namespace BhTsne.Plotting;

/// <summary>A page of sentences, charts, small maps and tables, in this order.</summary>
/// <remarks>
/// Immutable. Texts may contain any characters: they are escaped, and control characters become spaces. Every part may be empty.
/// </remarks>
public sealed record ChartPage
{
    /// <summary>The title; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line below the title, null or empty for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Plain sentences on top of the page, a paragraph each.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The charts.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Small maps that are drawn side by side.</summary>
    public IReadOnlyList<MapTile> Maps { get; init; } = [];

    /// <summary>The tables.</summary>
    public IReadOnlyList<ChartTable> Tables { get; init; } = [];
}
