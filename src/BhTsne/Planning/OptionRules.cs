using BhTsne.Neighbors;

namespace BhTsne.Planning;

/// <summary>What each option may be, in one table. Rules that need the input are in <see cref="InputRules"/>.</summary>
internal static class OptionRules
{
    private static readonly Rule[] _rules =
    [
        new(nameof(TsneOptions.OutputDimensions), o => o.OutputDimensions, (o, _) => o.OutputDimensions is >= 1 and <= 3
            ? null : $"{o.OutputDimensions} is not supported; a map has 1, 2 or 3."),
        new(nameof(TsneOptions.Objective), o => o.Objective, (o, _) => Defined(o.Objective, "an objective")),
        new(nameof(TsneOptions.DegreesOfFreedom), o => o.DegreesOfFreedom, (o, _) =>
            Within(o.DegreesOfFreedom, TsneDefaults.MinDegreesOfFreedom, TsneDefaults.MaxDegreesOfFreedom)),
        new(nameof(TsneOptions.DegreesOfFreedom), o => o.DegreesOfFreedom, (o, _) =>
            o.Objective == TsneObjective.TSne || o.DegreesOfFreedom == 1
            ? null : $"{Text(o.DegreesOfFreedom)} has no meaning for {o.Objective}, whose kernel has no tail to shape; leave it at 1."),
        new(nameof(TsneOptions.Perplexity), o => o.Perplexity, (o, _) => AtLeast(o.Perplexity, 1)),
        new(nameof(TsneOptions.NeighborCount), o => o.NeighborCount, (o, _) => o.NeighborCount is null or >= 1
            ? null : $"{o.NeighborCount} must be at least 1."),
        new(nameof(TsneOptions.NeighborRecall), o => o.NeighborRecall, (o, _) => o.NeighborRecall is > 0 and <= 1
            ? null : $"{Text(o.NeighborRecall)} must be above 0, and at most 1."),
        new(nameof(TsneOptions.Metric), o => o.Metric?.Name, (o, _) => o.Metric is not null ? null : "it must not be null."),
        new(nameof(TsneOptions.Metric), o => o.Metric?.Name, (o, kind) =>
            kind != TsneInputKind.SparsePoints || o.Metric is null || o.Metric.Kind is MetricKind.Euclidean or MetricKind.Cosine
            ? null
            : $"sparse points are reduced by a truncated SVD, which does not keep '{o.Metric.Name}' distances; "
                + "use euclidean or cosine, or dense points."),
        new(nameof(TsneOptions.Neighbors), o => o.Neighbors, (o, _) => Defined(o.Neighbors, "a neighbour search")),
        new(nameof(TsneOptions.Neighbors), o => o.Neighbors, (o, _) => SearchFault(o)),
        new(nameof(TsneOptions.PcaComponents), o => o.PcaComponents, (o, _) => o.PcaComponents is null or >= 0
            ? null : $"{o.PcaComponents} must not be negative (0 turns the reduction off)."),
        new(nameof(TsneOptions.PcaComponents), o => o.PcaComponents, (o, kind) =>
            kind == TsneInputKind.SparsePoints || !(o.PcaComponents > 0) || o.Metric is null || o.Metric.Kind == MetricKind.Euclidean
            ? null : $"PCA keeps Euclidean distances only, not '{o.Metric.Name}'; turn it off (0)."),
        new(nameof(TsneOptions.PcaComponents), o => o.PcaComponents, (o, kind) => kind != TsneInputKind.SparsePoints || o.PcaComponents != 0
            ? null
            : "sparse points cannot be searched as they are; give the number of components that a truncated SVD reduces them to "
                + $"({TsneDefaults.PcaComponents} by default), or pass dense points."),
        new(nameof(TsneOptions.MergeDuplicates), o => o.MergeDuplicates, (o, kind) =>
            kind != TsneInputKind.SparsePoints || !o.MergeDuplicates
            ? null : "only dense points can be merged; leave it off."),
        new(nameof(TsneOptions.Initialization), o => o.Initialization, (o, _) => Defined(o.Initialization, "a start")),
        new(nameof(TsneOptions.Repulsion), o => o.Repulsion, (o, _) => Defined(o.Repulsion, "a repulsion")),
        new(nameof(TsneOptions.Theta), o => o.Theta, (o, _) => Within(o.Theta, 0, TsneDefaults.MaxTheta)),
        new(nameof(TsneOptions.EarlyTheta), o => o.EarlyTheta, (o, _) =>
            o.EarlyTheta is { } theta ? Within(theta, 0, TsneDefaults.MaxTheta) : null),
        new(nameof(TsneOptions.GradientError), o => o.GradientError, (o, _) =>
            o.GradientError is { } error ? Within(error, TsneDefaults.MinGradientError, TsneDefaults.MaxGradientError) : null),
        new(nameof(TsneOptions.GradientError), o => o.GradientError, (o, _) =>
            o.GradientError is null || o.Repulsion != RepulsionMethod.Exact
            ? null : "the exact repulsion has no θ that could be chosen by its error; leave it out, or use Barnes-Hut."),
        new(nameof(TsneOptions.Schedule), o => o.Schedule, (o, _) => Defined(o.Schedule, "a schedule")),
        new(nameof(TsneOptions.Iterations), o => o.Iterations, (o, _) => NotNegative(o.Iterations)),
        new(nameof(TsneOptions.EarlyExaggeration), o => o.EarlyExaggeration, (o, _) => AtLeast(o.EarlyExaggeration, 1)),
        new(nameof(TsneOptions.LateExaggeration), o => o.LateExaggeration, (o, _) => AtLeast(o.LateExaggeration, 1)),
        new(nameof(TsneOptions.EarlyExaggerationIterations), o => o.EarlyExaggerationIterations, (o, _) =>
            o.EarlyExaggerationIterations is { } iterations ? NotNegative(iterations) : null),
        new(nameof(TsneOptions.LearningRate), o => o.LearningRate, (o, _) =>
            o.LearningRate is null || (o.LearningRate > 0 && double.IsFinite(o.LearningRate.Value))
            ? null : $"{Text(o.LearningRate.Value)} must be positive, and finite."),
        new(nameof(TsneOptions.EarlyMomentum), o => o.EarlyMomentum, (o, _) => Momentum(o.EarlyMomentum)),
        new(nameof(TsneOptions.Momentum), o => o.Momentum, (o, _) => Momentum(o.Momentum)),
        new(nameof(TsneOptions.MaxStepLength), o => o.MaxStepLength, (o, _) =>
            o.MaxStepLength > 0 ? null : $"{Text(o.MaxStepLength)} must be positive."),
        new(nameof(TsneOptions.MinCostImprovement), o => o.MinCostImprovement, (o, _) =>
            o.MinCostImprovement is { } improvement ? NotNegative(improvement) : null),
        new(nameof(TsneOptions.MinGradientNorm), o => o.MinGradientNorm, (o, _) => NotNegative(o.MinGradientNorm)),
        new(nameof(TsneOptions.Threads), o => o.Threads, (o, _) => o.Threads is >= 0 and <= 1024
            ? null : $"{o.Threads} must be from 0 (one per processor) to 1024."),
    ];

    /// <summary>Every fault of the options themselves, in the order of the table.</summary>
    /// <param name="options">The options.</param>
    /// <param name="kind">What the input is or will be.</param>
    public static IEnumerable<TsneFault> Find(TsneOptions options, TsneInputKind kind) =>
        AffinityRules.Find(options.Affinities).Concat(
            from rule in _rules
            let message = rule.Fault(options, kind)
            where message is not null
            select new TsneFault(rule.Option, rule.Value(options) is { } value ? FormattableString.Invariant($"{value}") : null, message));

    private static string? SearchFault(TsneOptions options) =>
        options.Metric is { } metric && NeighborRules.Fault(options.Neighbors, metric) is { } fault ? $"{fault}." : null;

    private static string Text(double value) => FormattableString.Invariant($"{value}");

    private static string? Defined<T>(T value, string what)
        where T : struct, Enum => Enum.IsDefined(value) ? null : $"{value} is not {what}.";

    private static string? Within(double value, double least, double most) =>
        value >= least && value <= most ? null : FormattableString.Invariant($"{value} must be from {least} to {most}.");

    private static string? AtLeast(double value, double least) =>
        value >= least && double.IsFinite(value) ? null : FormattableString.Invariant($"{value} must be at least {least}, and finite.");

    private static string? NotNegative(double value) => value >= 0 ? null : FormattableString.Invariant($"{value} must not be negative.");

    private static string? Momentum(double? value) =>
        value is null or (>= 0 and < 1) ? null : FormattableString.Invariant($"{value} must be from 0 to below 1.");

    /// <summary>One row: the option, its value, and what is wrong with it or null.</summary>
    private sealed record Rule(string Option, Func<TsneOptions, object?> Value, Func<TsneOptions, TsneInputKind, string?> Fault);
}
