using BhTsne.Data;

namespace BhTsne.Affinities;

/// <summary>Creates the computation of an <see cref="AffinityKind"/>.</summary>
internal static class RowProbabilities
{
    /// <summary>The computation of rows of at most <paramref name="longest"/> entries, for one thread.</summary>
    public static IRowProbabilities Of<TWeights>(AffinityKind kind, int longest)
        where TWeights : struct, IWeights => kind.Form switch
        {
            AffinityForm.Perplexity when kind.Perplexities.Count == 1 => new PerplexitySearch<TWeights>(kind.Perplexities[0], longest),
            AffinityForm.Perplexity => new AveragedRows(
                [.. kind.Perplexities.Select(perplexity => new PerplexitySearch<TWeights>(perplexity, longest))], longest),
            AffinityForm.Uniform => new UniformRows<TWeights>(),
            _ => new FixedBandwidthRows<TWeights>(kind.Bandwidth, longest),
        };

    /// <summary>Multiplies probabilities by weights, and divides them by their sum.</summary>
    public static void Weigh(ReadOnlySpan<double> weights, Span<double> probabilities)
    {
        double sum = 0;
        for (int j = 0; j < probabilities.Length; j++)
        {
            probabilities[j] *= weights[j];
            sum += probabilities[j];
        }

        foreach (ref double probability in probabilities)
        {
            probability /= sum;
        }
    }

    /// <summary>The same probability for each point.</summary>
    private sealed class UniformRows<TWeights> : IRowProbabilities
        where TWeights : struct, IWeights
    {
        public void Row(ReadOnlySpan<float> distances, ReadOnlySpan<double> weights, Span<double> probabilities)
        {
            probabilities.Fill(TWeights.AreOne ? 1.0 / probabilities.Length : 1);
            if (!TWeights.AreOne)
            {
                Weigh(weights, probabilities);
            }
        }
    }
}
