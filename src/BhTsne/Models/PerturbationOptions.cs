namespace BhTsne;

/// <summary>How perturbation scores are measured. Immutable, equal by value, safe to share between threads.</summary>
public sealed record PerturbationOptions
{
    /// <summary>
    /// How many points of the map are measured, at least 1; a seeded sample where there are more. Null for <see cref="DefaultPoints"/>.
    /// Equal points that were merged count once.
    /// </summary>
    public int? Points { get; init; }

    /// <summary>
    /// Along how many main axes of the points the input is moved, to both sides: at least 1; more than there are dimensions count as all.
    /// </summary>
    public int Axes { get; init; } = 3;

    /// <summary>
    /// How far the input is moved, in units of the distance from the point to its 10th nearest other one: above 0.
    /// </summary>
    public double Step { get; init; } = 1;

    /// <summary>
    /// The effective number of neighbours by which the points are placed: at least 1, and below the number of neighbours. Null for the
    /// perplexity of the map (of several the least; without one that of <see cref="TransformOptions"/>), or a third of the points of a
    /// smaller map.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>
    /// The accuracy of the repulsion, as <see cref="TsneOptions.Theta"/>; null for that of the map, or 0 where its repulsion was exact.
    /// </summary>
    public double? Theta { get; init; }

    /// <summary>The seed of the sample, and of the main axes where they are found by a randomised method.</summary>
    public ulong Seed { get; init; } = TsneDefaults.Seed;

    /// <summary>The number of threads; 0 for one per processor. It changes no bit.</summary>
    public int Threads { get; init; }

    /// <summary>Each point takes seven searches and fourteen descents: so many points take seconds, a million would take an hour.</summary>
    public static int DefaultPoints => 10_000;
}
