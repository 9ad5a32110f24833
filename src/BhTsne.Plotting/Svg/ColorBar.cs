using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Scales;

namespace BhTsne.Plotting.Svg;

/// <summary>
/// The key to a colour scale: an upright bar with round values beside it, the largest on top. Above it the title of the numbers, if they
/// have one; below it how many points lie outside of the scale or have no value.
/// </summary>
internal static class ColorBar
{
    private const double BarWidth = 16;
    private const double LongestTitle = 15;

    /// <summary>The width with the values.</summary>
    public static double Width(NumberScale scale, double font)
    {
        double values = scale.Ticks().Select(tick => PlainText.Width(NumberText.Of(tick))).DefaultIfEmpty().Max();
        double notes = Notes(scale).Select(note => 1.2 + PlainText.Width(note.Text)).DefaultIfEmpty().Max();
        double title = PlainText.Width(Title(scale)) * 1.08; // Bold letters are wider.
        return Math.Max(BarWidth + 10 + (values * font), Math.Max(notes, title) * font);
    }

    /// <summary>Writes it, as the group with id "legend".</summary>
    public static void Write(XmlWriter xml, NumberScale scale, double left, double top, double height, double font)
    {
        xml.Open("g", "id", "legend", "font-size", SvgText.Number(font));
        if (scale.Title.Length > 0)
        {
            xml.Open("g", "font-weight", "600");
            xml.WriteElementString("title", SvgDocument.Namespace, scale.Title);
            xml.Text(left, top + font, Title(scale));
            xml.WriteEndElement();
            top += 2 * font;
            height -= 2 * font;
        }

        if (!double.IsNaN(scale.Minimum))
        {
            WriteBar(xml, scale, new Box(left, top, BarWidth, height), font);
            top += height + (1.3 * font);
        }

        WriteNotes(xml, scale, left, top, font);
        xml.WriteEndElement();
    }

    private static void WriteBar(XmlWriter xml, NumberScale scale, Box bar, double font)
    {
        xml.Open("linearGradient", "id", "scale", "x1", "0", "y1", "1", "x2", "0", "y2", "0");
        for (int stop = 0; stop < Viridis.Stops.Count; stop++)
        {
            xml.Empty("stop", "offset", SvgText.Number(stop / (Viridis.Stops.Count - 1.0)), "stop-color", Viridis.Stops[stop].Hex);
        }

        xml.WriteEndElement();
        xml.Empty(
            "rect",
            "x", SvgText.Number(bar.X), "y", SvgText.Number(bar.Y),
            "width", SvgText.Number(bar.Width), "height", SvgText.Number(bar.Height),
            "rx", "3", "fill", "url(#scale)");
        foreach (double tick in scale.Ticks())
        {
            double y = bar.Y + ((1 - scale.Position(tick)) * bar.Height);
            xml.Empty("path", "d", $"M{SvgText.Number(bar.Right)} {SvgText.Number(y)}h4", "stroke", "#656d76", "fill", "none");
            xml.Text(bar.Right + 8, y + (font * 0.36), NumberText.Of(tick));
        }
    }

    private static void WriteNotes(XmlWriter xml, NumberScale scale, double left, double top, double font)
    {
        double y = top + (0.7 * font);
        foreach ((Rgb? color, string text) in Notes(scale))
        {
            if (color is not null)
            {
                xml.Empty("circle", "cx", SvgText.Number(left + (font * 0.4)), "cy", SvgText.Number(y), "r", SvgText.Number(font * 0.4),
                    "fill", color.Value.Hex);
            }

            xml.Text(left + (color is null ? 0 : font * 1.2), y + (font * 0.36), text);
            y += 1.5 * font;
        }
    }

    private static IEnumerable<(Rgb? Color, string Text)> Notes(NumberScale scale)
    {
        if (scale.Below + scale.Above > 0)
        {
            yield return (null, "1st to 99th percentile");
            yield return (Viridis.Stops[^1], $"above: {SvgText.Count(scale.Above)}");
            yield return (Viridis.Stops[0], $"below: {SvgText.Count(scale.Below)}");
        }

        if (scale.Missing > 0)
        {
            yield return (Palette.Missing, $"no value: {SvgText.Count(scale.Missing)}");
        }
    }

    private static string Title(NumberScale scale) => PlainText.Shorten(scale.Title, LongestTitle);
}
