using System.CommandLine;

namespace BhTsne.Cli.Options;

/// <summary>How the cost is minimised.</summary>
internal static class OptimizationRows
{
    private const string Pca = "pca", Random = "random";

    public static ValueRow<string?> Init { get; } = new(
        "--init",
        ValueKind.Name($"{Pca}|{Random}|FILE", Pca),
        "Where the points start: at their principal components, at random, or at a map in a file.")
    {
        Group = OptionGroup.Map,
        Properties = [nameof(TsneOptions.Initialization), nameof(TsneInput.Start)],
        Set = (options, start) =>
            options with { Initialization = start == Random ? InitializationMethod.Random : InitializationMethod.Pca },
        Report = [new("initialization", facts => facts.Initialization, "`pca`, `random`, or the name of the file.")],
        Note = "A `.csv`, `.tsv` or `.npy` file is used as it is, without scaling.",
    };

    public static ValueRow<RepulsionMethod> Repulsion { get; } = new(
        "--repulsion",
        ValueKind.Choice(("barnes-hut", RepulsionMethod.BarnesHut), ("exact", RepulsionMethod.Exact)),
        "How the repulsion is computed: with a tree, or over all pairs (slow, for checks).")
    {
        Properties = [nameof(TsneOptions.Repulsion)],
        Set = (options, repulsion) => options with { Repulsion = repulsion },
        Report = [new("repulsion", facts => Repulsion!.WordOf(facts.Options.Repulsion))],
    };

    public static ValueRow<ulong> Seed { get; } = new("--seed", ValueKind.Number(TsneDefaults.Seed), "The seed of all random numbers.")
    {
        Group = OptionGroup.Map,
        IsCommon = true,
        Properties = [nameof(TsneOptions.Seed)],
        Set = (options, seed) => options with { Seed = seed },
        Report = [new("seed", facts => facts.Options.Seed)],
        Note = "The same seed and settings give the same bytes, on any number of threads.",
    };

    public static ValueRow<int> Threads { get; } = new(
        "--threads", ValueKind.Number(0), "The number of worker threads; 0: one for each processor.")
    {
        Group = OptionGroup.Run,
        Properties = [nameof(TsneOptions.Threads)],
        Set = (options, threads) => options with { Threads = threads },
        Report = [new("threads", facts => facts.Plan.Threads, "The number of worker threads.")],
    };

    public static ValueRow<TsneSchedule> Schedule { get; } = new(
        "--schedule",
        ValueKind.Choice(("accelerated", TsneSchedule.Accelerated), ("classic", TsneSchedule.Classic)),
        "The descent: accelerated stops when the cost has converged; classic does all iterations.")
    {
        Properties = [nameof(TsneOptions.Schedule)],
        Set = (options, schedule) => options with { Schedule = schedule },
        Report = [new("schedule", facts => Schedule!.WordOf(facts.Options.Schedule))],
        Note = FormattableString.Invariant($"`accelerated` is Nesterov's descent. After early exaggeration the learning rate rises to ")
            + FormattableString.Invariant($"{TsneDefaults.PeakRateFactor} times the number of points in {TsneDefaults.RiseIterations} ")
            + FormattableString.Invariant($"iterations. It falls back to that number in {TsneDefaults.FallIterations}, and stays there. ")
            + "`classic` has constant rates and momentum.",
    };

    public static ValueRow<int> Iterations { get; } = new(
        "--iterations", ValueKind.Number(TsneDefaults.Iterations), "The most iterations, those of early exaggeration included.")
    {
        IsCommon = true,
        Properties = [nameof(TsneOptions.Iterations)],
        Set = (options, iterations) => options with { Iterations = iterations },
        Report = [new("maxIterations", facts => facts.Options.Iterations)],
        Note = "Fewer are done where `--min-cost-improvement` ends the run.",
    };

    public static ValueRow<int?> EarlyExaggerationIterations { get; } = new(
        "--early-exaggeration-iterations",
        ValueKind.NumberOr<int>(("auto", null)),
        "The number of iterations with early exaggeration; "
        + Auto(TsneDefaults.AcceleratedEarlyIterations, TsneDefaults.ClassicEarlyIterations))
    {
        Properties = [nameof(TsneOptions.EarlyExaggerationIterations)],
        Set = (options, iterations) => options with { EarlyExaggerationIterations = iterations },
        Report =
        [
            new(
                "earlyExaggerationIterations",
                facts => facts.EarlyExaggerationIterations,
                UsedFor("--early-exaggeration-iterations")),
        ],
        Note = "With `--schedule accelerated`, the last three eighths have the geometric mean of early and late exaggeration. "
            + "`auto` is fewer if `--iterations` is below 300. With `--start-from` the default is 0.",
    };

    public static OptionSection Section { get; } = new(
        "Optimization",
        [
            Init,
            Schedule,
            Repulsion,
            new ValueRow<double>(
                "--theta",
                ValueKind.Number(TsneDefaults.Theta),
                FormattableString.Invariant($"The accuracy of Barnes-Hut, from 0 (exact) to {TsneDefaults.MaxTheta}; smaller is slower."))
            {
                Properties = [nameof(TsneOptions.Theta)],
                Set = (options, theta) => options with { Theta = theta },
                Report = [new("theta", facts => facts.Options.Theta)],
                Note = "Programs that divide half the width of a cell by its distance call our 1.0 their 0.5.",
            },
            new ValueRow<double?>(
                "--gradient-error",
                ValueKind.NumberOr<double>(("none", null)),
                "Choose theta in each iteration so that the gradient is wrong by at most this share; none: a fixed theta.")
            {
                Properties = [nameof(TsneOptions.GradientError)],
                Set = (options, error) => options with { GradientError = error },
                Report = [new("gradientError", facts => facts.Options.GradientError, "As `--gradient-error`; null for `none`.")],
                Note = FormattableString.Invariant($"From {TsneDefaults.MinGradientError} to {TsneDefaults.MaxGradientError}. ")
                    + "The error is measured every 20 iterations on 256 points, against sums over all pairs. The report has all of them. "
                    + "Theta starts at `--theta`, and stays from 0.1 to 1.5; `--early-theta` is not used.",
            },
            new ValueRow<double?>(
                "--early-theta",
                ValueKind.NumberOr<double>(("auto", null)),
                "The value of --theta until the learning rate falls; auto: twice --theta, at most 1.")
            {
                Properties = [nameof(TsneOptions.EarlyTheta)],
                Set = (options, theta) => options with { EarlyTheta = theta },
                Report = [new("earlyTheta", facts => facts.EarlyTheta, UsedFor("--early-theta"))],
                Note = "Errors of the repulsion matter less there, because the attraction is exaggerated or steps are long. "
                    + "With `--schedule classic` it is used in early exaggeration. "
                    + "`auto` is `--theta` itself for the SNEs, for more than 1 degree of freedom, without exaggeration, "
                    + "or if `--theta` is above 1.",
            },
            Iterations,
            new ValueRow<double>(
                "--early-exaggeration",
                ValueKind.Number(TsneDefaults.EarlyExaggeration),
                "The factor on the attraction in the first phase, 1 or more.")
            {
                Properties = [nameof(TsneOptions.EarlyExaggeration)],
                Set = (options, exaggeration) => options with { EarlyExaggeration = exaggeration },
                Report = [new("earlyExaggeration", facts => facts.Options.EarlyExaggeration)],
            },
            EarlyExaggerationIterations,
            new ValueRow<double>(
                "--late-exaggeration",
                ValueKind.Number(TsneDefaults.LateExaggeration),
                "The factor on the attraction after early exaggeration, 1 or more.")
            {
                Properties = [nameof(TsneOptions.LateExaggeration)],
                Set = (options, exaggeration) => options with { LateExaggeration = exaggeration },
                Report = [new("lateExaggeration", facts => facts.Options.LateExaggeration)],
            },
            new ValueRow<double?>(
                "--learning-rate",
                ValueKind.NumberOr<double>(("auto", null)),
                "The step per unit of a quarter of the gradient; auto: points / exaggeration, "
                + FormattableString.Invariant($"up to {TsneDefaults.PeakRateFactor} times that with --schedule accelerated."))
            {
                Properties = [nameof(TsneOptions.LearningRate)],
                Set = (options, rate) => options with { LearningRate = rate },
                Report = [new("learningRate", facts => facts.Options.LearningRate, "As `--learning-rate`; null for `auto`.")],
                Note = "FIt-SNE and openTSNE use the same convention. A number is the rate of all iterations. "
                    + "`auto` uses the exaggeration of each phase.",
            },
            new ValueRow<double?>(
                "--early-momentum",
                ValueKind.NumberOr<double>(("auto", null)),
                "The momentum in early exaggeration, from 0 to below 1; "
                + Auto(TsneDefaults.AcceleratedEarlyMomentum, TsneDefaults.ClassicMomentum))
            {
                Properties = [nameof(TsneOptions.EarlyMomentum)],
                Set = (options, momentum) => options with { EarlyMomentum = momentum },
                Report = [new("earlyMomentum", facts => facts.Plan.Phases[0].Momentum, UsedFor("--early-momentum"))],
                Note = "With `--schedule accelerated`, the momentum grows to this value.",
            },
            new ValueRow<double?>(
                "--momentum",
                ValueKind.NumberOr<double>(("auto", null)),
                "The momentum after early exaggeration, from 0 to below 1; "
                + Auto(TsneDefaults.AcceleratedMomentum, TsneDefaults.ClassicMomentum))
            {
                Properties = [nameof(TsneOptions.Momentum)],
                Set = (options, momentum) => options with { Momentum = momentum },
                Report = [new("momentum", facts => facts.Plan.Phases[^1].Momentum, UsedFor("--momentum"))],
                Note = "With `--schedule accelerated`, the momentum grows to this value.",
            },
            new ValueRow<double?>(
                "--min-cost-improvement",
                ValueKind.NumberOr<double>(("auto", null)),
                $"Stop when {TsneDefaults.CostInterval} iterations lower the cost by less than this share; 0: never; "
                + Auto(TsneDefaults.AcceleratedMinCostImprovement, 0))
            {
                Properties = [nameof(TsneOptions.MinCostImprovement)],
                Set = (options, improvement) => options with { MinCostImprovement = improvement },
                Report = [new("minCostImprovement", facts => facts.MinCostImprovement, UsedFor("--min-cost-improvement"))],
                Note = FormattableString.Invariant($"The cost is computed at multiples of {TsneDefaults.CostInterval} iterations. ")
                    + FormattableString.Invariant($"It is first compared {TsneDefaults.CostInterval} iterations after the learning rate ")
                    + "began to fall, with `--schedule classic` as many after early exaggeration.",
            },
            Seed,
            Threads,
        ])
    {
        Group = OptionGroup.Accuracy,
    };

    /// <summary>The file that a run starts at; null where it starts at what the engine computes.</summary>
    public static string? StartFile(ParseResult line) => Init.In(line) is { } start and not (Pca or Random) ? start : null;

    /// <summary>What auto is in each schedule.</summary>
    private static string Auto(double accelerated, double classic) =>
        FormattableString.Invariant($"auto: {accelerated}, or {classic} with --schedule classic.");

    private static string UsedFor(string option) => $"As `{option}`; for `auto` the value used.";
}
