using System.Text.Json.Nodes;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>A field of the JSON of --report of new points. Its name is a promise: fields are only ever added.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Meaning">For docs/command-line.md, as Markdown.</param>
internal sealed record TransformField(string Name, Func<TransformFacts, JsonNode?> Value, string Meaning);

/// <summary>How new points were placed: the JSON of --report. docs/command-line.md describes its fields.</summary>
internal static class TransformReport
{
    private const double MiB = 1 << 20;

    /// <summary>All fields: the files, the options, the results.</summary>
    public static IReadOnlyList<TransformField> Fields { get; } =
    [
        new("version", _ => Tool.Version, "The version of the tool, with the commit that it was built from, where known."),
        new("model", facts => facts.Request.Model, "The model, as it was named."),
        new("modelVersion", facts => facts.Model.EngineVersion, "The version of the engine that made the map."),
        new("modelPoints", facts => facts.Model.Points, "The number of points of the map."),
        new(ReportOptions.CommandField, _ => TransformCommand.Page.Name, "The command that wrote the report."),
        new(
            ReportOptions.Field,
            facts => facts.Request.Given.DeepClone(),
            "What was given, as [`--config`](#options-in-a-file) takes it again; names of files are relative to the report."),
        new("inputs", facts => new JsonArray([.. facts.Request.Points.Names]), "The files, as they were named."),
        new(
            ReportOptions.HashField,
            facts => facts.InputHashes.ToJson(facts.Request.Outputs.ReportFile),
            "SHA-256 of each file that was read, in hexadecimal; names of files are relative to the report."),
        new("points", facts => facts.Points, "The number of new points."),
        new("inputDimensions", facts => facts.Model.Dimensions, "The number of features."),
        new("outputDimensions", facts => facts.Model.Embedding.Dimensions, "The number of dimensions of the map."),
        new("table", facts => facts.Table?.ToJson(), TableFacts.ReportMeaning),
        new("columnsLeftOut", facts => new JsonArray([.. facts.LeftOut]), "The names of columns that the map does not have."),
        new("matchColumn", facts => facts.Ids?.Column, "The name of the column of ids; null without one."),
        new(
            "perplexity",
            facts => facts.Request.Options.Perplexity,
            $"As `{TransformRows.Perplexity.Name}`; null for `auto`."),
        new("iterations", facts => facts.Request.Options.Iterations, $"As `{TransformRows.Iterations.Name}`."),
        new("theta", facts => facts.Request.Options.Theta, $"As `{TransformRows.Theta.Name}`; null for `auto`."),
        new("threads", facts => facts.Request.Options.Threads, $"As `{OptimizationRows.Threads.Name}`."),
        new(
            "typicalDistance",
            facts => Number(facts.Model.TypicalDistance),
            "The distance to the nearest point that 99 % of the points of the map do not exceed."),
        new(
            "largestDistanceScore",
            facts => Number(facts.LargestScore),
            "The largest `distance_score`; null where it is infinite, because the points of the map have no distances."),
        new("largestDistanceRow", facts => facts.FarthestRow, "The row that has it, from 0."),
        new("farScore", _ => TransformResult.FarScore, "A point of a larger `distance_score` is far."),
        new("farPoints", facts => new JsonArray([.. facts.Result!.FarPoints.Select(row => (JsonNode)row)]), "The far rows, from 0."),
        new(
            "warnings",
            facts => RunWarning.ToJson(TransformWarnings.Of(facts)),
            "What a user should know, each with `kind`, `message` and `advice`; see [warnings](#warnings)."),
        new("peakMemoryMiB", facts => Math.Round(facts.PeakBytes / MiB, 1), "The largest resident memory of the process."),
        new("seconds", Seconds, "The time of `read` and `transform` in seconds and their sum, `total`; without the time of writing."),
    ];

    /// <summary>Writes it as UTF-8 JSON.</summary>
    public static void Write(Stream output, TransformFacts facts) => new RunReport(
        new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Name, field.Value(facts))))).Write(output);

    private static JsonObject Seconds(TransformFacts facts) => new()
    {
        ["read"] = Math.Round(facts.ReadSeconds, 4),
        ["transform"] = Math.Round(facts.Result!.Seconds, 4),
        ["total"] = Math.Round(facts.ReadSeconds + facts.Result.Seconds, 4),
    };

    /// <summary>JSON has no infinity.</summary>
    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
}
