using System.Net;
using System.Text;
using BhTsne.Plotting.Html;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Charts;

/// <summary>The page of charts: a template whose places take the title, the style, the body and the script.</summary>
internal static class ChartDocument
{
    /// <summary>Writes the page.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="page">What the page shows, checked.</param>
    public static void Write(Stream output, ChartPage page)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        string title = PlainText.Clean(page.Title);
        PageTemplate.Write(writer, "charts.html", place => writer.Write(place switch
        {
            "title" => WebUtility.HtmlEncode(title.Length > 0 ? title : "Charts"),
            "style" => PageTemplate.Resource("charts.css"),
            "body" => $"<h1>{WebUtility.HtmlEncode(title)}</h1>",
            "script" => PageTemplate.Resource("charts.js"),
            _ => throw new InvalidOperationException($"The page template has an unknown place: {place}."),
        }));
    }
}
