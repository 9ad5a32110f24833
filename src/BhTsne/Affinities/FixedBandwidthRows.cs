using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Affinities;

/// <summary>Gaussian rows of one bandwidth for all points: p_j ∝ exp(−d_j² / 2σ²).</summary>
/// <remarks>As in <see cref="PerplexitySearch"/> squared distances are shifted by the smallest, so that the nearest weighs 1 however small σ is.</remarks>
internal sealed class FixedBandwidthRows : IRowWeights
{
    private readonly double _bandwidth;
    private readonly int _neighbors;
    private readonly double[] _exponents;
    private readonly double[] _weights;

    /// <summary>Prepares for rows of k neighbours.</summary>
    /// <param name="bandwidth">σ, positive, in units of the distance.</param>
    /// <param name="neighbors">k.</param>
    public FixedBandwidthRows(double bandwidth, int neighbors)
    {
        _bandwidth = bandwidth;
        _neighbors = neighbors;
        _exponents = new double[DoubleLanes.RoundUp(neighbors)];
        _weights = new double[_exponents.Length];

        // Lanes beyond the row weigh nothing: exp of minus infinity.
        _exponents.AsSpan(neighbors).Fill(double.NegativeInfinity);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Row(ReadOnlySpan<float> distances, Span<float> probabilities)
    {
        double smallest = (double)distances[0] * distances[0];
        for (int j = 0; j < _neighbors; j++)
        {
            // Divided twice: the square of a bandwidth may be out of range.
            double shifted = ((double)distances[j] * distances[j]) - smallest;
            _exponents[j] = -0.5 * (shifted / _bandwidth / _bandwidth);
        }

        Vector512<double> sums = default;
        for (int j = 0; j < _exponents.Length; j += DoubleLanes.Count)
        {
            Vector512<double> weight = Elementary.ExpOfNegative(DoubleLanes.Load(_exponents, j));
            DoubleLanes.Store(weight, _weights, j);
            sums += weight;
        }

        double scale = 1 / DoubleLanes.OrderedSum(sums);
        for (int j = 0; j < _neighbors; j++)
        {
            probabilities[j] = (float)(_weights[j] * scale);
        }
    }
}
