namespace BhTsne.Affinities;

/// <summary>The computations behind an <see cref="AffinityKind"/>.</summary>
internal enum AffinityForm
{
    /// <summary>Gaussians whose widths follow from perplexities.</summary>
    Perplexity,

    /// <summary>Equal probabilities.</summary>
    Uniform,

    /// <summary>Gaussians of one width.</summary>
    FixedBandwidth,
}
