using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.Affinities;

/// <summary>The mean of the rows of several perplexities (Kobak and Berens 2019).</summary>
/// <param name="scales">One search for each perplexity.</param>
/// <param name="longest">The largest number of entries of a row.</param>
internal sealed class AveragedRows(IRowProbabilities[] scales, int longest) : IRowProbabilities
{
    private readonly double[] _row = new double[longest];

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    public void Row(ReadOnlySpan<float> distances, ReadOnlySpan<double> weights, Span<double> probabilities)
    {
        // Rows are rounded to single precision: in double precision the mean of equal ones is exact.
        Span<double> row = _row.AsSpan(0, probabilities.Length);
        probabilities.Clear();
        foreach (IRowProbabilities scale in scales)
        {
            scale.Row(distances, weights, row);
            for (int j = 0; j < row.Length; j++)
            {
                probabilities[j] += row[j];
            }
        }

        foreach (ref double probability in probabilities)
        {
            probability /= scales.Length;
        }
    }
}
