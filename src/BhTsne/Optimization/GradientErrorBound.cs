namespace BhTsne.Optimization;

/// <summary>A bound on the relative error of the gradient, from which θ follows.</summary>
/// <param name="Bound">The largest error.</param>
/// <param name="FirstTheta">θ of the first measurement.</param>
/// <param name="Seed">Of the samples.</param>
internal sealed record GradientErrorBound(double Bound, double FirstTheta, ulong Seed)
{
    /// <summary>The iterations between two measurements: their sums over all pairs take about 1 % of the iterations' time.</summary>
    public const int Interval = 20;

    /// <summary>Whether the error is measured before an iteration.</summary>
    public static bool IsDue(int iteration) => iteration % Interval == 0;
}
