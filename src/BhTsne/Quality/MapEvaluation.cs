namespace BhTsne;

/// <summary>What a map is worth, made by <see cref="MapQuality"/>. Immutable, safe to share between threads.</summary>
public sealed record MapEvaluation
{
    /// <summary>The number of points, N.</summary>
    public required int Points { get; init; }

    /// <summary>The number of query points: N, or those that were drawn.</summary>
    public required int Queries { get; init; }

    /// <summary>How well neighbourhoods are kept, one entry for each number of neighbours that was measured, ascending.</summary>
    public required IReadOnlyList<NeighborhoodQuality> Neighborhoods { get; init; }

    /// <summary>
    /// Spearman's correlation between input distances and map distances over pairs of points, with average ranks for ties; 0 where all
    /// distances of one of the two are equal. Its interval is Fisher's z with the standard error √((1 + ρ²/2) / (n - 3)) (Bonett and Wright
    /// 2000).
    /// </summary>
    public required Estimate RankCorrelation { get; init; }

    /// <summary>
    /// The share of triplets (i, j, l) of which j is nearer to i than l in both, or in neither, input and map; a tie in one of the two
    /// alone counts a half. 0.5 for a random map. Its interval is Wilson's.
    /// </summary>
    public required Estimate TripletAgreement { get; init; }

    /// <summary>
    /// The share of all points whose label is the most frequent among their nearest in the map; of labels that are equally frequent, the
    /// one with the nearest point. Exact. Null without labels.
    /// </summary>
    public Estimate? LabelAccuracy { get; init; }

    /// <summary>
    /// The silhouette of the labels in the map (Rousseeuw 1987), from -1 to 1: the mean of (b - a) / max(a, b), where a is the mean
    /// distance to the other points of the same label and b the least mean distance to the points of another label; 0 for a label of one
    /// point. Null without labels.
    /// </summary>
    public Estimate? Silhouette { get; init; }

    /// <summary>The Kullback-Leibler divergence of the map; null where it was not computed, as it needs the affinities.</summary>
    public Estimate? KlDivergence { get; init; }
}
