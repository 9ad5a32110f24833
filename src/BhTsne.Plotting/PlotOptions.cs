namespace BhTsne.Plotting;

/// <summary>How a picture of a map is titled and sized.</summary>
/// <remarks>Immutable. Texts may hold any characters: they are escaped, and control characters become spaces.</remarks>
public sealed record PlotOptions
{
    /// <summary>The title; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line below the title, null or empty for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The width of an SVG in pixels, 100 to 20,000. A page takes the width of its window.</summary>
    public int Width { get; init; } = 1000;

    /// <summary>
    /// The height of an SVG in pixels, 100 to 20,000. A legend of more categories than fit beside the map goes below it, and the picture grows
    /// by the legend's height.
    /// </summary>
    public int Height { get; init; } = 1000;

    /// <summary>A name for each point, shown by a page on hovering and found by its search; null for none. An SVG does not show it.</summary>
    public IReadOnlyList<string>? PointNames { get; init; }

    /// <summary>What the labels are taken for.</summary>
    public LabelKind LabelKind { get; init; }
}
