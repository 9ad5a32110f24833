using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Reporting;

/// <summary>How a map was made: the JSON of --report. docs/command-line.md describes the fields; their names are promises.</summary>
internal sealed record RunReport
{
    public required string Version { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required int Points { get; init; }

    public required int InputDimensions { get; init; }

    public required int OutputDimensions { get; init; }

    public required string Metric { get; init; }

    /// <summary>Principal components that were kept, of sparse points those of the truncated SVD; null where the points were not reduced.</summary>
    public required int? Pca { get; init; }

    public required double Perplexity { get; init; }

    /// <summary>Neighbours kept for each point.</summary>
    public required int NeighborCount { get; init; }

    public required string Initialization { get; init; }

    public required string Repulsion { get; init; }

    public required double Theta { get; init; }

    public required double EarlyExaggeration { get; init; }

    public required int EarlyExaggerationIterations { get; init; }

    /// <summary>Null for points / exaggeration in each phase.</summary>
    public required double? LearningRate { get; init; }

    public required double EarlyMomentum { get; init; }

    public required double Momentum { get; init; }

    public required double MinCostImprovement { get; init; }

    public required ulong Seed { get; init; }

    public required int Threads { get; init; }

    public required int Iterations { get; init; }

    /// <summary>iterationsDone, costConverged or canceled; the tool does not offer to stop by the gradient.</summary>
    public required string StopReason { get; init; }

    /// <summary>Null where a run was stopped before any was known.</summary>
    public required double? KlDivergence { get; init; }

    public required double MillisecondsPerIteration { get; init; }

    public required double PeakMemoryMiB { get; init; }

    public required ReportSeconds Seconds { get; init; }

    /// <summary>What each stage said it did, by its name in <see cref="Seconds"/>.</summary>
    public required IReadOnlyDictionary<string, string> Stages { get; init; }

    /// <summary>Puts together what is known after a run.</summary>
    public static RunReport Of(
        EmbedRequest request,
        InputPoints points,
        TsneOptions options,
        TsneResult result,
        double readSeconds,
        IReadOnlyDictionary<TsneStage, string> details)
    {
        StageSeconds seconds = result.Seconds;
        return new RunReport
        {
            Version = Tool.Version,
            Inputs = request.Points.Names,
            Points = points.Rows,
            InputDimensions = points.Columns,
            OutputDimensions = result.Embedding.Dimensions,
            Metric = options.Metric.Name,
            Pca = points.Components(options),
            Perplexity = options.Perplexity,
            NeighborCount = options.EffectiveNeighborCount(points.Rows),
            Initialization = request.StartFile ?? Camel(options.Initialization.ToString()),
            Repulsion = options.Repulsion == RepulsionMethod.Exact ? "exact" : "barnes-hut",
            Theta = options.Theta,
            EarlyExaggeration = options.EarlyExaggeration,
            EarlyExaggerationIterations = options.EarlyExaggerationIterations,
            LearningRate = options.LearningRate,
            EarlyMomentum = options.EarlyMomentum,
            Momentum = options.Momentum,
            MinCostImprovement = options.MinCostImprovement,
            Seed = options.Seed,
            Threads = result.Threads,
            Iterations = result.Iterations,
            StopReason = Camel(result.StopReason.ToString()),
            KlDivergence = double.IsFinite(result.KlDivergence) ? result.KlDivergence : null,
            MillisecondsPerIteration = result.Iterations == 0 ? 0 : Math.Round(1000 * seconds.Optimization / result.Iterations, 4),
            PeakMemoryMiB = Math.Round(result.PeakMemoryBytes / 1048576.0, 1),
            Seconds = new ReportSeconds(
                Round(readSeconds),
                Round(seconds.Reduction),
                Round(seconds.Neighbors),
                Round(seconds.Affinities),
                Round(seconds.Initialization),
                Round(seconds.Optimization),
                Round(readSeconds + seconds.Total)),
            Stages = details.ToDictionary(detail => Camel(detail.Key.ToString()), detail => detail.Value),
        };
    }

    /// <summary>Writes it as UTF-8 JSON.</summary>
    public void Write(Stream output)
    {
        JsonSerializer.Serialize(output, this, ReportJson.Readable.RunReport);
        output.WriteByte((byte)'\n');
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static double Round(double seconds) => Math.Round(seconds, 4);
}

/// <summary>Seconds of each stage; the total is their sum.</summary>
internal sealed record ReportSeconds(
    double Read, double Reduction, double Neighbors, double Affinities, double Initialization, double Optimization, double Total);

/// <summary>Serialisation without reflection.</summary>
[JsonSerializable(typeof(RunReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>For people too: indented, and names of files as they are, not as \u escapes.</summary>
    public static ReportJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
