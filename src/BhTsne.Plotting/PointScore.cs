namespace BhTsne.Plotting;

/// <summary>A number for each point of a map, such as its contribution to the cost, by which points can be coloured.</summary>
/// <remarks>Immutable, as long as the memory of the values is not changed.</remarks>
/// <param name="Name">The name by which the score is chosen: not empty, and different from those of the other scores.</param>
/// <param name="Values">
/// N values. NaN where a point was not measured or the score is not defined for it: such points are grey. Infinite values have the colour
/// of the end of the scale.
/// </param>
public sealed record PointScore(string Name, ReadOnlyMemory<float> Values)
{
    /// <summary>A sentence that says what the score means, shown in the page; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>How colours follow values. A logarithmic scale needs at least one positive value unless all are NaN.</summary>
    public PointScoreScale Scale { get; init; }
}
