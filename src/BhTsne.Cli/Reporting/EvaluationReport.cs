using System.Text.Json.Nodes;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>A field of the JSON of an evaluation. Its name is a promise: fields are only ever added.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Meaning">For docs/command-line.md, as Markdown.</param>
internal sealed record EvaluationField(string Name, Func<EvaluationFacts, JsonNode?> Value, string Meaning);

/// <summary>What a map is worth: the JSON of --json. docs/command-line.md describes its fields.</summary>
internal static class EvaluationReport
{
    private const double MiB = 1 << 20;

    /// <summary>All fields: the files, the options, the measures.</summary>
    public static IReadOnlyList<EvaluationField> Fields { get; } =
    [
        new("version", _ => Tool.Version, "The version of the tool, with the commit that it was built from, where known."),
        new(ReportOptions.CommandField, _ => EvaluateCommand.Page.Name, "The command that wrote the report."),
        new(
            ReportOptions.Field,
            facts => facts.Request.Given.DeepClone(),
            "What was given, as [`--config`](#options-in-a-file) takes it again; names of files are relative to the report."),
        new("inputs", facts => new JsonArray([.. facts.Request.Points.Names]), "The files of the points, as they were named."),
        new(
            ReportOptions.HashField,
            facts => facts.InputHashes.ToJson(facts.Request.Outputs.ReportFile),
            "SHA-256 of each file that was read, in hexadecimal; names of files are relative to the report."),
        new("map", facts => facts.Request.Map, "The file of the map, as it was named."),
        new("labels", facts => facts.LabelSource, "Where the labels are from; null without labels."),
        new("points", facts => facts.Points.Rows, "The number of points."),
        new("inputDimensions", facts => facts.Points.Columns, "The number of features."),
        new("outputDimensions", facts => facts.Map.Dimensions, "The number of dimensions of the map."),
        new("standardize", facts => facts.Table.IsStandardized, $"As `{TableRows.Standardize.Name}`."),
        new("table", facts => facts.Table.ToJson(), TableFacts.ReportMeaning),
        new("metric", facts => facts.Request.Options.Metric.Name, $"As `{SimilarityRows.Metric.Name}`."),
        new("seed", facts => facts.Request.Options.Seed, $"As `{OptimizationRows.Seed.Name}`."),
        new("threads", facts => facts.Request.Options.Threads, $"As `{OptimizationRows.Threads.Name}`."),
        new("queries", facts => facts.Evaluation!.Queries, "The number of points that were compared with all others."),
        new(
            "neighborhoods",
            facts => new JsonArray([.. facts.Evaluation!.Neighborhoods.Select(Neighborhood)]),
            "For each number of `neighbors`: `preservation`, `trustworthiness` and `continuity`."),
        new("rankCorrelation", facts => Number(facts.Evaluation!.RankCorrelation), "Spearman's correlation of the distances of pairs."),
        new("tripletAgreement", facts => Number(facts.Evaluation!.TripletAgreement), "The share of triplets in the same order."),
        new(
            "labelAccuracy",
            facts => Number(facts.Evaluation!.LabelAccuracy),
            "The share of points whose label most of their 10 nearest in the map have; null without labels."),
        new("silhouette", facts => Number(facts.Evaluation!.Silhouette), "The silhouette of the labels in the map; null without labels."),
        new("klDivergence", facts => Number(facts.Evaluation!.KlDivergence), "In nats; null with `--no-kl`."),
        new("perplexity", facts => facts.Perplexity, "The perplexity of `klDivergence`; null with `--no-kl`."),
        new("remark", facts => EvaluationRemark.Of(facts.Evaluation!), "What stands out, in a sentence."),
        new(
            "warnings",
            facts => RunWarning.ToJson(RunWarnings.Repeated(facts.Request.Config, facts.InputHashes)),
            "What a user should know, each with `kind`, `message` and `advice`; see [warnings](#warnings)."),
        new("peakMemoryMiB", facts => Math.Round(facts.PeakBytes / MiB, 1), "The largest resident memory of the process."),
        new("seconds", Seconds, "The time of `read`, `measure` and `klDivergence` in seconds and their sum, `total`."),
    ];

    /// <summary>Writes it as UTF-8 JSON.</summary>
    public static void Write(Stream output, EvaluationFacts facts) => new RunReport(
        new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Name, field.Value(facts))))).Write(output);

    private static JsonNode Neighborhood(NeighborhoodQuality quality) => new JsonObject
    {
        ["neighbors"] = quality.Neighbors,
        ["preservation"] = Number(quality.Preservation),
        ["trustworthiness"] = Number(quality.Trustworthiness),
        ["continuity"] = Number(quality.Continuity),
    };

    private static JsonObject? Number(Estimate? estimate) => estimate is null ? null : new()
    {
        ["value"] = estimate.Value,
        ["low"] = estimate.Low,
        ["high"] = estimate.High,
        ["samples"] = estimate.Samples,
        ["exact"] = estimate.IsExact,
    };

    private static JsonObject Seconds(EvaluationFacts facts) => new()
    {
        ["read"] = Round(facts.ReadSeconds),
        ["measure"] = Round(facts.EvaluationSeconds),
        ["klDivergence"] = Round(facts.KlSeconds),
        ["total"] = Round(facts.ReadSeconds + facts.EvaluationSeconds + facts.KlSeconds),
    };

    private static double Round(double value) => Math.Round(value, 4);
}
