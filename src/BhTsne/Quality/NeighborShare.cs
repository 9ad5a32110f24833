namespace BhTsne;

/// <summary>The share of the nearest neighbours of a point in the input that are among its nearest in the map.</summary>
/// <param name="Neighbors">k, the number of neighbours on both sides.</param>
/// <param name="Share">From 0 to 1, the mean over points; a point as near as the k-th counts as among the k nearest.</param>
public sealed record NeighborShare(int Neighbors, Estimate Share);
