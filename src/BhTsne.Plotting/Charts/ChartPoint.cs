namespace BhTsne.Plotting;

/// <summary>A point of a chart. All values are finite.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ChartPoint
{
    /// <summary>The place along the horizontal axis.</summary>
    public required double X { get; init; }

    /// <summary>The place along the vertical axis.</summary>
    public required double Y { get; init; }

    /// <summary>The lower end of a vertical bar that shows the spread of Y; null where the bar ends at Y.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of that bar, not less than <see cref="Low"/>; null where the bar ends at Y.</summary>
    public double? High { get; init; }

    /// <summary>A text that is shown when the pointer is over the point; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the label also stands beside the point.</summary>
    public bool ShowsLabel { get; init; }
}
