namespace BhTsne;

/// <summary>A verdict for every point of a map: how far its place can be trusted.</summary>
/// <remarks>
/// Made by <see cref="TsneRun.Diagnose"/> or <see cref="MapQuality.Diagnose"/>. All values are in the order of the input. Immutable. For
/// how far a place jumps when the input moves: <see cref="TsneModel"/>.
/// </remarks>
public sealed record TsneDiagnostics
{
    /// <summary>
    /// The share of a point's k nearest neighbours of the input that are among its k nearest in the map, from 0 to 1; a point as near as
    /// the k-th counts as among them. NaN for a point without neighbours.
    /// </summary>
    public required ReadOnlyMemory<float> NeighborsKept { get; init; }

    /// <summary>k of <see cref="NeighborsKept"/>: 30, or fewer where points have fewer neighbours.</summary>
    public required int Neighbors { get; init; }

    /// <summary>
    /// What a point adds to the cost: N Σ_j p_ij ln(p_ij / q_ij) in nats, whose mean over the points is the cost. With weights it is that
    /// of one of the equal points, without the pairs among these. For SNE N Σ_j p_ij s_ij + ln Z_i less the mean entropy of all rows.
    /// </summary>
    public required ReadOnlyMemory<float> CostContributions { get; init; }

    /// <summary>
    /// 1 / λ_min, where λ_min is the least eigenvalue of the d x d block H_ii of the Hessian of the cost at the point (Liu, Ma and Zhong
    /// 2025): where it is large the point can move far at little cost, to one of two sides. NaN where λ_min is not positive: the map has
    /// not converged at that point. In squared units of the map per nat; it grows with N.
    /// </summary>
    public required ReadOnlyMemory<float> Singularities { get; init; }

    /// <summary>The points at which λ_min is not positive: no minimum, the descent has not converged there.</summary>
    public required int UnconvergedPoints { get; init; }
}
