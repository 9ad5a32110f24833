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

    /// <summary>How many points there are with each counted as often as it weighs; null without weights.</summary>
    public required double? SumOfWeights { get; init; }

    /// <summary>points, distances, neighbors or affinities.</summary>
    public required string InputKind { get; init; }

    /// <summary>Null where the input is not points.</summary>
    public required int? InputDimensions { get; init; }

    public required int OutputDimensions { get; init; }

    /// <summary>As the option is spelt.</summary>
    public required string Objective { get; init; }

    public required double DegreesOfFreedom { get; init; }

    public required string Metric { get; init; }

    /// <summary>Principal components that were kept, of sparse points those of the truncated SVD; null where the points were not reduced.</summary>
    public required int? Pca { get; init; }

    /// <summary>perplexity, multiscale, uniform or fixed.</summary>
    public required string Affinities { get; init; }

    /// <summary>Null unless there is one.</summary>
    public required double? Perplexity { get; init; }

    /// <summary>All that were averaged; one of the kind perplexity, none of the others.</summary>
    public required IReadOnlyList<double> Perplexities { get; init; }

    /// <summary>Null unless it is fixed.</summary>
    public required double? Bandwidth { get; init; }

    /// <summary>Neighbours kept for each point, of a table of neighbours those that were used; null where the input is affinities.</summary>
    public required int? NeighborCount { get; init; }

    public required string Initialization { get; init; }

    public required string Repulsion { get; init; }

    public required double Theta { get; init; }

    public required double EarlyTheta { get; init; }

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
        MapInput input,
        TsneOptions options,
        TsneResult result,
        double readSeconds,
        IReadOnlyDictionary<TsneStage, string> details)
    {
        StageSeconds seconds = result.Seconds;
        AffinityKind affinities = options.Affinities ?? AffinityKind.Perplexity(options.Perplexity);
        return new RunReport
        {
            Version = Tool.Version,
            Inputs = request.Points.Names,
            Points = input.Points,
            SumOfWeights = null,
            InputKind = Camel(request.Points.Kind.ToString()),
            InputDimensions = input.Dimensions,
            OutputDimensions = result.Embedding.Dimensions,
            Objective = Name(options.Objective),
            DegreesOfFreedom = options.DegreesOfFreedom,
            Metric = input.Dimensions is null ? "precomputed" : options.Metric.Name,
            Pca = result.Plan.Components,
            Affinities = input.Weighed ? "precomputed" : affinities.Name,
            Perplexity = !input.Weighed && affinities.Perplexities is [double only] ? only : null,
            Perplexities = input.Weighed ? [] : affinities.Perplexities,
            Bandwidth = affinities.Bandwidth > 0 ? affinities.Bandwidth : null,
            NeighborCount = input.Weighed ? null : affinities.Neighbors > 0 ? affinities.Neighbors : result.Plan.NeighborCount,
            Initialization = request.StartFile ?? Camel(options.Initialization.ToString()),
            Repulsion = options.Repulsion == RepulsionMethod.Exact ? "exact" : "barnes-hut",
            Theta = options.Theta,
            EarlyTheta = result.Plan.Phases[0].Theta ?? 0,
            EarlyExaggeration = options.EarlyExaggeration,
            EarlyExaggerationIterations = options.EarlyExaggerationIterations,
            LearningRate = options.LearningRate,
            EarlyMomentum = options.EarlyMomentum,
            Momentum = options.Momentum,
            MinCostImprovement = options.MinCostImprovement,
            Seed = options.Seed,
            Threads = result.Plan.Threads,
            Iterations = result.Iterations,
            StopReason = Camel(result.StopReason.ToString()),
            KlDivergence = double.IsFinite(result.KlDivergence) ? result.KlDivergence : null,
            MillisecondsPerIteration = result.Iterations == 0 ? 0 : Math.Round(1000 * seconds.Optimization / result.Iterations, 4),
            PeakMemoryMiB = Math.Round(System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, 1),
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

    private static string Name(TsneObjective objective) => objective switch
    {
        TsneObjective.SymmetricSne => "symmetric-sne",
        TsneObjective.Sne => "sne",
        _ => "tsne",
    };

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
