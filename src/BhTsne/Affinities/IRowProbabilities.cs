namespace BhTsne.Affinities;

/// <summary>Computes the conditional similarities of one row after another. Has scratch memory: one thread at a time.</summary>
internal interface IRowProbabilities
{
    /// <summary>Computes a row.</summary>
    /// <param name="distances">The distances to some points, not squared, ascending; at most as many as the rows were prepared for.</param>
    /// <param name="weights">The weight of each of these points; not read where weights are 1 each.</param>
    /// <param name="probabilities">Receives the probability of each: of all points that it stands for together. The sum is 1.</param>
    void Row(ReadOnlySpan<float> distances, ReadOnlySpan<double> weights, Span<double> probabilities);
}
