namespace BhTsne.Plotting;

/// <summary>The ground that a PNG or an SVG is drawn on.</summary>
public enum PlotTheme
{
    /// <summary>Dark on white, as for paper.</summary>
    Light,

    /// <summary>Light on nearly black, as for a screen. Dark colours of points become lighter.</summary>
    Dark,
}
