using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>How a map was or would be made: the JSON of --report. docs/command-line.md describes its fields.</summary>
/// <param name="fields">All fields with their values.</param>
internal sealed class RunReport(JsonObject fields)
{
    /// <summary>All fields: the input, the options (from their table), the plan, the results.</summary>
    public static IReadOnlyList<ReportField> Fields { get; } =
    [
        new("version", _ => Tool.Version, "The version of the tool, with the commit that it was built from, where known."),
        new(
            ReportOptions.CommandField,
            _ => EmbedCommand.Page.Name,
            "The command that wrote the report."),
        new(
            ReportOptions.Field,
            facts => facts.Request.Given.DeepClone(),
            "What was given to the run, as [`--config`](#options-in-a-file) takes it again; names of files are relative to the report."),
        new(
            ReportOptions.HashField,
            facts => facts.InputHashes.ToJson(facts.Request.ReportFile),
            "SHA-256 of each file that was read, as `sha256sum` prints it; without devices and pipes."),
        new("inputs", facts => new JsonArray([.. facts.Request.Points.Names]), "The files, as they were named."),
        new("points", facts => facts.Plan.Points, "The number of points."),
        new("inputDimensions", facts => facts.Plan.Dimensions, "The number of features; null where the input is not points."),
        .. OptionTable.Rows.SelectMany(row => row.Fields),
        new("table", facts => facts.Table?.ToJson(), TableFacts.ReportMeaning),
        new("plan", PlanJson.Of, "What was planned before the run; see [the plan](#the-plan)."),
        ReportField.OfResult("iterations", (_, result) => result.Iterations, "The number of iterations done."),
        ReportField.OfResult(
            "stopReason",
            (_, result) => Camel(result.StopReason),
            "`costConverged` (by `minCostImprovement`), `iterationsDone` (`maxIterations` were done), or `canceled` (by Ctrl-C)."),
        ReportField.OfResult(
            "costImprovement",
            (facts, _) => facts.CostImprovement,
            $"How far from flat the descent was: the share by which the cost last fell over {TsneDefaults.CostInterval} iterations; "
            + "null where it is not known."),
        ReportField.OfResult(
            "klDivergence",
            (facts, _) => facts.KlDivergence,
            "The cost of the map in nats, without exaggeration (for SNE the mean over the points); null where it is not known."),
        ReportField.OfResult(
            "millisecondsPerIteration",
            (facts, _) => Round(facts.MillisecondsPerIteration),
            "`seconds.optimization` divided by `iterations`."),
        ReportField.OfResult("peakMemoryMiB", (facts, _) => Math.Round(facts.PeakMiB, 1), "The largest resident memory of the process."),
        ReportField.OfResult("seconds", Seconds, "The time of each stage in seconds and their sum, `total`; without the time of writing."),
        .. TrustRows.Fields,
        ReportField.OfResult(
            "warnings",
            (facts, _) => RunWarning.ToJson(RunWarnings.Of(facts)),
            "What a user should know, each with `kind`, `message` and `advice`; see [warnings](#warnings)."),
        ReportField.OfResult("stages", Stages, "What each stage reported, for instance the neighbour search that `auto` picked."),
    ];

    /// <summary>Creates the report of a run, or of a plan where there is no result.</summary>
    public static RunReport Of(RunFacts facts) => new(new JsonObject(
        from field in Fields
        where facts.Result is not null || !field.IsResult
        select KeyValuePair.Create(field.Name, field.Value(facts))));

    /// <summary>A name of the engine as JSON has it.</summary>
    public static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Writes it as UTF-8 JSON.</summary>
    public void Write(Stream output)
    {
        // Readable: indented, and with names of files as they are, not as \u escapes.
        JsonWriterOptions readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(output, readable))
        {
            fields.WriteTo(writer);
        }

        output.WriteByte((byte)'\n');
    }

    private static JsonObject Seconds(RunFacts facts, TsneResult result) => new()
    {
        ["read"] = Round(facts.ReadSeconds),
        ["reduction"] = Round(result.Seconds.Reduction),
        ["neighbors"] = Round(result.Seconds.Neighbors),
        ["affinities"] = Round(result.Seconds.Affinities),
        ["initialization"] = Round(result.Seconds.Initialization),
        ["optimization"] = Round(result.Seconds.Optimization),
        ["total"] = Round(facts.TotalSeconds),
    };

    private static JsonObject Stages(RunFacts facts, TsneResult result) =>
        new(facts.Details.Select(detail => KeyValuePair.Create(Camel(detail.Key), (JsonNode?)detail.Value)));

    private static double Round(double value) => Math.Round(value, 4);
}
