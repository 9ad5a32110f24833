using System.Runtime.CompilerServices;

namespace BhTsne.Affinities;

/// <summary>The mean of the rows of several perplexities (Kobak and Berens 2019).</summary>
/// <param name="scales">One search for each perplexity.</param>
/// <param name="neighbors">k.</param>
internal sealed class AveragedRows(PerplexitySearch[] scales, int neighbors) : IRowWeights
{
    private readonly float[] _row = new float[neighbors];

    // In double precision the mean of equal rows is that row, to the last bit.
    private readonly double[] _sums = new double[neighbors];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Row(ReadOnlySpan<float> distances, Span<float> probabilities)
    {
        Array.Clear(_sums);
        foreach (PerplexitySearch scale in scales)
        {
            scale.Row(distances, _row);
            for (int j = 0; j < _sums.Length; j++)
            {
                _sums[j] += _row[j];
            }
        }

        for (int j = 0; j < _sums.Length; j++)
        {
            probabilities[j] = (float)(_sums[j] / scales.Length);
        }
    }
}
