namespace BhTsne.Plotting;

/// <summary>How colours follow the values of a score.</summary>
public enum PointScoreScale
{
    /// <summary>Equal differences of value are equal steps of the colour scale.</summary>
    Linear,

    /// <summary>Equal ratios of value are equal steps of the colour scale. Values of 0 or less have its first colour.</summary>
    Logarithmic,
}
