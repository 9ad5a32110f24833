namespace BhTsne.Affinities;

/// <summary>Computes the conditional similarities of one row after another. Has scratch memory: one thread at a time.</summary>
internal interface IRowWeights
{
    /// <summary>Computes a row.</summary>
    /// <param name="distances">k distances, not squared, ascending.</param>
    /// <param name="probabilities">Receives k probabilities that sum to 1.</param>
    void Row(ReadOnlySpan<float> distances, Span<float> probabilities);
}
