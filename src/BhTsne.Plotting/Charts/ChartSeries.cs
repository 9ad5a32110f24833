namespace BhTsne.Plotting;

/// <summary>Points of a chart that have one name, one colour and one shape.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ChartSeries
{
    /// <summary>The name in the legend, by which error messages name the series; empty for a series that the legend leaves out.</summary>
    public required string Name { get; init; }

    /// <summary>The points. A line connects them in this order.</summary>
    public required IReadOnlyList<ChartPoint> Points { get; init; }

    /// <summary>Whether a line connects the points.</summary>
    public bool ConnectsPoints { get; init; }

    /// <summary>
    /// Whether the series is the Pareto front of the others. It is drawn as a thick line below them, from the least X to the largest, with
    /// rings around its points. <see cref="ConnectsPoints"/> is not read.
    /// </summary>
    public bool IsFront { get; init; }
}
