using System.Text.Json;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Reporting;

/// <summary>What is known of a run after it: the source of the report, the summary and the captions of plots.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Input">What was read.</param>
/// <param name="Options">The engine's options, with all that was in files.</param>
/// <param name="Result">The map and how it was made.</param>
/// <param name="ReadSeconds">How long reading the files took.</param>
/// <param name="Details">What each stage reported about itself.</param>
internal sealed record RunFacts(
    EmbedRequest Request,
    MapInput Input,
    TsneOptions Options,
    TsneResult Result,
    double ReadSeconds,
    IReadOnlyDictionary<TsneStage, string> Details)
{
    public string InputKind => JsonNamingPolicy.CamelCase.ConvertName(Request.Points.Kind.ToString());

    public double? SumOfWeights => Options.Weights is { } weights ? weights.ToArray().Sum(weight => (double)weight) : null;

    public string Metric => Input.Dimensions is null ? "precomputed" : Options.Metric.Name;

    public int? Components => Input.Components(Options);

    public string Affinities => Input.Weighed ? "precomputed" : Kind.Name;

    public IReadOnlyList<double> Perplexities => Input.Weighed ? [] : Kind.Perplexities;

    public double? Bandwidth => Kind.Bandwidth > 0 ? Kind.Bandwidth : null;

    public int? NeighborCount => Input.Weighed ? null : Kind.Neighbors > 0 ? Kind.Neighbors : Options.EffectiveNeighborCount(Input.Points);

    public string Initialization =>
        Request.StartFile ?? (Options.Initialization == InitializationMethod.Pca && Input.Dimensions is not null ? "pca" : "random");

    public double EarlyTheta => Options.EffectiveEarlyTheta();

    public double? KlDivergence => double.IsFinite(Result.KlDivergence) ? Result.KlDivergence : null;

    public double MillisecondsPerIteration => Result.Iterations == 0 ? 0 : 1000 * Result.Seconds.Optimization / Result.Iterations;

    public double PeakMemoryMiB => Result.PeakMemoryBytes / 1048576.0;

    public double TotalSeconds => ReadSeconds + Result.Seconds.Total;

    private AffinityKind Kind => Options.EffectiveAffinities();
}
