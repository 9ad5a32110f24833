using BhTsne.Plotting.Charts;

namespace BhTsne.Plotting;

/// <summary>
/// Writes sentences, charts, small maps and tables as one HTML file that needs nothing else: no network, no other file.
/// </summary>
/// <remarks>
/// Thread safe. Equal input gives equal bytes. Charts and maps are SVG inside the page, so that they are seen without scripts; with scripts
/// a point shows its values under the pointer. The page is light or dark as the reader's system is.
/// </remarks>
public static class HtmlCharts
{
    /// <summary>Writes one HTML document in UTF-8.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="page">What the page shows.</param>
    /// <exception cref="ArgumentNullException">The output or the page is null.</exception>
    /// <exception cref="ArgumentException">
    /// A part of the page is null; a chart has no points; a value of a point is not finite, or not positive on a logarithmic axis; the
    /// spread of a point ends below its start; the number of labels of a map is not that of its points; a table has no columns, or a row
    /// with another number of cells. The message names the part. Nothing has been written.
    /// </exception>
    public static void Write(Stream output, ChartPage page)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(page);
        ChartRules.Check(page, nameof(page));
        ChartDocument.Write(output, page);
    }
}
