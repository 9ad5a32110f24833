using System.CommandLine;

namespace BhTsne.Cli.Options;

/// <summary>The options of <c>bhtsne evaluate</c>.</summary>
internal static class EvaluateRows
{
    private static readonly EvaluationOptions _defaults = new();

    public static ValueRow<string?> Json { get; } = new(
        "--json", ValueKind.Name("FILE"), "Write every measure with its interval to this .json file.")
    {
        IsRepeated = false,
        Note = "See [its fields](#the-report-of-an-evaluation). `-` is the [standard output](#pipes).",
    };

    public static NamesRow Labels { get; } = new(
        FileRows.Labels.Name, "FILE", "Measure how the labels in this file lie in the map, one for each point; may be repeated.")
    {
        Note = "Several files are stacked in the order given. These labels replace those of `--label-column`. "
            + "Without both, a column `label` of MAP is used.",
    };

    public static ValueRow<string?> MatchColumn { get; } = new(
        ContinuationRows.MatchColumn.Name,
        ValueKind.Name("NAME|N"),
        "As --id-column: the column of POINTS that names each row, which is not a feature.")
    {
        Note = "Rows are not found again by it: POINTS and MAP must be in the same order.",
    };

    public static ValueRow<int[]?> Neighbors { get; } = new(
        "--neighbors",
        ValueKind.CountsOr("auto"),
        "How many neighbours are compared, each below half of the points; auto: 10, 30 and 90, as far as there are points.")
    {
        Properties = [nameof(EvaluationOptions.Neighbors)],
    };

    public static ValueRow<int?> Queries { get; } = new(
        "--queries",
        ValueKind.NumberOr<int>(("auto", null), ("all", int.MaxValue)),
        "How many points are compared with all others; auto: all of up to "
        + FormattableString.Invariant($"{EvaluationOptions.MostQueries:N0}, otherwise {EvaluationOptions.DefaultQueries:N0}."))
    {
        Properties = [nameof(EvaluationOptions.Queries)],
        Note = "They are drawn at random, and each is compared with all points. `all` gives exact measures, in a time that grows with the "
            + "square of the points.",
    };

    public static ValueRow<double?> Perplexity { get; } = new(
        SimilarityRows.Perplexity.Name,
        ValueKind.NumberOr<double>(("auto", null)),
        FormattableString.Invariant($"The perplexity of the KL divergence; auto: {TsneDefaults.Perplexity}, or fewer for few points."))
    {
        Properties = [nameof(TsneOptions.Perplexity)],
        Note = "It should be that of the map, which is then compared with the P that it was made of.",
    };

    public static FlagRow NoKl { get; } = new("--no-kl", "Leave out the KL divergence, which needs the neighbours of all points.");

    public static OptionSection Section { get; } = new(
        "Evaluation",
        [
            Json,
            FileRows.InputFormat,
            Labels,
            FileRows.Header,
            FileRows.LabelColumn,
            MatchColumn,
            Neighbors,
            Queries,
            SimilarityRows.Metric,
            Perplexity,
            NoKl,
            OptimizationRows.Seed,
            OptimizationRows.Threads,
        ])
    {
        IsGroup = true,
    };

    /// <summary>The engine's options of a line.</summary>
    public static EvaluationOptions Options(ParseResult line) => _defaults with
    {
        Neighbors = Neighbors.In(line),
        Queries = Queries.In(line),
        Metric = SimilarityRows.Metric.In(line),
        Seed = OptimizationRows.Seed.In(line),
        Threads = OptimizationRows.Threads.In(line),
    };

    /// <summary>The option that sets a property of the engine's options, as a user types it.</summary>
    public static string NameOf(string property) =>
        Section.Rows.FirstOrDefault(row => row.Properties.Contains(property))?.Name ?? property;
}
