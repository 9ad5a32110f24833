namespace BhTsne.Tests.Oracles;

/// <summary>
/// How well a map keeps labels together: the share of points whose label is the most frequent one among their k nearest others.
/// </summary>
internal static class NeighborLabelAccuracy
{
    /// <summary>The share, 0 to 1; of equally frequent labels the smallest is taken.</summary>
    /// <param name="y">The map, N x d.</param>
    /// <param name="labels">N labels.</param>
    /// <param name="k">Neighbours that vote.</param>
    public static double Of(double[,] y, IReadOnlyList<int> labels, int k)
    {
        double[,] squared = Dense.SquaredDistances(y);
        int right = Enumerable.Range(0, labels.Count).Count(i =>
            Dense.OthersByDistance(squared, i)[..k]
                .GroupBy(j => labels[j])
                .OrderByDescending(votes => votes.Count())
                .ThenBy(votes => votes.Key)
                .First().Key == labels[i]);
        return (double)right / labels.Count;
    }
}
