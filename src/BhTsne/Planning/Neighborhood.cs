using BhTsne.Affinities;
using BhTsne.Data;

namespace BhTsne.Planning;

/// <summary>How many neighbours of each point count, and how: what follows from options and input together.</summary>
internal static class Neighborhood
{
    /// <summary>How similarities follow from distances.</summary>
    public static AffinityKind Kind(TsneOptions options) => options.Affinities ?? AffinityKind.Perplexity(options.Perplexity);

    /// <summary>
    /// k: what is asked for or what the affinities need, never more than N - 1. With weights it counts equal points, and N is the sum of
    /// the weights; a graph without weights has its own.
    /// </summary>
    public static int Count(TsneInput input, TsneOptions options) =>
        input.Graph is { } graph && Weights(input) is null
            ? graph.NeighborsPerPoint
            : (int)Math.Min(options.NeighborCount ?? Wanted(options), Sum(input) - 1);

    /// <summary>What the affinities need.</summary>
    public static int Wanted(TsneOptions options)
    {
        AffinityKind kind = Kind(options);
        if (kind.Form == AffinityForm.Uniform)
        {
            return kind.Neighbors;
        }

        double perplexity = kind.Form == AffinityForm.Perplexity
            ? kind.Perplexities.DefaultIfEmpty(options.Perplexity).Max()
            : options.Perplexity;
        return (int)Math.Min(TsneDefaults.NeighborsPerPerplexity * perplexity, int.MaxValue);
    }

    /// <summary>The weights, or null where all are 1.</summary>
    public static PointWeights? Weights(TsneInput input) => PointWeights.From(input.Weights);

    /// <summary>The sum of the weights; N where there are none, or where they are at fault.</summary>
    public static double Sum(TsneInput input)
    {
        ReadOnlySpan<float> weights = input.Weights.GetValueOrDefault().Span;
        if (weights.Length != input.Points || weights.IndexOfAnyExceptInRange(1, float.MaxValue) >= 0)
        {
            return input.Points;
        }

        double sum = 0;
        foreach (float weight in weights)
        {
            sum += weight;
        }

        return sum;
    }
}
