namespace BhTsne;

/// <summary>How new points are placed in a map that stays as it is. Immutable, equal by value, safe to share between threads.</summary>
public sealed record TransformOptions
{
    /// <summary>
    /// The effective number of neighbours of each new point among the points of the map: at least 1, and below the number of neighbours; 3
    /// x as many neighbours are searched. Null for <see cref="DefaultPerplexity"/>, or a third of the points of a smaller map.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>The most steps of each point; 0 leaves it at the weighted median of its neighbours' places.</summary>
    public int Iterations { get; init; } = 50;

    /// <summary>
    /// The accuracy of the repulsion, as <see cref="TsneOptions.Theta"/>; null for that of the map, or 0 where its repulsion was exact.
    /// </summary>
    public double? Theta { get; init; }

    /// <summary>The number of threads; 0 for one per processor. It changes no bit.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Half of what maps are made with by default: labels of new points are as good with 5 to 30, and with 15 their places are nearer to
    /// those of a joint map than with 5 (docs/accuracy.md, "New points").
    /// </summary>
    public static double DefaultPerplexity => 15;
}
