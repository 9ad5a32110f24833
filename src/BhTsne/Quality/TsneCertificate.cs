namespace BhTsne;

/// <summary>How far to trust a map: whether its computation is right, whether it is finished, and what it keeps.</summary>
/// <remarks>
/// Made by <see cref="TsneRun.Certify"/>, at a cost of a few iterations. What is sampled is drawn by the seed of the options: the same run
/// has the same certificate on any number of threads. Immutable.
/// </remarks>
public sealed record TsneCertificate
{
    /// <summary>
    /// The cost KL(P || Q) in nats with the exact attraction and Z estimated: from a pass of the tree, corrected by exact sums over all
    /// pairs of up to 1,000 points.
    /// </summary>
    public required Estimate KlDivergence { get; init; }

    /// <summary>
    /// The relative error of the gradient at <see cref="TsneOptions.Theta"/> (or the last θ in use, with <see
    /// cref="TsneOptions.GradientError"/>): |g − exact| / |exact| over the coordinates of up to 1,000 points. Below about 1e-4 it is that
    /// of single precision.
    /// </summary>
    public required double GradientError { get; init; }

    /// <summary>The same error relative to the length of the exact repulsion, which is much longer than a gradient near its end.</summary>
    public required double RepulsionError { get; init; }

    /// <summary>θ of these errors.</summary>
    public required double Theta { get; init; }

    /// <summary>The points of the sums over all pairs.</summary>
    public required int GradientSamples { get; init; }

    /// <summary>
    /// The Euclidean norm of the whole gradient, with the exaggeration of the last phase. Here and in the errors pinned points are left
    /// out.
    /// </summary>
    public required double GradientNorm { get; init; }

    /// <summary>The share by which the cost fell over the last 50 iterations; null before iteration 100.</summary>
    public required double? CostImprovement { get; init; }

    /// <summary>
    /// The share of the points that moved farther than the distance to their 10th neighbour in the map, within <see
    /// cref="MovedOverIterations"/>, beside the growth of the map as a whole; null where no iteration was done. Pinned points count as
    /// points that did not move.
    /// </summary>
    public required Estimate? MovedPoints { get; init; }

    /// <summary>The iterations of <see cref="MovedPoints"/>: 50 to 99, or fewer in a run that is short or was resumed.</summary>
    public required int MovedOverIterations { get; init; }

    /// <summary>
    /// The share of their nearest neighbours in the (reduced) input that points keep in the map, for k = 10, 30 and 90 where these are
    /// fewer than half of the points, else for half of them. Without points the neighbours are those of the graph, the distances or the
    /// largest entries of P, and points with fewer of them do not count.
    /// </summary>
    public required IReadOnlyList<NeighborShare> NeighborsKept { get; init; }

    /// <summary>
    /// The share of their true neighbours that the search found; null where it was none of this run, or the points were not kept.
    /// </summary>
    public required Estimate? NeighborRecall { get; init; }

    /// <summary>The connected components of P; where there are several, distances between them say nothing.</summary>
    public required int Components { get; init; }

    /// <summary>The points of the largest component.</summary>
    public required int LargestComponent { get; init; }

    /// <summary>
    /// The points that are equal to another point of the input (at distance 0), merged or not; null where P was given, or where a run was
    /// resumed that merges none.
    /// </summary>
    public required int? Duplicates { get; init; }

    /// <summary>How long the certificate took, with the search of true neighbours where the run made it beside its own.</summary>
    public required double Seconds { get; init; }

    /// <summary>What stands out, a plain sentence each; none where nothing does.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The same as <see cref="Remarks"/>, each with its kind and what to do.</summary>
    public IReadOnlyList<CertificateFinding> Findings { get; init; } = [];
}
