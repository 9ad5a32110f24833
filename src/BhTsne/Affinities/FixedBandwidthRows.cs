using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne.Affinities;

/// <summary>Gaussian rows of one bandwidth for all points: p_j ∝ w_j exp(−d_j² / 2σ²).</summary>
/// <remarks>
/// As in <see cref="PerplexitySearch{TWeights}"/> squared distances are shifted by the smallest, so that its Gaussian is 1 however small σ
/// is.
/// </remarks>
internal sealed class FixedBandwidthRows<TWeights> : IRowProbabilities
    where TWeights : struct, IWeights
{
    private readonly double _bandwidth;
    private readonly double[] _exponents;
    private readonly double[] _gaussians;

    /// <summary>Allocates for rows.</summary>
    /// <param name="bandwidth">σ, positive, in units of the distance.</param>
    /// <param name="longest">The largest number of entries of a row.</param>
    public FixedBandwidthRows(double bandwidth, int longest)
    {
        _bandwidth = bandwidth;
        _exponents = new double[DoubleLanes.RoundUp(longest)];
        _gaussians = new double[_exponents.Length];
    }

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    public void Row(ReadOnlySpan<float> distances, ReadOnlySpan<double> weights, Span<double> probabilities)
    {
        double smallest = (double)distances[0] * distances[0];
        for (int j = 0; j < distances.Length; j++)
        {
            // Divided twice: the square of a bandwidth may be out of range.
            double shifted = ((double)distances[j] * distances[j]) - smallest;
            _exponents[j] = -0.5 * (shifted / _bandwidth / _bandwidth);
        }

        // Lanes beyond the row add 0 to the sum: exp of minus infinity.
        _exponents.AsSpan(distances.Length).Fill(double.NegativeInfinity);
        Vector512<double> sums = default;
        for (int j = 0; j < _exponents.Length; j += DoubleLanes.Count)
        {
            Vector512<double> gaussian = Elementary.ExpOfNegative(DoubleLanes.Load(_exponents, j));
            DoubleLanes.Store(gaussian, _gaussians, j);
            sums += gaussian;
        }

        double scale = 1 / DoubleLanes.OrderedSum(sums);
        for (int j = 0; j < distances.Length; j++)
        {
            probabilities[j] = (float)(_gaussians[j] * scale);
        }

        if (!TWeights.AreOne)
        {
            RowProbabilities.Weigh(weights, probabilities);
        }
    }
}
