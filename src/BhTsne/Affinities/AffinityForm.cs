namespace BhTsne.Affinities;

/// <summary>The computations behind an <see cref="AffinityKind"/>.</summary>
internal enum AffinityForm
{
    /// <summary>Gaussians of the widths that perplexities ask for.</summary>
    Perplexity,

    /// <summary>Equal weights.</summary>
    Uniform,

    /// <summary>Gaussians of one width.</summary>
    FixedBandwidth,
}
