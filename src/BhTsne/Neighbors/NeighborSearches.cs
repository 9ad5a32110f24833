using System.Globalization;

namespace BhTsne.Neighbors;

/// <summary>Which search is used, and why.</summary>
/// <param name="Method">The search; never <see cref="NeighborMethod.Auto"/>.</param>
/// <param name="Exact">The exact search that is the fastest for the points: what an approximate search falls back to.</param>
/// <param name="Reason">The reason in words, for instance "exact by k-d tree: 3 dimensions are at most 6".</param>
internal readonly record struct NeighborChoice(NeighborMethod Method, NeighborMethod Exact, string Reason);

/// <summary>Chooses among the searches and creates them.</summary>
/// <remarks>
/// The exact searches return the same graph, bit for bit; the choice changes the time alone, and docs/decisions/0010 has the measurements
/// behind it. Where exact searches take minutes the approximate one is chosen (docs/decisions/0014).
/// </remarks>
internal static class NeighborSearches
{
    // Below this the comparison of all pairs takes milliseconds and builds no tree.
    private const int FewPoints = 4000;

    // Up to this many dimensions bounding boxes give closer bounds than shells around vantage points.
    private const int KdTreeDimensions = 6;

    // Up to this many dimensions (the components that PCA leaves) shells exclude half of the pairs or more. With more dimensions, for
    // instance vectors of text, computing the bounds takes a quarter longer than comparing all pairs.
    private const int VantagePointTreeDimensions = 64;

    // From this many points on an exact search takes a minute or more, and an inverted file finds most neighbours in a fraction of that.
    private const int ApproximateFromPoints = 150_000;

    /// <summary>Chooses the search.</summary>
    /// <param name="method">What the caller chose.</param>
    /// <param name="points">N.</param>
    /// <param name="dimensions">D.</param>
    /// <param name="metric">The metric.</param>
    /// <returns>
    /// For <see cref="NeighborMethod.Auto"/> the fastest for the shape of the data and the metric, otherwise the method itself.
    /// </returns>
    public static NeighborChoice Choose(NeighborMethod method, int points, int dimensions, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        NeighborChoice exact = ChooseExact(points, dimensions, metric);
        if (method != NeighborMethod.Auto)
        {
            return new NeighborChoice(method, exact.Exact, $"{Name(method)}: chosen by the caller");
        }

        // The measurements behind the choice are of Euclidean distances, and exact neighbours in few dimensions are cheap for any number of
        // points.
        bool approximate = points >= ApproximateFromPoints && exact.Method != NeighborMethod.KdTree
            && metric.Kind is MetricKind.Euclidean or MetricKind.Cosine;
        return !approximate
            ? exact
            : new NeighborChoice(
                NeighborMethod.Approximate,
                exact.Exact,
                Invariant($"{Name(NeighborMethod.Approximate)}: {points:N0} points are at least {ApproximateFromPoints:N0}"));
    }

    /// <summary>Creates the search of a choice.</summary>
    /// <param name="choice">From <see cref="Choose"/>.</param>
    /// <param name="recall">The share of true neighbours that an approximate search is to find, above 0 to 1.</param>
    /// <param name="seed">The seed of an approximate search.</param>
    public static INeighborSearch Create(NeighborChoice choice, double recall = 1, ulong seed = 0) => choice.Method switch
    {
        NeighborMethod.Approximate => new InvertedFileSearch(recall, seed, CreateExact(choice.Exact)),
        _ => CreateExact(choice.Method),
    };

    private static INeighborSearch CreateExact(NeighborMethod method) => method switch
    {
        NeighborMethod.VantagePointTree => new VantagePointTree(),
        NeighborMethod.KdTree => new KdTree(),
        _ => new ExhaustiveSearch(),
    };

    private static NeighborChoice ChooseExact(int points, int dimensions, Metric metric) => metric.Kind switch
    {
        MetricKind.InnerProduct => Exact(NeighborMethod.Exact, $"no other search can use the metric '{metric.Name}'"),
        MetricKind.Custom => Exact(NeighborMethod.VantagePointTree, "it calls a custom function least often"),
        _ when points < FewPoints => Exact(NeighborMethod.Exact, Invariant($"{points:N0} points are fewer than {FewPoints:N0}")),
        _ when dimensions <= KdTreeDimensions =>
            Exact(NeighborMethod.KdTree, Invariant($"{dimensions:N0} dimensions are at most {KdTreeDimensions}")),
        _ when dimensions > VantagePointTreeDimensions =>
            Exact(NeighborMethod.Exact, Invariant($"{dimensions:N0} dimensions are more than {VantagePointTreeDimensions}")),
        _ when points < ApproximateFromPoints =>
            Exact(NeighborMethod.VantagePointTree, Invariant($"{points:N0} points are fewer than {ApproximateFromPoints:N0}")),
        _ => Exact(NeighborMethod.VantagePointTree, Invariant($"{dimensions:N0} dimensions are at most {VantagePointTreeDimensions}")),
    };

    private static NeighborChoice Exact(NeighborMethod method, string reason) => new(method, method, $"{Name(method)}: {reason}");

    private static string Name(NeighborMethod method) => method switch
    {
        NeighborMethod.VantagePointTree => "exact by vantage-point tree",
        NeighborMethod.KdTree => "exact by k-d tree",
        NeighborMethod.Approximate => "approximate by inverted file",
        _ => "exact over all pairs",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
