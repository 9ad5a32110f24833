using System.Globalization;
using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Svg;

/// <summary>The key to a colour scale: an upright bar with round values beside it, the largest on top.</summary>
internal static class ColorBar
{
    private const double BarWidth = 16;

    /// <summary>The width with the values.</summary>
    public static double Width(NumberScale scale, double font) =>
        Math.Max(BarWidth + 10 + (scale.Ticks().Max(tick => PlainText.Width(Text(tick))) * font), scale.Missing > 0 ? 9.5 * font : 0);

    /// <summary>Writes it, as the group with id "legend".</summary>
    public static void Write(XmlWriter xml, NumberScale scale, double left, double top, double height, double font)
    {
        xml.Open("g", "id", "legend", "font-size", SvgText.Number(font));
        xml.Open("linearGradient", "id", "scale", "x1", "0", "y1", "1", "x2", "0", "y2", "0");
        for (int stop = 0; stop < Viridis.Stops.Count; stop++)
        {
            xml.Empty("stop", "offset", SvgText.Number(stop / (Viridis.Stops.Count - 1.0)), "stop-color", Viridis.Stops[stop].Hex);
        }

        xml.WriteEndElement();
        xml.Empty(
            "rect",
            "x", SvgText.Number(left), "y", SvgText.Number(top),
            "width", SvgText.Number(BarWidth), "height", SvgText.Number(height),
            "rx", "3", "fill", "url(#scale)");
        foreach (double tick in scale.Ticks())
        {
            double y = top + ((1 - scale.Position(tick)) * height);
            xml.Empty("path", "d", $"M{SvgText.Number(left + BarWidth)} {SvgText.Number(y)}h4", "stroke", "#656d76", "fill", "none");
            xml.Text(left + BarWidth + 8, y + (font * 0.36), Text(tick));
        }

        if (scale.Missing > 0)
        {
            double y = top + height + (font * 2);
            xml.Empty("circle", "cx", SvgText.Number(left + (font * 0.4)), "cy", SvgText.Number(y), "r", SvgText.Number(font * 0.4),
                "fill", Palette.Missing.Hex);
            xml.Text(left + (font * 1.2), y + (font * 0.36), $"no value  {SvgText.Count(scale.Missing)}");
        }

        xml.WriteEndElement();
    }

    /// <summary>A value as a reader wants it: rounding noise of the step gone, exponents for the very large and very small.</summary>
    public static string Text(double value) =>
        value.ToString("G6", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal)
        .Replace("E-", "e-", StringComparison.Ordinal);
}
