namespace BhTsne;

/// <summary>How far the places of points jump when their input moves a little. Immutable, safe to share between threads.</summary>
public sealed record PerturbationResult
{
    /// <summary>
    /// The score of each point, N values in the order of the map's input; NaN where a point was not measured. It is the largest jump of
    /// its place over <see cref="Unit"/>: about 1 or less where the place only shifts among its neighbours, and many where the point
    /// belongs to several parts of the map. Infinite where there was a jump and the unit is 0.
    /// </summary>
    public required ReadOnlyMemory<float> Scores { get; init; }

    /// <summary>How many of the N points have a score.</summary>
    public required int Measured { get; init; }

    /// <summary>
    /// The jump, in units of the map, that is a score of 1: the median distance from a point of the map to its 10th nearest other one in
    /// the map.
    /// </summary>
    public required double Unit { get; init; }

    /// <summary>How far the input was moved, in units of the input after the reduction: the median over the measured points.</summary>
    public required double Step { get; init; }

    /// <summary>The seconds that it took.</summary>
    public required double Seconds { get; init; }
}
