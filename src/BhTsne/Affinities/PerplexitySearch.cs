using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne.Affinities;

/// <summary>
/// Finds the Gaussian of one row: the precision β = 1 / 2σ² for which the row p_j ∝ w_j exp(−β d_j²) has a given perplexity exp(H), where
/// each of the w_j points of an entry has the probability p_j / w_j.
/// </summary>
/// <remarks>
/// Squared distances are shifted by the smallest (no underflow whatever the scale of the data; p does not change) and divided by the
/// largest shifted one. Newton's steps on ln β, whose derivative dH/d ln β = −β² Var(d²) comes with H, are kept inside a bracket;
/// bisection replaces those that leave it, and all after the first <see cref="NewtonSteps"/>. Probabilities are rounded to single
/// precision. Scratch memory for one thread.
/// </remarks>
internal sealed class PerplexitySearch<TWeights> : IRowProbabilities
    where TWeights : struct, IWeights
{
    private const int MaxSteps = 200;

    /// <summary>
    /// Newton's steps can alternate between the two sides of the solution and hardly come nearer; bisection alone then ends it. Rows on
    /// which they do not alternate need fewer steps.
    /// </summary>
    private const int NewtonSteps = 30;

    /// <summary>How near ln(perplexity) must come: a hundredth of what is promised (1e-5).</summary>
    private const double Tolerance = 1e-7;

    private readonly double _perplexity;
    private readonly double _targetEntropy;
    private readonly double[] _shifted;
    private readonly double[] _gaussians;
    private readonly double[] _weights;

    /// <summary>Allocates for rows.</summary>
    /// <param name="perplexity">At least 1, below the sum of the weights of each row.</param>
    /// <param name="longest">The largest number of entries of a row.</param>
    public PerplexitySearch(double perplexity, int longest)
    {
        _perplexity = perplexity;
        _targetEntropy = Math.Log(perplexity);
        int padded = DoubleLanes.RoundUp(longest);
        _shifted = new double[padded];
        _gaussians = new double[padded];
        _weights = new double[TWeights.AreOne ? 0 : padded];
    }

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    public void Row(ReadOnlySpan<float> distances, ReadOnlySpan<double> weights, Span<double> probabilities)
    {
        double smallest = Square(distances[0]);
        double range = Square(distances[^1]) - smallest;
        int ties = CountNearest(distances);
        double nearest = TWeights.AreOne ? ties : 0;
        for (int j = 0; j < ties && !TWeights.AreOne; j++)
        {
            nearest += weights[j];
        }

        if (nearest >= _perplexity || range == 0)
        {
            // However narrow, a Gaussian is the same for all points that tie for the nearest: the uniform row over them is its limit.
            probabilities.Clear();
            for (int j = 0; j < ties; j++)
            {
                probabilities[j] = (float)((TWeights.AreOne ? 1 : weights[j]) / nearest);
            }

            return;
        }

        double inverse = 1 / range;
        double sum = 0, sumOfWeights = 0;
        for (int j = 0; j < distances.Length; j++)
        {
            double weight = TWeights.AreOne ? 1 : weights[j];
            _shifted[j] = (Square(distances[j]) - smallest) * inverse;
            sum += weight * _shifted[j];
            sumOfWeights += weight;
        }

        // Lanes beyond the row add 0 to all sums: exp of minus infinity.
        _shifted.AsSpan(distances.Length).Fill(double.PositiveInfinity);
        if (!TWeights.AreOne)
        {
            weights.CopyTo(_weights);
            _weights.AsSpan(weights.Length).Clear();
        }

        double scale = 1 / Solve(Math.Log(sumOfWeights / sum));
        for (int j = 0; j < distances.Length; j++)
        {
            probabilities[j] = (float)(_gaussians[j] * scale);
        }
    }

    private static double Square(float value) => (double)value * value;

    private static int CountNearest(ReadOnlySpan<float> distances)
    {
        int count = 1;
        while (count < distances.Length && distances[count] == distances[0])
        {
            count++;
        }

        return count;
    }

    /// <summary>Solves for ln β from a first guess; leaves the weighted Gaussians behind and returns their sum.</summary>
    private double Solve(double logBeta)
    {
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        double total = 0;
        for (int step = 0; step < MaxSteps; step++)
        {
            total = Evaluate(Math.Exp(logBeta), out double entropy, out double slope);
            double excess = entropy - _targetEntropy;
            if (Math.Abs(excess) <= Tolerance)
            {
                break;
            }

            // More entropy than wanted: the Gaussian is too wide, β must grow.
            (low, high) = excess > 0 ? (logBeta, high) : (low, logBeta);
            double newton = logBeta + (excess / slope);
            bool isUseful = step < NewtonSteps && newton > low && newton < high && Math.Abs(newton - logBeta) < 4;
            logBeta = isUseful ? newton : Between(logBeta, low, high);
        }

        return total;
    }

    private static double Between(double logBeta, double low, double high) =>
        double.IsInfinity(high) ? logBeta + 1 : double.IsInfinity(low) ? logBeta - 1 : (low + high) / 2;

    /// <summary>The Gaussians exp(−β d) times their weights, their sum, their entropy, and −dH/d ln β.</summary>
    [MethodImpl(HotLoop.Options)]
    private double Evaluate(double beta, out double entropy, out double slope)
    {
        ref double shifted = ref MemoryMarshal.GetArrayDataReference(_shifted);
        ref double gaussians = ref MemoryMarshal.GetArrayDataReference(_gaussians);
        ref double weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        Vector512<double> minusBeta = Vector512.Create(-beta);
        Vector512<double> sum = default, first = default, second = default;
        for (int j = 0; j < _shifted.Length; j += DoubleLanes.Count)
        {
            Vector512<double> distance = Vector512.LoadUnsafe(ref shifted, (nuint)j);
            Vector512<double> gaussian = Elementary.ExpOfNegative(minusBeta * distance);
            gaussian = TWeights.AreOne ? gaussian : gaussian * Vector512.LoadUnsafe(ref weights, (nuint)j);
            gaussian.StoreUnsafe(ref gaussians, (nuint)j);

            // Beyond the row 0 x infinity would be NaN.
            Vector512<double> isPositive = Vector512.GreaterThan(gaussian, default);
            Vector512<double> weighted = Vector512.ConditionalSelect(isPositive, gaussian * distance, default);
            sum += gaussian;
            first += weighted;
            second += Vector512.ConditionalSelect(isPositive, weighted * distance, default);
        }

        double total = DoubleLanes.OrderedSum(sum);
        double mean = DoubleLanes.OrderedSum(first) / total;
        entropy = Math.Log(total) + (beta * mean);
        slope = beta * beta * Math.Max(0, (DoubleLanes.OrderedSum(second) / total) - (mean * mean));
        return total;
    }
}
