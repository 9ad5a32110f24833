using System.Net;
using System.Text;
using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Html;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Charts;

/// <summary>The page of charts: a template whose places take the title, the style, the body and the script.</summary>
internal static class ChartDocument
{
    private static readonly XmlWriterSettings Fragment = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
    };

    /// <summary>Writes the page.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="page">What the page shows, checked.</param>
    public static void Write(Stream output, ChartPage page)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        string title = PlainText.Clean(page.Title);
        Coloring[] colorings = MapTiles.Colors(page.Maps);
        PageTemplate.Write(writer, "charts.html", place =>
        {
            switch (place)
            {
                case "title":
                    writer.Write(WebUtility.HtmlEncode(title.Length > 0 ? title : "Charts"));
                    break;
                case "style":
                    writer.Write(PageTemplate.Resource("charts.css"));
                    writer.Write(Style(colorings));
                    break;
                case "body":
                    WriteBody(writer, page, colorings);
                    break;
                case "script":
                    writer.Write(PageTemplate.Resource("charts.js"));
                    break;
                default:
                    throw new InvalidOperationException($"The page template has an unknown place: {place}.");
            }
        });
    }

    private static void WriteBody(StreamWriter writer, ChartPage page, Coloring[] colorings)
    {
        using var xml = XmlWriter.Create(writer, Fragment);
        xml.Begin("main");
        xml.Begin("header");
        xml.Line("h1", PlainText.Clean(page.Title));
        xml.Line("p", PlainText.Clean(page.Subtitle), "soft");
        xml.End();
        foreach (string paragraph in page.Paragraphs)
        {
            xml.Line("p", PlainText.Clean(paragraph), "paragraph");
        }

        if (page.Charts.Count > 0)
        {
            xml.Begin("div", "charts");
            foreach (Chart chart in page.Charts)
            {
                ChartPicture.Write(xml, chart);
            }

            xml.End();
        }

        if (page.Maps.Count > 0)
        {
            MapTiles.Write(xml, page.Maps, colorings);
        }

        foreach (ChartTable table in page.Tables)
        {
            Tables.Write(xml, table);
        }

        xml.End();
    }

    /// <summary>The colours that depend on the content: of the scale of numbers, and the lighter ones of points on a dark ground.</summary>
    private static string Style(Coloring[] colorings)
    {
        StringBuilder style = new();
        string stops = string.Join(", ", Viridis.Stops.Select(stop => stop.Hex));
        style.Append($".scale i {{ background: linear-gradient(to right, {stops}); }}\n");
        Rgb[] dark = [.. colorings.Where(coloring => coloring.Scale is null).SelectMany(coloring => coloring.Swatches).Distinct()
            .Where(color => Palette.OnDark(color) != color)];
        if (dark.Length > 0)
        {
            style.Append("@media screen and (prefers-color-scheme: dark) {\n");
            foreach (Rgb color in dark)
            {
                string onDark = Palette.OnDark(color).Hex;
                style.Append($"  .tile [stroke=\"{color.Hex}\"] {{ stroke: {onDark}; }}\n");
                style.Append($"  .maps [fill=\"{color.Hex}\"] {{ fill: {onDark}; }}\n");
            }

            style.Append("}\n");
        }

        return style.ToString();
    }
}
