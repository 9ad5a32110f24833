namespace BhTsne.Tests.Oracles;

/// <summary>
/// Trustworthiness (Venna and Kaski 2001): T = 1 − 2 / (N k (2N − 3k − 1)) Σ_i Σ_{j ∈ U_i} (r(i, j) − k), where U_i holds those of the k
/// nearest neighbours of i in the map that are not among its k nearest in the input, and r(i, j) is the input rank of j seen from i, from
/// 1.
/// </summary>
internal static class Trustworthiness
{
    /// <summary>T, 1 for a perfect map.</summary>
    /// <param name="x">The input, N x D.</param>
    /// <param name="y">The map, N x d.</param>
    /// <param name="k">Below N / 2. Equal distances are ordered by index.</param>
    public static double Of(double[,] x, double[,] y, int k)
    {
        int points = x.GetLength(0);
        double[,] inX = Dense.SquaredDistances(x), inY = Dense.SquaredDistances(y);
        double penalty = 0;
        int[] rank = new int[points];
        for (int i = 0; i < points; i++)
        {
            int[] order = Dense.OthersByDistance(inX, i);
            for (int r = 0; r < order.Length; r++)
            {
                rank[order[r]] = r + 1;
            }

            penalty += Dense.OthersByDistance(inY, i)[..k].Where(j => rank[j] > k).Sum(j => rank[j] - k);
        }

        return 1 - (2.0 / ((double)points * k * ((2.0 * points) - (3.0 * k) - 1)) * penalty);
    }
}
