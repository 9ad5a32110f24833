using System.Globalization;
using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Png;
using BhTsne.Plotting.Raster;

namespace BhTsne.Plotting.Svg;

/// <summary>An SVG 1.1 document.</summary>
internal sealed class SvgCanvas : ICanvas
{
    /// <summary>
    /// More points than this are pixels in the document and not vectors: vectors are slow to show and to edit then.
    /// </summary>
    public const int MostVectors = 50_000;

    private const string Fonts = "'Noto Sans', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
    private const string LinkNamespace = "http://www.w3.org/1999/xlink";

    /// <summary>Pixels for each pixel of the document, of points that are not vectors: enough for print and for dense screens.</summary>
    private const double PixelScale = 2;

    /// <summary>The most pixels of an image within a picture; a larger one has a lower scale.</summary>
    private const double MostPixels = 5e7;

    private readonly XmlWriter _xml;
    private readonly double _unit;
    private int _bars;

    private SvgCanvas(XmlWriter xml, double unit) => (_xml, _unit) = (xml, unit);

    /// <summary>Writes a picture as a document.</summary>
    public static void Write(XmlWriter xml, Sheet sheet)
    {
        Plot plot = sheet.Plot;
        xml.WriteStartDocument();
        xml.Open("svg", "version", "1.1",
            "width", SvgText.Number(sheet.Width * sheet.Unit), "height", SvgText.Number(sheet.Height * sheet.Unit),
            "viewBox", $"0 0 {SvgText.Number(sheet.Width)} {SvgText.Number(sheet.Height)}", "role", "img", "font-family", Fonts);
        xml.WriteElementString("title", SvgText.Namespace, plot.Title.Length > 0 ? plot.Title : "Embedding");
        string below = plot.Reference is null ? "" : $" Below it {plot.ReferenceLine}.";
        xml.WriteElementString(
            "desc",
            SvgText.Namespace,
            $"A map of {PlainText.Count(plot.Embedding.Points)} points in {plot.Embedding.Dimensions} dimensions.{below}");
        sheet.Draw(new SvgCanvas(xml, sheet.Unit));
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    /// <inheritdoc/>
    public void Open(string name, string title = "")
    {
        _xml.Open("g");
        if (name.Length > 0)
        {
            _xml.WriteAttributeString("id", name);
        }

        if (title.Length > 0)
        {
            _xml.WriteElementString("title", SvgText.Namespace, title);
        }
    }

    /// <inheritdoc/>
    public void Close() => _xml.WriteEndElement();

    /// <inheritdoc/>
    public void Rectangle(Box box, double radius, Rgb fill, Rgb? edge = null)
    {
        OpenRectangle(box, radius, fill.Hex);
        if (edge is { } color)
        {
            _xml.WriteAttributeString("stroke", color.Hex);
        }

        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void Disc(double x, double y, double radius, Rgb fill) =>
        _xml.Empty("circle", "cx", SvgText.Number(x), "cy", SvgText.Number(y), "r", SvgText.Number(radius), "fill", fill.Hex);

    /// <inheritdoc/>
    public void Line(double x1, double y1, double x2, double y2, double width, Rgb color) =>
        _xml.Empty("path", "d", $"M{SvgText.Number(x1)} {SvgText.Number(y1)}L{SvgText.Number(x2)} {SvgText.Number(y2)}",
            "stroke", color.Hex, "stroke-width", SvgText.Number(width), "fill", "none");

    /// <inheritdoc/>
    public void Bar(Box box, double radius, IReadOnlyList<Rgb> colors)
    {
        string id = $"scale{(_bars++ == 0 ? "" : _bars.ToString(CultureInfo.InvariantCulture))}";
        _xml.Open("linearGradient", "id", id, "x1", "0", "y1", "1", "x2", "0", "y2", "0");
        for (int stop = 0; stop < colors.Count; stop++)
        {
            _xml.Empty("stop", "offset", SvgText.Number(stop / (colors.Count - 1.0)), "stop-color", colors[stop].Hex);
        }

        _xml.WriteEndElement();
        OpenRectangle(box, radius, $"url(#{id})");
        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void Text(double x, double y, string text, TextStyle style)
    {
        _xml.Open("text", "x", SvgText.Number(x), "y", SvgText.Number(y), "font-size", SvgText.Number(style.Size), "fill", style.Color.Hex);
        WriteAttribute("id", style.Id);
        WriteAttribute("font-weight", style.IsBold ? "600" : null);
        WriteAttribute("text-anchor", style.Anchor switch { TextAnchor.Middle => "middle", TextAnchor.End => "end", _ => null });
        if (style.Halo is { } halo)
        {
            WriteAttribute("stroke", halo.Hex);
            WriteAttribute("stroke-width", SvgText.Number(TextStyle.HaloWidth * 2));
            WriteAttribute("stroke-linejoin", "round");
            WriteAttribute("stroke-opacity", SvgText.Number(TextStyle.HaloOpacity));
            WriteAttribute("paint-order", "stroke");
        }

        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void Points(Scene scene, Box map, PointLayer layer)
    {
        if (layer.Codes.Length <= MostVectors)
        {
            Marks.Write(_xml, scene, layer);
            return;
        }

        double scale = Math.Min(PixelScale, Math.Sqrt(MostPixels / (map.Width * map.Height)) / _unit);
        double pixels = _unit * scale;
        PixelImage image = PointRaster.Draw(scene, map, layer, pixels);
        using MemoryStream png = new();
        PngFile.Write(png, image, scale);
        _xml.Open("image", "id", layer.Name, "x", SvgText.Number(map.X), "y", SvgText.Number(map.Y),
            "width", Exact(image.Width / pixels), "height", Exact(image.Height / pixels));
        _xml.WriteAttributeString("xlink", "href", LinkNamespace, "data:image/png;base64," + Convert.ToBase64String(png.ToArray()));
        _xml.WriteEndElement();
    }

    private void OpenRectangle(Box box, double radius, string fill)
    {
        _xml.Open("rect", "x", SvgText.Number(box.X), "y", SvgText.Number(box.Y),
            "width", SvgText.Number(box.Width), "height", SvgText.Number(box.Height));
        WriteAttribute("rx", radius > 0 ? SvgText.Number(radius) : null);
        WriteAttribute("fill", fill);
    }

    private void WriteAttribute(string name, string? value)
    {
        if (value is not null)
        {
            _xml.WriteAttributeString(name, value);
        }
    }

    private static string Exact(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
