using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>How a map was made: the JSON of --report. docs/command-line.md describes its fields.</summary>
/// <param name="fields">All fields with their values.</param>
internal sealed class RunReport(JsonObject fields)
{
    /// <summary>All fields: what was read, what was set (from the table of options), what came of it.</summary>
    public static IReadOnlyList<ReportField> Fields { get; } =
    [
        new("version", _ => Tool.Version, "The version of the tool, with the commit that it was built from, where known."),
        new("inputs", facts => Array(facts.Request.Points.Names.Select(name => (JsonNode)name)), "The files, as they were named."),
        new("points", facts => facts.Input.Points, "The number of points."),
        new("inputDimensions", facts => facts.Input.Dimensions, "The number of features; null where the input is not points."),
        .. OptionTable.Rows.SelectMany(row => row.Fields),
        new("threads", facts => facts.Result.Threads, "The number of worker threads."),
        new("iterations", facts => facts.Result.Iterations, "The number of iterations done."),
        new(
            "stopReason",
            facts => Camel(facts.Result.StopReason),
            "`iterationsDone`, `costConverged` (by `--min-cost-improvement`), or `canceled` (by Ctrl-C)."),
        new(
            "klDivergence",
            facts => facts.KlDivergence,
            "The cost of the map in nats, without exaggeration (for SNE the mean over the points); null where it is not known."),
        new("millisecondsPerIteration", facts => Round(facts.MillisecondsPerIteration), "`seconds.optimization` divided by `iterations`."),
        new("peakMemoryMiB", facts => Math.Round(facts.PeakMemoryMiB, 1), "The largest resident memory of the process."),
        new("seconds", Seconds, "The time of each stage in seconds and their sum, `total`; without the time of writing."),
        new("stages", Stages, "What each stage reported, for instance the neighbour search that `auto` picked."),
    ];

    /// <summary>Says what is known of a run.</summary>
    public static RunReport Of(RunFacts facts) =>
        new(new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Name, field.Value(facts)))));

    /// <summary>Writes it as UTF-8 JSON.</summary>
    public void Write(Stream output)
    {
        // For people too: indented, and names of files as they are, not as \u escapes.
        JsonWriterOptions readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(output, readable))
        {
            fields.WriteTo(writer);
        }

        output.WriteByte((byte)'\n');
    }

    private static JsonObject Seconds(RunFacts facts)
    {
        StageSeconds seconds = facts.Result.Seconds;
        return new JsonObject
        {
            ["read"] = Round(facts.ReadSeconds),
            ["reduction"] = Round(seconds.Reduction),
            ["neighbors"] = Round(seconds.Neighbors),
            ["affinities"] = Round(seconds.Affinities),
            ["initialization"] = Round(seconds.Initialization),
            ["optimization"] = Round(seconds.Optimization),
            ["total"] = Round(facts.TotalSeconds),
        };
    }

    private static JsonObject Stages(RunFacts facts) =>
        new(facts.Details.Select(detail => KeyValuePair.Create(Camel(detail.Key), (JsonNode?)detail.Value)));

    private static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    private static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static double Round(double value) => Math.Round(value, 4);
}
