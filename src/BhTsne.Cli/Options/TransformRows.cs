using System.CommandLine;
using BhTsne.IO;

namespace BhTsne.Cli.Options;

/// <summary>The options of <c>bhtsne transform</c>.</summary>
internal static class TransformRows
{
    public static ValueRow<string?> Output { get; } = new(
        FileRows.Output.Name,
        ValueKind.Name("FILE"),
        $"Write the places to this file: {TableFormat.DescribeWritable(TableContents.Map)}; if no output is named: INPUT.map.csv.")
    {
        IsRepeated = false,
        Alias = FileRows.Output.Alias,
        Note = "Text has a row for each new point: its id and label, if any, its coordinates, `distance_score`, and `far` (yes or no). "
            + "A `.npy` has the coordinates alone.",
    };

    public static NamesRow Plots { get; } = new(
        FileRows.Plots.Name,
        "FILE",
        "Write a picture to this .html, .png or .svg file: the new points over the faint map; may be repeated.")
    {
        IsRepeated = false,
    };

    public static ValueRow<string?> Report { get; } = new(
        FileRows.Report.Name, ValueKind.Name("FILE"), "Write settings, far points and timings to this .json file.")
    {
        IsRepeated = false,
        Note = "See [its fields](#the-report-of-new-points).",
    };

    public static ValueRow<string?> MatchColumn { get; } = new(
        ContinuationRows.MatchColumn.Name,
        ValueKind.Name("NAME|N"),
        "As --id-column.");

    public static ValueRow<double?> Perplexity { get; } = new(
        SimilarityRows.Perplexity.Name,
        ValueKind.NumberOr<double>(("auto", null)),
        "The effective number of neighbours of each new point in the map, 1 or more; auto: "
        + FormattableString.Invariant($"{TransformOptions.DefaultPerplexity}, or fewer in a map of less than 15 points."))
    {
        Note = "Small perplexities place a point among its nearest points of the map.",
    };

    public static ValueRow<int> Iterations { get; } = new(
        OptimizationRows.Iterations.Name,
        ValueKind.Number(new TransformOptions().Iterations),
        "The most steps of each new point; 0 leaves it at the weighted median of the places of its neighbours.");

    public static ValueRow<double?> Theta { get; } = new(
        "--theta", ValueKind.NumberOr<double>(("auto", null)), "The accuracy of Barnes-Hut; auto: that of the map.");

    public static OptionSection Section { get; } = new(
        "New points",
        [
            Output,
            FileRows.OutputFormat,
            Plots,
            Report,
            FileRows.InputFormat,
            FileRows.Labels,
            FileRows.LabelNames,
            FileRows.Header,
            FileRows.LabelColumn,
            MatchColumn,
            Perplexity,
            Iterations,
            Theta,
            OptimizationRows.Threads,
        ])
    {
        IsGroup = true,
    };

    /// <summary>The engine's options of a line.</summary>
    public static TransformOptions Options(ParseResult line) => new()
    {
        Perplexity = Perplexity.In(line),
        Iterations = Iterations.In(line),
        Theta = Theta.In(line),
        Threads = OptimizationRows.Threads.In(line),
    };
}
