using System.Globalization;

namespace BhTsne.Neighbors;

/// <summary>A search and what to call it in a report.</summary>
/// <param name="Search">The search.</param>
/// <param name="Description">A few words for a person, for instance "k-d tree, exact".</param>
internal readonly record struct NamedSearch(INeighborSearch Search, string Description)
{
    /// <summary>The description as it is now: an approximate search says at last what it has reached, or why it turned exact.</summary>
    public string Outcome => (Search as CellSearch)?.Outcome ?? Description;
}

/// <summary>Chooses among the searches.</summary>
/// <remarks>
/// The exact ones return the same graph, bit for bit; the choice is one of time alone, and docs/decisions/0010 has the measurements behind it. Where they take
/// minutes the approximate one is chosen (docs/decisions/0014).
/// </remarks>
internal static class NeighborSearches
{
    // Below this the comparison of all pairs takes milliseconds and builds no tree.
    private const int FewPoints = 4000;

    // Up to this many dimensions boxes bound tighter than shells.
    private const int KdTreeDimensions = 6;

    // Up to this many dimensions (what PCA leaves) shells prune half of the pairs or more; vectors of text, beyond, lose a quarter to bounds.
    private const int VantagePointTreeDimensions = 64;

    // From so many points on, all of whose exact neighbours take a minute or more, cells find most of them in a fraction of that.
    private const int ApproximateFromPoints = 150_000;

    /// <summary>The search for a method; for <see cref="NeighborMethod.Auto"/> the fastest for the shape of the data and the metric.</summary>
    /// <param name="method">What the user asked for.</param>
    /// <param name="points">N.</param>
    /// <param name="dimensions">D.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="recall">What an approximate search is to reach.</param>
    /// <param name="seed">The seed of an approximate search.</param>
    public static NamedSearch For(
        NeighborMethod method, int points, int dimensions, Metric metric, double recall = 1, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(metric);
        NeighborMethod exact = ChooseExact(points, dimensions, metric.Kind);
        bool approximate = points >= ApproximateFromPoints && exact != NeighborMethod.KdTree && (metric.Kind is MetricKind.Euclidean or MetricKind.Cosine);
        return (method != NeighborMethod.Auto ? method : approximate ? NeighborMethod.Approximate : exact) switch
        {
            NeighborMethod.Approximate => new NamedSearch(
                new CellSearch(recall, seed, For(exact, points, dimensions, metric).Search),
                string.Create(CultureInfo.InvariantCulture, $"cells, approximate, for a recall of {recall}")),
            NeighborMethod.VantagePointTree => new NamedSearch(new VantagePointTree(), "vantage-point tree, exact"),
            NeighborMethod.KdTree => new NamedSearch(new KdTree(), "k-d tree, exact"),
            _ => new NamedSearch(new BlockedSearch(), "all pairs in blocks, exact, quadratic"),
        };
    }

    /// <summary>What "auto" becomes, and why; any other method is itself.</summary>
    public static (NeighborMethod Method, string Reason) Choose(NeighborMethod method, int points, int dimensions, Metric metric)
    {
        NeighborMethod exact = ChooseExact(points, dimensions, metric.Kind);
        bool approximate = points >= ApproximateFromPoints && exact != NeighborMethod.KdTree && (metric.Kind is MetricKind.Euclidean or MetricKind.Cosine);
        NeighborMethod chosen = method != NeighborMethod.Auto ? method : approximate ? NeighborMethod.Approximate : exact;
        return (chosen, $"{points} points of {dimensions} dimensions");
    }

    /// <summary>Refuses a metric that a tree cannot use because it obeys no triangle inequality.</summary>
    /// <exception cref="ArgumentException">It is the inner product.</exception>
    public static void RequireTriangles(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (!metric.ObeysTriangleInequality)
        {
            throw new ArgumentException(
                $"A tree cannot use the metric '{metric.Name}', which obeys no triangle inequality; use the exact search over all pairs.", nameof(metric));
        }
    }

    private static NeighborMethod ChooseExact(int points, int dimensions, MetricKind metric) => metric switch
    {
        MetricKind.InnerProduct => NeighborMethod.Exact,

        // A call of a user's function costs more than any bound.
        MetricKind.Custom => NeighborMethod.VantagePointTree,
        _ when points < FewPoints => NeighborMethod.Exact,
        _ when dimensions <= KdTreeDimensions => NeighborMethod.KdTree,
        _ when dimensions <= VantagePointTreeDimensions => NeighborMethod.VantagePointTree,
        _ => NeighborMethod.Exact,
    };
}
