using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>Chooses θ so that the relative error of the gradient stays below a bound at the least cost.</summary>
/// <remarks>
/// The error is measured on a seeded sample of points. Near the bound θ is lowered, and measured again, until the error is far enough below
/// that it does not reach the bound before the next measurement. Where the error is small a larger θ is tried, and taken if its measured
/// error is small enough too: between both limits θ stays as it is. All of it follows from the positions, the seed and the last θ: the same
/// bits on any number of threads.
/// </remarks>
/// <param name="points">N.</param>
/// <param name="dimensions">d.</param>
/// <param name="stride">How far apart points lie.</param>
internal sealed class GradientErrorControl(int points, int dimensions, int stride)
{
    /// <summary>
    /// The range of θ: below the least single precision is the larger part of the error, above the largest little is gained.
    /// </summary>
    public const double LeastTheta = 0.1, LargestTheta = 1.5;

    /// <summary>Points of a sample: the root of a mean over 256 points and their coordinates is uncertain by some per cent.</summary>
    private const int SampleSize = 256;

    /// <summary>
    /// Shares of the bound: from the first on θ is lowered to reach the second, below the third a larger one is tried. With the same θ the
    /// error of a run of 70,000 points grew up to 2.4 times from one measurement to the next.
    /// </summary>
    private const double High = 0.5, Aim = 0.35, Low = 0.2;

    /// <summary>
    /// The error grows with about the third to fifth power of θ (docs/accuracy.md): a θ that must fall is chosen by the least, one that may
    /// rise by the largest.
    /// </summary>
    private const double Order = 3, HighOrder = 5;

    private const double LargestRise = 1.6, LargestFall = 0.6;

    private readonly List<GradientErrorSample> _samples = [];

    /// <summary>All measurements.</summary>
    public IReadOnlyList<GradientErrorSample> Samples => _samples;

    /// <summary>Computes the gradient, measures its error, and chooses θ from the next iteration on.</summary>
    /// <param name="bound">The bound.</param>
    /// <param name="gradient">Of the objective.</param>
    /// <param name="positions">The map.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="free">0 at the coordinates of pinned points; null where there are none.</param>
    /// <param name="compute">
    /// Computes the gradient for the positions with a θ; what it computed last is the gradient of the iteration.
    /// </param>
    /// <param name="exaggeration">The factor on the attraction.</param>
    /// <param name="iteration">The iterations done before.</param>
    /// <param name="theta">The last θ; 0 for none.</param>
    public double Choose(
        GradientErrorBound bound,
        IGradient gradient,
        float[] positions,
        float[]? weights,
        int[]? free,
        Action<double> compute,
        double exaggeration,
        int iteration,
        double theta)
    {
        theta = theta > 0 ? theta : Math.Clamp(bound.FirstTheta, LeastTheta, LargestTheta);
        bool keeps = gradient.RepulsionTerm.KeepsSums;
        gradient.RepulsionTerm.KeepsSums = true;
        int[] sample = PointSample.Draw(points, SampleSize, bound.Seed, RandomStream.GradientErrorSample, iteration);
        double error = Measure(theta);
        if (error < Low * bound.Bound && theta < LargestTheta)
        {
            double rise = Math.Min(LargestRise, Math.Pow(Aim * bound.Bound / error, 1 / HighOrder));
            double larger = Math.Min(LargestTheta, theta * rise);
            double tried = Measure(larger);

            // The step uses the gradient that was computed last.
            (theta, error) = tried < Aim * bound.Bound ? (larger, tried) : (theta, Measure(theta));
        }

        while (error > High * bound.Bound && theta > LeastTheta)
        {
            double factor = Math.Max(LargestFall, Math.Pow(Aim * bound.Bound / error, 1 / Order));
            theta = Math.Max(LeastTheta, theta * factor);
            error = Measure(theta);
        }

        gradient.RepulsionTerm.KeepsSums = keeps;
        return theta;

        double Measure(double at)
        {
            compute(at);
            double measured =
                new GradientErrors(gradient, positions, weights, free, sample, points, dimensions, stride, exaggeration).OfGradient;
            _samples.Add(new GradientErrorSample(iteration, at, measured));
            return measured;
        }
    }
}
