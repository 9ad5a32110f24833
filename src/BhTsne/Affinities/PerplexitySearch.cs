using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Affinities;

/// <summary>
/// Finds the Gaussian of one row: the precision β = 1 / 2σ² for which the row p_j ∝ exp(−β d_j²) has the perplexity exp(H) that is asked for.
/// </summary>
/// <remarks>
/// Squared distances are shifted by the smallest (no underflow whatever the scale of the data; p does not change) and divided by the largest shifted
/// one. Newton's steps on ln β, whose derivative dH/d ln β = −β² Var(d²) comes with H, are kept inside a bracket that bisection shrinks. Scratch
/// memory of one worker; not thread-safe.
/// </remarks>
internal sealed class PerplexitySearch : IRowWeights
{
    private const int MaxSteps = 200;

    /// <summary>How near ln(perplexity) must come: a hundredth of what is promised (1e-5).</summary>
    private const double Tolerance = 1e-7;

    private readonly double _perplexity;
    private readonly double _targetEntropy;
    private readonly int _neighbors;
    private readonly double[] _shifted;
    private readonly double[] _weights;
    private double[] _counts = [];

    /// <summary>Prepares for rows of k neighbours.</summary>
    /// <param name="perplexity">At least 1, below k.</param>
    /// <param name="neighbors">k.</param>
    public PerplexitySearch(double perplexity, int neighbors)
    {
        _perplexity = perplexity;
        _targetEntropy = Math.Log(perplexity);
        _neighbors = neighbors;
        int padded = DoubleLanes.RoundUp(neighbors);
        _shifted = new double[padded];
        _weights = new double[padded];
    }

    /// <summary>Whether entries of a row stand for one neighbour each.</summary>
    private interface ICounts
    {
        static abstract bool AreOne { get; }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Row(ReadOnlySpan<float> distances, Span<float> probabilities)
    {
        double smallest = Square(distances[0]);
        double range = Square(distances[^1]) - smallest;
        int nearest = CountNearest(distances);
        if (nearest >= _perplexity || range == 0)
        {
            // However narrow, a Gaussian weighs neighbours that tie for the nearest alike: the uniform row over them is its limit.
            probabilities.Clear();
            probabilities[..nearest].Fill(1f / nearest);
            return;
        }

        double inverse = 1 / range;
        double sum = 0;
        for (int j = 0; j < _neighbors; j++)
        {
            _shifted[j] = (Square(distances[j]) - smallest) * inverse;
            sum += _shifted[j];
        }

        // Lanes beyond the row weigh nothing: exp of minus infinity.
        _shifted.AsSpan(_neighbors).Fill(double.PositiveInfinity);
        double total = Solve<One>(Math.Log(_neighbors / sum));
        double scale = 1 / total;
        for (int j = 0; j < _neighbors; j++)
        {
            probabilities[j] = (float)(_weights[j] * scale);
        }
    }

    /// <summary>Computes a row whose entries stand for several equal neighbours each.</summary>
    /// <param name="distances">At most k distances, not squared, ascending.</param>
    /// <param name="counts">How many neighbours each entry stands for, positive, in all more than the perplexity.</param>
    /// <param name="probabilities">Receives what the neighbours of each entry have together; the sum is 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Row(ReadOnlySpan<float> distances, ReadOnlySpan<double> counts, Span<float> probabilities)
    {
        double smallest = Square(distances[0]);
        double range = Square(distances[^1]) - smallest;
        double nearest = 0;
        int ties = CountNearest(distances);
        foreach (double count in counts[..ties])
        {
            nearest += count;
        }

        probabilities.Clear();
        if (nearest >= _perplexity || range == 0)
        {
            for (int j = 0; j < ties; j++)
            {
                probabilities[j] = (float)(counts[j] / nearest);
            }

            return;
        }

        double inverse = 1 / range;
        double sum = 0, all = 0;
        for (int j = 0; j < distances.Length; j++)
        {
            _shifted[j] = (Square(distances[j]) - smallest) * inverse;
            sum += counts[j] * _shifted[j];
            all += counts[j];
        }

        _shifted.AsSpan(distances.Length).Fill(double.PositiveInfinity);
        _counts = _counts.Length > 0 ? _counts : new double[_shifted.Length];
        counts.CopyTo(_counts);
        _counts.AsSpan(counts.Length).Clear();
        double scale = 1 / Solve<Several>(Math.Log(all / sum));
        for (int j = 0; j < distances.Length; j++)
        {
            probabilities[j] = (float)(_weights[j] * scale);
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

    /// <summary>Solves for ln β from a first guess; leaves the weights behind and returns their sum.</summary>
    private double Solve<TCounts>(double logBeta)
        where TCounts : struct, ICounts
    {
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        double total = 0;
        for (int step = 0; step < MaxSteps; step++)
        {
            total = Weigh<TCounts>(Math.Exp(logBeta), out double entropy, out double slope);
            double excess = entropy - _targetEntropy;
            if (Math.Abs(excess) <= Tolerance)
            {
                break;
            }

            // More entropy than wanted: the Gaussian is too wide, β must grow.
            (low, high) = excess > 0 ? (logBeta, high) : (low, logBeta);
            double newton = logBeta + (excess / slope);
            logBeta = newton > low && newton < high && Math.Abs(newton - logBeta) < 4 ? newton : Between(logBeta, low, high);
        }

        return total;
    }

    private static double Between(double logBeta, double low, double high) =>
        double.IsInfinity(high) ? logBeta + 1 : double.IsInfinity(low) ? logBeta - 1 : (low + high) / 2;

    /// <summary>The weights exp(−β d), each as often as its entry counts, their sum, their entropy, and −dH/d ln β.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Weigh<TCounts>(double beta, out double entropy, out double slope)
        where TCounts : struct, ICounts
    {
        ref double shifted = ref MemoryMarshal.GetArrayDataReference(_shifted);
        ref double weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref double counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        Vector512<double> minusBeta = Vector512.Create(-beta);
        Vector512<double> sum = default, first = default, second = default;
        for (int j = 0; j < _shifted.Length; j += DoubleLanes.Count)
        {
            Vector512<double> distance = Vector512.LoadUnsafe(ref shifted, (nuint)j);
            Vector512<double> weight = Elementary.ExpOfNegative(minusBeta * distance);
            weight = TCounts.AreOne ? weight : weight * Vector512.LoadUnsafe(ref counts, (nuint)j);
            weight.StoreUnsafe(ref weights, (nuint)j);

            // Beyond the row 0 x infinity would be NaN.
            Vector512<double> weighted = Vector512.ConditionalSelect(Vector512.GreaterThan(weight, default), weight * distance, default);
            sum += weight;
            first += weighted;
            second += Vector512.ConditionalSelect(Vector512.GreaterThan(weight, default), weighted * distance, default);
        }

        double total = DoubleLanes.OrderedSum(sum);
        double mean = DoubleLanes.OrderedSum(first) / total;
        entropy = Math.Log(total) + (beta * mean);
        slope = beta * beta * Math.Max(0, (DoubleLanes.OrderedSum(second) / total) - (mean * mean));
        return total;
    }

    private readonly struct One : ICounts
    {
        public static bool AreOne => true;
    }

    private readonly struct Several : ICounts
    {
        public static bool AreOne => false;
    }
}
