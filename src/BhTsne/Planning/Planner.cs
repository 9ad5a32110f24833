using BhTsne.Neighbors;

namespace BhTsne.Planning;

/// <summary>Resolves options against an input: the one place where an "auto" becomes a value.</summary>
internal static class Planner
{
    /// <summary>
    /// Makes the plan. Starts no thread and reads nothing of the input but its shape, its weights, its start and its lists of rows.
    /// </summary>
    public static TsnePlan Plan(TsneInput input, TsneOptions options)
    {
        List<TsneFault> faults = [.. OptionRules.Find(options, input.Kind)];
        bool sound = faults.Count == 0;
        faults.AddRange(InputRules.Find(input, options));
        if (!sound || input.Points < InputRules.MinPoints)
        {
            return Refused(input, options, faults);
        }

        Choices choices = new(options);
        double all = input.Affinities?.Weights?.Sum ?? Neighborhood.Sum(input);
        int? components = Components(input, options, choices);
        faults.AddRange(SizeRules.Find(input, options, components));
        int? count = Count(input, options, choices);
        NeighborMethod? search = Search(input, options, components, choices);
        string start = Start(input, options, choices);
        double earlyTheta = EarlyTheta(options, choices);
        IReadOnlyList<TsnePhase> phases = Phases(options, all, earlyTheta, choices);
        int threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        choices.Add(nameof(options.Threads), $"{threads}", options.Threads == 0 ? "one per processor" : null);
        return new TsnePlan(input, options)
        {
            Faults = faults,
            Components = components,
            Neighbors = search,
            NeighborCount = count,
            Affinities = input.Affinities is null ? Neighborhood.Kind(options) : null,
            Start = start,
            Phases = phases,
            EarlyExaggerationIterations = SchedulePhases.EarlyIterations(options),
            MinCostImprovement = SchedulePhases.MinCostImprovement(options, all),
            Threads = threads,
            Choices = choices.All,
            Memory = faults.Count > 0 ? [] : MemoryForecast.Of(input, components, count),
            TotalWeight = all,
            HasEntropy = input.Affinities is not { ConditionalEntropy: null },
        };
    }

    /// <summary>Options out of their ranges have no values to resolve.</summary>
    private static TsnePlan Refused(TsneInput input, TsneOptions options, List<TsneFault> faults) => new(input, options)
    {
        Faults = faults,
        Components = null,
        Neighbors = null,
        NeighborCount = null,
        Affinities = null,
        Start = "",
        Phases = [],
        EarlyExaggerationIterations = 0,
        MinCostImprovement = 0,
        Threads = 0,
        Choices = [],
        Memory = [],
        TotalWeight = input.Points,
    };

    private static int? Components(TsneInput input, TsneOptions options, Choices choices)
    {
        const string Option = nameof(TsneOptions.PcaComponents);
        if (input.Dimensions is not { } dimensions)
        {
            return null;
        }

        int most = TsneDefaults.PcaComponents;
        if (input.Kind == TsneInputKind.SparsePoints)
        {
            int components = options.PcaComponents ?? Math.Min(most, dimensions);
            string why = dimensions < most
                ? $"there are {dimensions} dimensions"
                : $"the default for the {dimensions} dimensions of sparse points";
            choices.Add(Option, $"truncated SVD to {components}", options.PcaComponents is null ? why : null);
            return components;
        }

        switch (options.PcaComponents)
        {
            case 0:
                choices.Add(Option, "none", null);
                return null;
            case { } asked:
                choices.Add(Option, $"PCA to {asked}", null);
                return asked;
            case null when options.Metric.Kind != MetricKind.Euclidean:
                choices.Add(Option, "none", $"PCA keeps Euclidean distances only, not '{options.Metric.Name}'");
                return null;
            case null when dimensions > most:
                choices.Add(Option, $"PCA to {most}", $"there are {dimensions} dimensions, more than {most}");
                return most;
            default:
                choices.Add(Option, "none", $"there are {dimensions} dimensions, at most {most}");
                return null;
        }
    }

    private static int? Count(TsneInput input, TsneOptions options, Choices choices)
    {
        if (input.Affinities is not null)
        {
            return null;
        }

        int count = Neighborhood.Count(input, options), wanted = Neighborhood.Wanted(options);
        string? reason = input.Graph is not null && Neighborhood.Weights(input) is null ? "the graph has as many"
            : options.NeighborCount is not null ? null
            : count < wanted ? $"{wanted} were wanted, but a point has no more others"
            : options.Affinities?.Form == Affinities.AffinityForm.Uniform ? "as many as a uniform row has"
            : $"{TsneDefaults.NeighborsPerPerplexity} for each unit of perplexity";
        choices.Add(nameof(TsneOptions.NeighborCount), $"{count}", reason);
        return count;
    }

    private static NeighborMethod? Search(TsneInput input, TsneOptions options, int? components, Choices choices)
    {
        if (input.Dimensions is not { } dimensions)
        {
            return null;
        }

        NeighborChoice choice = NeighborSearches.Choose(options.Neighbors, input.Points, components ?? dimensions, options.Metric);
        choices.Add(nameof(TsneOptions.Neighbors), $"{choice.Method}", options.Neighbors == NeighborMethod.Auto ? choice.Reason : null);
        return choice.Method;
    }

    private static string Start(TsneInput input, TsneOptions options, Choices choices)
    {
        bool hasPoints = input.Dimensions is not null;
        (string start, string? reason) = input.Start is not null ? ("given", GivenStart(input))
            : options.Initialization == InitializationMethod.Random ? ("random", null)
            : hasPoints ? ("pca", null)
            : ("random", "there are no points to find principal components of");
        choices.Add(nameof(TsneOptions.Initialization), start, reason);
        return start;
    }

    private static string GivenStart(TsneInput input) => input.StartRows is { } rows && rows.Length < input.Points
        ? $"the input has a start of {rows.Length} rows; the others start at their neighbours"
        : "the input has a start";

    private static double EarlyTheta(TsneOptions options, Choices choices)
    {
        (double theta, string? reason) = options switch
        {
            { EarlyTheta: { } given } => (given, null),
            { Objective: not TsneObjective.TSne } => (options.Theta, "as theta: a larger one was not measured for Gaussian kernels"),
            { DegreesOfFreedom: > 1 } => (options.Theta, "as theta: a larger one was not measured for light tails"),
            { EarlyExaggeration: <= 1 } => (options.Theta, "as theta: there is no exaggeration to outweigh the errors of the repulsion"),
            _ => (
                Math.Max(options.Theta, Math.Min(TsneDefaults.EarlyThetaFactor * options.Theta, 1)),
                (string?)FormattableString.Invariant(
                    $"{TsneDefaults.EarlyThetaFactor} x theta, at most 1: exaggeration outweighs the errors of the repulsion")),
        };
        choices.Add(nameof(TsneOptions.EarlyTheta), FormattableString.Invariant($"{theta}"), reason);
        return theta;
    }

    private static IReadOnlyList<TsnePhase> Phases(TsneOptions options, double all, double earlyTheta, Choices choices)
    {
        IReadOnlyList<TsnePhase> phases = SchedulePhases.Of(options, all, earlyTheta);
        bool isClassic = options.Schedule == TsneSchedule.Classic;
        choices.Add(nameof(options.Schedule), $"{options.Schedule}", null);
        choices.Add(
            nameof(options.EarlyExaggerationIterations),
            $"{SchedulePhases.EarlyIterations(options)}",
            options.EarlyExaggerationIterations is null ? $"the default of the schedule with {options.Iterations} iterations" : null);
        string rates = string.Join(", then ", phases.Select(Rate).Distinct());
        string natural = "the number of points (the sum of their weights) / exaggeration";
        choices.Add(
            nameof(TsneOptions.LearningRate),
            rates,
            options.LearningRate is not null ? null
            : phases.All(phase => phase.FinalLearningRate is null) ? natural
            : $"{natural}; a multiple of it while the map grows fastest");
        choices.Add(
            nameof(options.MinCostImprovement),
            FormattableString.Invariant($"{SchedulePhases.MinCostImprovement(options, all)}"),
            options.MinCostImprovement is not null ? null
            : isClassic ? "all iterations are done" : "below it the map hardly changes");
        return phases;
    }

    private static string Rate(TsnePhase phase) => FormattableString.Invariant(
        phase.FinalLearningRate is { } final && final != phase.LearningRate
            ? $"{phase.LearningRate:0.###} to {final:0.###}"
            : (FormattableString)$"{phase.LearningRate:0.###}");

    /// <summary>Collects what was chosen.</summary>
    private sealed class Choices(TsneOptions options)
    {
        private readonly List<TsneChoice> _all =
        [
            new(nameof(TsneOptions.Metric), options.Metric.Name, Given),
        ];

        private const string Given = "given, or the default";

        public IReadOnlyList<TsneChoice> All => _all;

        /// <summary>Notes a choice; no reason where the option says so itself.</summary>
        public void Add(string option, string value, string? reason) => _all.Add(new TsneChoice(option, value, reason ?? Given));
    }
}
