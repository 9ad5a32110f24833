namespace BhTsne.Cli.Commands;

/// <summary>Says the engine's complaints about options in the words of the command line.</summary>
internal static class OptionFaults
{
    /// <summary>
    /// The option that sets each property of <see cref="TsneOptions"/>. Points, weights and the start come from files, so that their faults are bad input.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [nameof(TsneOptions.OutputDimensions)] = "--dims",
        [nameof(TsneOptions.Objective)] = "--objective",
        [nameof(TsneOptions.DegreesOfFreedom)] = "--degrees-of-freedom",
        [nameof(TsneOptions.Perplexity)] = "--perplexity",
        [nameof(TsneOptions.Affinities)] = "--affinities",
        [nameof(TsneOptions.NeighborCount)] = "--neighbor-count",
        [nameof(TsneOptions.Neighbors)] = "--neighbors",
        [nameof(TsneOptions.NeighborRecall)] = "--neighbor-recall",
        [nameof(TsneOptions.Metric)] = "--metric",
        [nameof(TsneOptions.PcaComponents)] = "--pca",
        [nameof(TsneOptions.Initialization)] = "--init",
        [nameof(TsneOptions.MergeDuplicates)] = "--merge-duplicates",
        [nameof(TsneOptions.Repulsion)] = "--repulsion",
        [nameof(TsneOptions.Theta)] = "--theta",
        [nameof(TsneOptions.EarlyTheta)] = "--early-theta",
        [nameof(TsneOptions.Iterations)] = "--iterations",
        [nameof(TsneOptions.EarlyExaggeration)] = "--early-exaggeration",
        [nameof(TsneOptions.EarlyExaggerationIterations)] = "--early-exaggeration-iterations",
        [nameof(TsneOptions.LearningRate)] = "--learning-rate",
        [nameof(TsneOptions.EarlyMomentum)] = "--early-momentum",
        [nameof(TsneOptions.Momentum)] = "--momentum",
        [nameof(TsneOptions.MinCostImprovement)] = "--min-cost-improvement",
        [nameof(TsneOptions.Seed)] = "--seed",
        [nameof(TsneOptions.Threads)] = "--threads",
    };

    private static readonly string[] _aboutFiles = ["Points"];

    /// <summary>Numbers of the affinities have options of their own here.</summary>
    private static readonly (string Said, string Name)[] _ofAffinities =
    [
        ($"{nameof(TsneOptions.Affinities)}: perplexity ", "--perplexity: "),
        ($"{nameof(TsneOptions.Affinities)}: bandwidth ", "--bandwidth: "),
    ];

    /// <summary>Runs a check of options.</summary>
    /// <param name="validate">Throws <see cref="ArgumentException"/> with a line "Property: what is wrong" for each fault.</param>
    /// <exception cref="ToolException">There was a fault.</exception>
    public static void Check(Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException exception)
        {
            string[][] faults = [.. Failures.Lines(exception.Message).Select(Named).Select(line => line.Split(": ", 2))];
            bool onlyFiles = faults.All(fault => _aboutFiles.Contains(fault[0]));
            throw new ToolException(
                onlyFiles ? ExitCode.BadInput : ExitCode.WrongCommandLine,
                [.. faults.Select(fault => string.Join(": ", [Names.GetValueOrDefault(fault[0], fault[0]), .. fault[1..]]))],
                exception);
        }
    }

    private static string Named(string line)
    {
        if (line.StartsWith($"{nameof(TsneOptions.Affinities)}: a uniform row ", StringComparison.Ordinal))
        {
            return $"{line.TrimEnd('.')}, by --perplexity or --neighbor-count.";
        }

        (string said, string name) = Array.Find(_ofAffinities, pair => line.StartsWith(pair.Said, StringComparison.Ordinal));
        return said is null ? line : name + line[said.Length..];
    }
}
