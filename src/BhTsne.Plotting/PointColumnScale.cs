namespace BhTsne.Plotting;

/// <summary>How colours follow the values of a column of numbers.</summary>
public enum PointColumnScale
{
    /// <summary>Equal differences of value are equal steps of the colour scale.</summary>
    Linear,

    /// <summary>Equal ratios of value are equal steps of the colour scale. Values of 0 or less have its first colour.</summary>
    Logarithmic,
}
