using BhTsne.Numerics;
using BhTsne.Optimization;

namespace BhTsne.Quality;

/// <summary>The cost and the gradient of a map, with what exact sums at a sample of its points say about their errors.</summary>
/// <param name="Cost">KL(P || Q), the Z in it estimated from the tree and the sample.</param>
/// <param name="GradientError">Relative to the exact gradient.</param>
/// <param name="RepulsionError">The same error relative to the exact repulsion.</param>
/// <param name="GradientNorm">Of the whole gradient.</param>
/// <param name="Samples">m.</param>
internal sealed record SampledSums(Estimate Cost, double GradientError, double RepulsionError, double GradientNorm, int Samples)
{
    /// <summary>Points whose sums are exact: their differences from the tree's are so small that more would show no more.</summary>
    public const int Size = 1000;

    /// <summary>Computes them: a pass, and exact sums.</summary>
    /// <param name="view">The map.</param>
    /// <param name="theta">The accuracy of the pass.</param>
    /// <param name="exaggeration">Of the gradient that is followed; the cost has none.</param>
    /// <param name="size">The most points of the sample.</param>
    /// <param name="seed">Of the sample.</param>
    public static SampledSums Of(DescentView view, double theta, double exaggeration, int size, ulong seed)
    {
        IGradient gradient = view.Gradient;
        bool keeps = gradient.RepulsionTerm.KeepsSums;
        gradient.RepulsionTerm.KeepsSums = true;
        double cost = gradient.ComputeWithCost(view.Positions, theta);
        int[] sample = PlacesOf(view.Order, PointSample.Draw(view.Points, size, seed, RandomStream.CertificateSums));
        double logZ = gradient.RepulsionTerm.LogZ;
        GradientErrors errors = new(
            gradient, view.Positions, view.Weights, view.Free, sample, view.Points, view.Dimensions, view.Stride, exaggeration);
        gradient.RepulsionTerm.KeepsSums = keeps;
        double better = cost + (gradient.SumOfP * (errors.Z.LogZ - logZ));
        Estimate estimate = sample.Length == view.Points
            ? Estimate.Exact(better, sample.Length)
            : Estimate.Normal(better, gradient.SumOfP * errors.Z.LogZError, sample.Length);
        return new SampledSums(estimate, errors.OfGradient, errors.OfRepulsion, Norm(view, exaggeration), sample.Length);
    }

    /// <summary>The places of points of the caller's order: the same points whatever the order of the descent is.</summary>
    private static int[] PlacesOf(int[] order, int[] points)
    {
        int[] placeOf = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            placeOf[order[place]] = place;
        }

        return Array.ConvertAll(points, point => placeOf[point]);
    }

    private static double Norm(DescentView view, double exaggeration)
    {
        double squares = 0, inverse = 1 / view.Gradient.Z;
        float[] attraction = view.Gradient.Attraction, repulsion = view.Gradient.Repulsion;
        for (int at = 0; at < view.Points * view.Stride; at++)
        {
            double own = (exaggeration * attraction[at]) - (repulsion[at] * inverse);
            squares += view.Free is null || view.Free[at] != 0 ? own * own : 0;
        }

        return 4 * Math.Sqrt(squares);
    }
}
