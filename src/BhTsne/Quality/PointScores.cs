using BhTsne.Optimization;
using BhTsne.Repulsion;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Scores of single points that follow from the cost: what each adds to it, and how free each is to move.</summary>
internal static class PointScores
{
    private const int RowsPerBlock = 1024;

    /// <summary>What each point adds to the cost: see <see cref="TsneDiagnostics.CostContributions"/>.</summary>
    /// <param name="view">The map.</param>
    /// <param name="theta">The accuracy of the pass.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>N values in the caller's order.</returns>
    public static float[] CostContributions(DescentView view, double theta, WorkerTeam team)
    {
        IGradient gradient = view.Gradient;
        gradient.ComputeWithCost(view.Positions, theta);
        IRepulsion repulsion = gradient.RepulsionTerm;
        double all = view.TotalWeight, logZ = repulsion.LogZ;
        float[] contributions = new float[view.Points];
        team.Run(
            (view.Points + RowsPerBlock - 1) / RowsPerBlock,
            (block, _) =>
            {
                for (int place = block * RowsPerBlock; place < Math.Min((block + 1) * RowsPerBlock, view.Points); place++)
                {
                    double scale = all / view.WeightOf(place);
                    double cost = repulsion.HasOneNormalizer
                        ? scale * (gradient.RowCosts[place] + RowTerms(view, place, logZ))
                        : (scale * gradient.RowCosts[place]) + Math.Log(repulsion.Sums[place]) + gradient.SumOfPLogP;
                    contributions[view.Order[place]] = (float)cost;
                }
            });
        return contributions;
    }

    /// <summary>How free each point is to move: see <see cref="TsneDiagnostics.Singularities"/>.</summary>
    /// <param name="view">The map.</param>
    /// <param name="theta">The accuracy of the pass.</param>
    /// <param name="exaggeration">Of the objective that the map is a minimum of.</param>
    /// <returns>N values in the caller's order, NaN where the map has not converged.</returns>
    public static float[] Singularities(DescentView view, double theta, double exaggeration)
    {
        float[] quarters = view.Gradient.ComputeCurvatures(view.Positions, theta, exaggeration);
        int size = quarters.Length / view.Points;
        float[] singularities = new float[view.Points];
        for (int place = 0; place < view.Points; place++)
        {
            double least = 4 * LeastEigenvalue.Of(quarters.AsSpan(place * size, size));
            singularities[view.Order[place]] = least > 0 ? (float)(1 / least) : float.NaN;
        }

        return singularities;
    }

    /// <summary>Σ_j p (ln p + ln Z) of a row, p of one pair of equal points in the logarithm.</summary>
    private static double RowTerms(DescentView view, int place, double logZ)
    {
        double sum = 0, logWeight = Math.Log(view.WeightOf(place));
        ReadOnlySpan<int> columns = view.Affinities.ColumnsOf(place);
        ReadOnlySpan<float> values = view.Affinities.ValuesOf(place);
        for (int entry = 0; entry < values.Length; entry++)
        {
            double p = values[entry];
            double logs = view.Weights is null ? 0 : logWeight + Math.Log(view.WeightOf(columns[entry]));
            sum += p > 0 ? p * (Math.Log(p) - logs + logZ) : 0;
        }

        return sum;
    }
}
