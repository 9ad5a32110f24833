using BhTsne.Studies;

namespace BhTsne;

/// <summary>What a study compares: a list of values for each option. A list that is empty stands for the value of the options.</summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record StudyGrid
{
    /// <summary>θ: of the gradients, and of whole runs.</summary>
    public IReadOnlyList<double> Thetas { get; init; } = [0.2, 0.3, 0.5, 0.8, 1];

    /// <summary>Perplexities of whole runs; gradients are measured with the first.</summary>
    public IReadOnlyList<double> Perplexities { get; init; } = [];

    /// <summary>Objectives.</summary>
    public IReadOnlyList<TsneObjective> Objectives { get; init; } = [];

    /// <summary>Degrees of freedom of t-SNE; the other objectives have none.</summary>
    public IReadOnlyList<double> DegreesOfFreedom { get; init; } = [];

    /// <summary>Schedules of whole runs; gradients are measured with the first.</summary>
    public IReadOnlyList<TsneSchedule> Schedules { get; init; } = [];

    /// <summary>
    /// Seeds of the starts of whole runs; gradients are measured with the first. Neighbours are found once, with the seed of the options.
    /// </summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>How often each computation of a gradient is timed, at least 1. A whole run is timed once: seeds repeat it.</summary>
    public int Repetitions { get; init; } = 3;

    /// <summary>
    /// The shares of the planned iterations at which gradients are measured, above 0 to 1, ascending; empty for the end of early
    /// exaggeration, one half and the end. Where a run stops before, its last map takes the place of that at 1.
    /// </summary>
    public IReadOnlyList<double> Stages { get; init; } = [];

    /// <summary>Finds what is wrong with the values themselves, before the input is known: every fault at once.</summary>
    /// <param name="options">The options that the grid does not name; null for the defaults.</param>
    /// <returns>The faults, each with the name of the list, for instance Thetas; none where the grid is sound.</returns>
    public IReadOnlyList<TsneFault> FindFaults(TsneOptions? options = null) => [.. StudyRules.Find(this, options ?? new TsneOptions())];

    /// <summary>The runs of the outcomes: θ changes fastest and the seed last, so that repeated runs lie far apart in time.</summary>
    internal IEnumerable<StudySetting> Outcomes(TsneOptions options) =>
        from seed in Or(Seeds, options.Seed)
        from perplexity in PerplexitiesOf(options)
        from kernel in Kernels(options)
        from schedule in Or(Schedules, options.Schedule)
        from theta in Or(Thetas, options.Theta)
        select new StudySetting(kernel.Objective, kernel.Tails, perplexity, schedule, seed, theta);

    /// <summary>The runs at whose maps gradients are measured; their θ is that of the options.</summary>
    internal IEnumerable<StudySetting> GradientRuns(TsneOptions options) =>
        from kernel in Kernels(options)
        select new StudySetting(
            kernel.Objective,
            kernel.Tails,
            PerplexitiesOf(options).First(),
            Or(Schedules, options.Schedule)[0],
            Or(Seeds, options.Seed)[0],
            options.Theta);

    /// <summary>θ of the gradients.</summary>
    internal IReadOnlyList<double> GradientThetas(TsneOptions options) => Or(Thetas, options.Theta);

    /// <summary>The perplexities; null where similarities follow from something else.</summary>
    internal IEnumerable<double?> PerplexitiesOf(TsneOptions options) => options.Affinities is { } kind
        ? [kind.Perplexities.Count == 1 ? kind.Perplexities[0] : null]
        : Or(Perplexities, options.Perplexity).Select(perplexity => (double?)perplexity);

    private static IReadOnlyList<T> Or<T>(IReadOnlyList<T> values, T single) => values.Count == 0 ? [single] : values;

    private IEnumerable<(TsneObjective Objective, double Tails)> Kernels(TsneOptions options) =>
        from objective in Or(Objectives, options.Objective)
        from tails in objective == TsneObjective.TSne ? Or(DegreesOfFreedom, options.DegreesOfFreedom) : [1.0]
        select (objective, tails);
}
