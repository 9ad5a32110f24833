namespace BhTsne.Plotting;

/// <summary>How an axis of a chart places values.</summary>
public enum ChartScale
{
    /// <summary>Equal differences have equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios have equal lengths.</summary>
    Logarithmic,
}
