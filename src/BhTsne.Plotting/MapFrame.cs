namespace BhTsne.Plotting;

/// <summary>A map at one iteration of a run, as one frame of an animation.</summary>
/// <remarks>Immutable.</remarks>
public sealed record MapFrame
{
    /// <summary>The map.</summary>
    public required Embedding Embedding { get; init; }

    /// <summary>The number of iterations after which the map was so.</summary>
    public required int Iteration { get; init; }

    /// <summary>The cost then, finite; null where it is not known.</summary>
    public double? KlDivergence { get; init; }
}
