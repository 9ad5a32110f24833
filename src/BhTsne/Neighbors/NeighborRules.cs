namespace BhTsne.Neighbors;

/// <summary>The one table of which search accepts which metric: used by the searches themselves and by the checks of options.</summary>
internal static class NeighborRules
{
    private const string UseExact = "use the exact search over all pairs of points";
    private const string UseVantagePointTree = "use the vantage-point tree";

    /// <summary>Why a search cannot use a metric.</summary>
    /// <param name="method">The search; <see cref="NeighborMethod.Auto"/> chooses one that accepts the metric.</param>
    /// <param name="metric">The metric.</param>
    /// <returns>The reason in words and what to use instead, without a full stop; null if the search accepts the metric.</returns>
    public static string? Fault(NeighborMethod method, Metric metric) => (method, metric.Kind) switch
    {
        (NeighborMethod.VantagePointTree, MetricKind.InnerProduct) =>
            Refusal("the vantage-point tree", metric, "which does not obey the triangle inequality", UseExact),
        (NeighborMethod.KdTree, MetricKind.InnerProduct) =>
            Refusal("the k-d tree", metric, "which does not obey the triangle inequality", UseExact),
        (NeighborMethod.Approximate, MetricKind.InnerProduct) =>
            Refusal("the approximate search", metric, "whose nearest points need not lie near each other", UseExact),
        (NeighborMethod.KdTree, MetricKind.Custom) =>
            Refusal("the k-d tree", metric, "of which coordinates give no bounds", UseVantagePointTree),
        (NeighborMethod.Approximate, MetricKind.Custom) =>
            Refusal("the approximate search", metric, "for which points have no means", UseVantagePointTree),
        _ => null,
    };

    /// <summary>Refuses a metric that a search does not accept.</summary>
    /// <exception cref="ArgumentException">The search does not accept the metric; the message is <see cref="Fault"/>.</exception>
    public static void Require(NeighborMethod method, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (Fault(method, metric) is { } fault)
        {
            throw new ArgumentException($"{char.ToUpperInvariant(fault[0])}{fault[1..]}.", nameof(metric));
        }
    }

    private static string Refusal(string search, Metric metric, string reason, string instead) =>
        $"{search} cannot use the metric '{metric.Name}', {reason}; {instead}";
}
