using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>Chooses θ so that the relative error of the gradient stays below a bound at the least cost.</summary>
/// <remarks>
/// The error is measured on a seeded sample of points. Above the bound θ is lowered, and measured again, until the error is below. θ rises
/// only where the error is below half of the bound, by a few per cent, so that it does not swing. All of it follows from the positions, the
/// seed and the last θ: the same bits on any number of threads.
/// </remarks>
/// <param name="points">N.</param>
/// <param name="dimensions">d.</param>
/// <param name="stride">How far apart points lie.</param>
internal sealed class GradientErrorControl(int points, int dimensions, int stride)
{
    /// <summary>The range of θ: below the least single precision is the larger part of the error, above the largest little is gained.</summary>
    public const double LeastTheta = 0.1, LargestTheta = 1.5;

    /// <summary>Points of a sample: the root of a mean over 256 points and their coordinates is uncertain by some per cent.</summary>
    private const int SampleSize = 256;

    /// <summary>The share of the bound that a new θ aims at, and the one below which θ rises.</summary>
    private const double Aim = 0.7, Low = 0.5;

    /// <summary>The error grows with about the third to fifth power of θ (docs/accuracy.md); the least is the careful choice here.</summary>
    private const double Order = 3;

    private const double LargestRise = 1.15, LargestFall = 0.6;

    private readonly List<GradientErrorSample> _samples = [];

    /// <summary>All measurements.</summary>
    public IReadOnlyList<GradientErrorSample> Samples => _samples;

    /// <summary>Computes the gradient, measures its error, and chooses θ from the next iteration on.</summary>
    /// <param name="bound">The bound.</param>
    /// <param name="gradient">Of the objective.</param>
    /// <param name="positions">The map.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="compute">Computes the gradient for the positions with a θ; what it computed last has an error below the bound.</param>
    /// <param name="exaggeration">The factor on the attraction.</param>
    /// <param name="iteration">The iterations done before.</param>
    /// <param name="theta">The last θ; 0 for none.</param>
    public double Choose(
        GradientErrorBound bound,
        IGradient gradient,
        float[] positions,
        float[]? weights,
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
        while (error > bound.Bound && theta > LeastTheta)
        {
            double factor = Math.Max(LargestFall, Math.Pow(Aim * bound.Bound / error, 1 / Order));
            theta = Math.Max(LeastTheta, theta * factor);
            error = Measure(theta);
        }

        if (error < Low * bound.Bound)
        {
            theta = Math.Min(LargestTheta, theta * Math.Min(LargestRise, Math.Pow(Aim * bound.Bound / error, 1 / Order)));
        }

        gradient.RepulsionTerm.KeepsSums = keeps;
        return theta;

        double Measure(double at)
        {
            compute(at);
            double measured =
                new GradientErrors(gradient, positions, weights, sample, points, dimensions, stride, exaggeration).OfGradient;
            _samples.Add(new GradientErrorSample(iteration, at, measured));
            return measured;
        }
    }
}
