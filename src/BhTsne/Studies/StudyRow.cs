using BhTsne.Studies;

namespace BhTsne;

/// <summary>One measurement of a study: a way to compute the gradient at one map, or a whole run.</summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record StudyRow
{
    /// <summary>Gradient or outcome.</summary>
    public required StudyPart Part { get; init; }

    /// <summary>The objective of the run.</summary>
    public required TsneObjective Objective { get; init; }

    /// <summary>α of t-SNE; 1 for the other objectives.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>The perplexity; null where similarities follow from something else.</summary>
    public required double? Perplexity { get; init; }

    /// <summary>The schedule of the run.</summary>
    public required TsneSchedule Schedule { get; init; }

    /// <summary>The seed of the start.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The share of the planned iterations at which a gradient was measured; null for an outcome.</summary>
    public double? Stage { get; init; }

    /// <summary>The iterations that were done.</summary>
    public required int Iterations { get; init; }

    /// <summary>How the repulsion was computed.</summary>
    public required StudyMethod Method { get; init; }

    /// <summary>
    /// θ in the convention of the engine, a whole side divided by a distance: of the published method the longest side of the cell, of the
    /// engine that of the box around its points. 0 for the exact sum.
    /// </summary>
    public required double Theta { get; init; }

    /// <summary>
    /// θ as the published program is given it: half a side divided by a distance. Null for the other methods.
    /// </summary>
    public double? ProgramTheta => Method == StudyMethod.Published ? Theta / 2 : null;

    /// <summary>Seconds: of one computation of the repulsion (the median), or of a whole descent.</summary>
    public required double Seconds { get; init; }

    /// <summary>The least of the repeated timings.</summary>
    public required double SecondsLow { get; init; }

    /// <summary>The most of the repeated timings.</summary>
    public required double SecondsHigh { get; init; }

    /// <summary>How often it was timed.</summary>
    public required int Repetitions { get; init; }

    /// <summary>The relative L2 error of the repulsion R/Z over the sample; null for an outcome.</summary>
    public double? RepulsionError { get; init; }

    /// <summary>
    /// The relative L2 error of the whole gradient over the sample, its attraction exact and not exaggerated; null for an outcome. It grows
    /// while a descent converges, because the gradient falls.
    /// </summary>
    public double? GradientError { get; init; }

    /// <summary>The number of points of the sample; null for an outcome.</summary>
    public int? Samples { get; init; }

    /// <summary>
    /// Seconds of the neighbour search that the run is made of, when it was done (not when it came from a cache); null for a gradient.
    /// </summary>
    public double? NeighborSeconds { get; init; }

    /// <summary>Seconds of the computation of P, when it was done (not when it came from a cache); null for a gradient.</summary>
    public double? AffinitySeconds { get; init; }

    /// <summary>The cost at the end, in nats; null for a gradient.</summary>
    public double? KlDivergence { get; init; }

    /// <summary>Why the run ended; null for a gradient.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>The measures of the map; none for a gradient.</summary>
    public IReadOnlyList<StudyMeasure> Measures { get; init; } = [];

    /// <summary>What was measured, without the outcome: two rows with the same are the same measurement.</summary>
    internal (StudyPart, StudySetting, double?, StudyMethod) Key => (Part, Setting, Stage, Method);

    /// <summary>The settings of the run.</summary>
    internal StudySetting Setting => new(Objective, DegreesOfFreedom, Perplexity, Schedule, Seed, Theta);

    /// <summary>A measure by its name; null where the row has none.</summary>
    /// <param name="name">For instance trustworthiness_30.</param>
    /// <returns>The measure.</returns>
    public StudyMeasure? Measure(string name) => Measures.FirstOrDefault(measure => measure.Name == name);
}
