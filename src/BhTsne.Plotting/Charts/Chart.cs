namespace BhTsne.Plotting;

/// <summary>Series of points over two axes.</summary>
/// <remarks>Immutable.</remarks>
public sealed record Chart
{
    /// <summary>The title, by which error messages name the chart.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, null or empty for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>What the horizontal axis shows, with its unit; empty for none.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the vertical axis shows, with its unit; empty for none.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>The scale of the horizontal axis. On a logarithmic one all values must be positive.</summary>
    public ChartScale XScale { get; init; }

    /// <summary>The scale of the vertical axis. On a logarithmic one all values must be positive.</summary>
    public ChartScale YScale { get; init; }

    /// <summary>The series, with at least one point in all of them together.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }
}
