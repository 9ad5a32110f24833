using System.CommandLine;
using System.Text.Json.Nodes;

namespace BhTsne.Cli.Options;

/// <summary>How similar the points of the input are.</summary>
internal static class SimilarityRows
{
    private const string Uniform = "uniform";

    public static ValueRow<double[]> Perplexity { get; } = new(
        "--perplexity", ValueKind.Numbers(TsneDefaults.Perplexity), "The effective number of neighbours of each point, 1 or more.")
    {
        IsCommon = true,
        Properties = [nameof(TsneOptions.Perplexity), $"{nameof(TsneOptions.Affinities)}.{nameof(AffinityKind.Perplexities)}"],
        Set = (options, perplexities) => perplexities is [double only]
            ? options with { Perplexity = only }
            : options with { Affinities = AffinityKind.Multiscale(perplexities) },
        Report =
        [
            new(
                "perplexity",
                facts => facts.Perplexities is [double only] ? only : null,
                "The perplexity, if there is exactly one; otherwise null."),
            new(
                "perplexities",
                facts => new JsonArray([.. facts.Perplexities.Select(perplexity => (JsonNode)perplexity)]),
                "All perplexities; none for other affinities."),
        ],
        Note = "It must be below the number of neighbours kept. Of several, as in `--perplexity 30,300`, the similarities are averaged. "
            + "Small perplexities preserve neighbourhoods; large ones preserve the arrangement of clusters.",
    };

    public static ValueRow<int?> NeighborCount { get; } = new(
        "--neighbor-count",
        ValueKind.NumberOr<int>(("auto", null)),
        "How many neighbours of each point are kept; auto: three times the largest perplexity.")
    {
        Properties = [nameof(TsneOptions.NeighborCount)],
        Set = (options, count) => options with { NeighborCount = count },
        Report =
        [
            new(
                "neighborCount",
                facts => facts.NeighborCount,
                "How many neighbours of each point were kept; null where the input is affinities."),
        ],
        Note = "For `--affinities uniform`, `auto` is the perplexity itself. Never more are kept than there are other points.",
    };

    public static ValueRow<Func<TsneOptions, TsneOptions>> Affinities { get; } = new(
        "--affinities",
        ValueKind.Choice<Func<TsneOptions, TsneOptions>>(
            ("perplexity", options => options),
            (Uniform, options => options with
            {
                Affinities = AffinityKind.Uniform(options.NeighborCount ?? (int)Math.Min(options.Perplexity, int.MaxValue)),
            }),
            ("fixed", options => options)),
        "The similarity of neighbours: a Gaussian of a given perplexity, equal for all, or a Gaussian of one bandwidth.")
    {
        Properties = [nameof(TsneOptions.Affinities), $"{nameof(TsneOptions.Affinities)}.{nameof(AffinityKind.Neighbors)}"],
        Advice = "--perplexity or --neighbor-count sets how many.",
        Set = (options, affinities) => affinities(options),
        Report =
        [
            new(
                "affinities",
                facts => facts.Affinities,
                "`perplexity`, `multiscale` (several perplexities), `uniform`, `fixed`, or `precomputed`."),
        ],
        Note = "The number of neighbours of `uniform` is `--neighbor-count` or, where that is `auto`, the perplexity. "
            + "Of a table of neighbours, `uniform` uses all columns, unless a perplexity is given. `fixed` needs `--bandwidth`.",
    };

    public static ValueRow<double?> Bandwidth { get; } = new(
        "--bandwidth", ValueKind.OptionalNumber(), "The standard deviation of --affinities fixed, in units of the distance.")
    {
        Properties = [$"{nameof(TsneOptions.Affinities)}.{nameof(AffinityKind.Bandwidth)}"],
        Set = (options, bandwidth) => bandwidth is { } width ? options with { Affinities = AffinityKind.FixedBandwidth(width) } : options,
        Report = [new("bandwidth", facts => facts.Bandwidth, "As `--bandwidth`; null for other affinities.")],
        Note = "The distance is that after the reduction by `--pca`.",
    };

    public static ValueRow<Metric> Metric { get; } = new(
        "--metric",
        ValueKind.Choice(
            ("euclidean", BhTsne.Metric.Euclidean),
            ("manhattan", BhTsne.Metric.Manhattan),
            ("chebyshev", BhTsne.Metric.Chebyshev),
            ("cosine", BhTsne.Metric.Cosine),
            ("inner-product", BhTsne.Metric.InnerProduct)),
        "The distance between points.")
    {
        IsCommon = true,
        Properties = [nameof(TsneOptions.Metric)],
        Set = (options, metric) => options with { Metric = metric },
        Report = [new("metric", facts => facts.Metric, "As `--metric`; `precomputed` where the input is not points.")],
        Note = "`cosine` ignores the length of vectors and refuses rows of zeros. "
            + "`inner-product` takes the points of the largest inner products as the nearest, and compares all pairs.",
    };

    public static ValueRow<int?> Pca { get; } = new(
        "--pca",
        ValueKind.NumberOr<int>(("auto", null), ("off", 0)),
        $"Reduce the points to N principal components first; auto: to {TsneDefaults.PcaComponents} where there are more dimensions.")
    {
        Properties = [nameof(TsneOptions.PcaComponents)],
        Set = (options, components) => options with { PcaComponents = components },
        Report =
        [
            new(
                "pca",
                facts => facts.Done.Components,
                "How many components were kept, for sparse points of the truncated SVD; null without a reduction."),
        ],
        Note = "`auto` reduces for the metric `euclidean` alone; the other metrics need the points unreduced. "
            + "For [sparse points](#sparse-points), N is the number of components of a truncated SVD.",
    };

    public static ValueRow<NeighborMethod> Neighbors { get; } = new(
        "--neighbors",
        ValueKind.Choice(
            ("auto", NeighborMethod.Auto),
            ("vp-tree", NeighborMethod.VantagePointTree),
            ("kd-tree", NeighborMethod.KdTree),
            ("exact", NeighborMethod.Exact),
            ("approximate", NeighborMethod.Approximate)),
        "The neighbour search; auto: the fastest for the points. All but approximate are exact.")
    {
        Group = OptionGroup.Accuracy,
        Properties = [nameof(TsneOptions.Neighbors)],
        Set = (options, method) => options with { Neighbors = method },
        Note = "`auto` is `approximate` from 150,000 points of more than 6 dimensions. `stages` in the report names the search.",
    };

    public static ValueRow<double> NeighborRecall { get; } = new(
        "--neighbor-recall",
        ValueKind.Number(TsneDefaults.NeighborRecall),
        "The share of true neighbours that the approximate search finds, above 0 to 1; slower near 1.")
    {
        Group = OptionGroup.Accuracy,
        Properties = [nameof(TsneOptions.NeighborRecall)],
        Set = (options, recall) => options with { NeighborRecall = recall },
        Note = "Each run measures the recall that it reaches; it is in `stages` of the report.",
    };

    /// <summary>Whether similarities are uniform over all neighbours of an input that has a number of neighbours of its own.</summary>
    public static bool AreUniformOverAll(ParseResult line) =>
        Affinities.TypedOn(line.CommandResult)?.Equals(Uniform, StringComparison.OrdinalIgnoreCase) == true
        && !Perplexity.IsOn(line.CommandResult);

    public static OptionSection Section { get; } =
        new("Similarities", [Perplexity, NeighborCount, Affinities, Bandwidth, Metric, Pca, Neighbors, NeighborRecall])
        {
            Group = OptionGroup.Map,
        };
}
