using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Svg;

/// <summary>The picture as a whole: header, map, names on it, legend.</summary>
internal static class SvgDocument
{
    /// <summary>The namespace of all elements.</summary>
    public const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>
    /// The picture's shorter side, in units; all lengths below and all fonts are in units, so that a picture looks the same at any size.
    /// </summary>
    private const double Side = 1000;
    private const double Margin = 28;
    private const double Gap = 22;
    private const double FooterHeight = 26;

    /// <summary>Writes the document.</summary>
    public static void Write(XmlWriter xml, Plot plot)
    {
        double unit = Math.Min(plot.Options.Width, plot.Options.Height) / Side;
        (double width, double height) = (plot.Options.Width / unit, plot.Options.Height / unit);
        double top = Margin + (plot.Title.Length > 0 ? 38 : 0) + (plot.Subtitle.Length > 0 ? 24 : 0);

        Coloring coloring = plot.ChosenColoring;
        var legend = Legend.Of(coloring, width - (2 * Margin), height - top - Margin);
        double beside = legend.Below || legend.Width == 0 ? 0 : legend.Width + Gap;
        double footer = plot.Reference is null ? 0 : FooterHeight;
        Box map = new(Margin, top, width - (2 * Margin) - beside, height - top - Margin - footer);
        double total = legend.Below ? height + legend.Height : height;
        double pixels = legend.Below ? total * unit : plot.Options.Height;

        xml.WriteStartDocument();
        xml.Open("svg", "version", "1.1", "width", SvgText.Number(plot.Options.Width), "height", SvgText.Number(pixels),
            "viewBox", $"0 0 {SvgText.Number(width)} {SvgText.Number(total)}", "role", "img",
            "font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif", "fill", "#1f2328");
        xml.WriteElementString("title", Namespace, plot.Title.Length > 0 ? plot.Title : "Embedding");
        string below = plot.Reference is null ? "" : $" Below it {plot.ReferenceLine}.";
        xml.WriteElementString(
            "desc", Namespace, $"A map of {SvgText.Count(plot.Embedding.Points)} points in {plot.Embedding.Dimensions} dimensions.{below}");
        xml.Empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
        WriteHeader(xml, plot, width - (2 * Margin));
        WriteMap(xml, plot, coloring, map);
        WriteFooter(xml, plot, map);
        if (legend.Below)
        {
            legend.Write(xml, Margin, height - 6);
        }
        else
        {
            legend.Write(xml, map.Right + Gap, map.Y);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void WriteHeader(XmlWriter xml, Plot plot, double width)
    {
        double baseline = Margin + 20;
        if (plot.Title.Length > 0)
        {
            xml.Text(Margin, baseline, PlainText.Shorten(plot.Title, width / 27), "id", "heading", "font-size", "26", "font-weight", "600");
            baseline += 27;
        }

        if (plot.Subtitle.Length > 0)
        {
            xml.Text(
                Margin, baseline, PlainText.Shorten(plot.Subtitle, width / 15), "id", "subheading", "font-size", "15", "fill", "#656d76");
        }
    }

    private static void WriteMap(XmlWriter xml, Plot plot, Coloring coloring, Box map)
    {
        xml.Empty(
            "rect",
            "x", SvgText.Number(map.X), "y", SvgText.Number(map.Y),
            "width", SvgText.Number(map.Width), "height", SvgText.Number(map.Height),
            "rx", "8", "fill", "#fbfbfc", "stroke", "#e4e6ea");
        double diameter = Marks.Diameter(plot.Embedding.Points, map);
        var scene = Scene.Of(plot.Embedding, plot.Reference, map.Shrink(14 + (diameter / 2)));
        if (plot.Reference is not null)
        {
            double small = Math.Min(diameter, Marks.Diameter(plot.Reference.Points, map)); // Few of them are no reason for large ones.
            Marks.WriteReference(xml, scene, plot.Embedding.Points, plot.Reference.Points, small);
        }

        Marks.Write(xml, scene, coloring, diameter);
        CategoryNames.Write(xml, scene, coloring, map);
    }

    private static void WriteFooter(XmlWriter xml, Plot plot, Box map)
    {
        if (plot.Reference is not null)
        {
            double middle = map.Bottom + (FooterHeight / 2) + 4;
            xml.Empty("circle", "cx", SvgText.Number(map.X + 9), "cy", SvgText.Number(middle), "r", "4.5", "fill", Palette.Reference.Hex);
            xml.Text(map.X + 20, middle + 4.5, plot.ReferenceLine, "id", "reference-line", "font-size", "13", "fill", "#656d76");
        }
    }
}
