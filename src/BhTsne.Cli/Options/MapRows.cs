namespace BhTsne.Cli.Options;

/// <summary>What kind of map is made.</summary>
internal static class MapRows
{
    public static ValueRow<TsneObjective> Objective { get; } = new(
        "--objective",
        ValueKind.Choice(("tsne", TsneObjective.TSne), ("symmetric-sne", TsneObjective.SymmetricSne), ("sne", TsneObjective.Sne)),
        "What is minimised: the cost of t-SNE (2008), symmetric SNE (2007) or SNE (2002).")
    {
        Properties = [nameof(TsneOptions.Objective)],
        Set = (options, objective) => options with { Objective = objective },
        Report = [new("objective", facts => Objective!.WordOf(facts.Options.Objective))],
        Note = "Both SNEs have a Gaussian kernel in the map. They crowd the points in the centre and preserve fewer neighbourhoods.",
    };

    public static ValueRow<int> Dimensions { get; } = new(
        "--dims", ValueKind.Number(TsneDefaults.OutputDimensions), "The dimensions of the map: 1, 2 or 3.")
    {
        IsCommon = true,
        Properties = [nameof(TsneOptions.OutputDimensions)],
        Set = (options, dimensions) => options with { OutputDimensions = dimensions },
        Report = [new("outputDimensions", facts => facts.Options.OutputDimensions)],
    };

    public static OptionSection Section { get; } = new(
        "The map",
        [
            Dimensions,
            Objective,
            new ValueRow<double>(
                "--degrees-of-freedom",
                ValueKind.Number(TsneDefaults.DegreesOfFreedom),
                "The tails of t-SNE's kernel: below 1 heavier, with finer clusters; above 1 lighter.")
            {
                Properties = [nameof(TsneOptions.DegreesOfFreedom)],
                Set = (options, degrees) => options with { DegreesOfFreedom = degrees },
                Report = [new("degreesOfFreedom", facts => facts.Options.DegreesOfFreedom)],
                Note = FormattableString.Invariant(
                    $"The kernel is (1 + s/X)^−X of the squared distance s. X is at least {TsneDefaults.MinDegreesOfFreedom}. ")
                    + "With a large X it approaches the Gaussian of symmetric SNE.",
            },
        ])
    {
        Group = OptionGroup.Map,
    };
}
