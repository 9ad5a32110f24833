using BhTsne.Plotting.Html;

namespace BhTsne.Plotting;

/// <summary>Draws a map as one interactive HTML file that needs nothing else: no network, no other file.</summary>
/// <remarks>
/// Thread safe. The same input gives the same bytes. The page draws with WebGL, or on a 2-D canvas where there is none; it pans, zooms, rotates a map of
/// three dimensions, names points on hovering, searches, and shows or hides categories. The coordinates in it are the embedding's float32, exactly.
/// </remarks>
public static class HtmlPlot
{
    /// <summary>Writes one HTML document in UTF-8.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="embedding">The map, N points of 1, 2 or 3 dimensions.</param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label is a missing one.</param>
    /// <param name="options">Title and point names; null for the defaults. Width and height are not used.</param>
    /// <exception cref="ArgumentException">
    /// Labels or point names are not N, the size is out of range, or no label is a number though numbers were asked for. Nothing has been written.
    /// </exception>
    public static void Write(Stream output, Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var plot = Plot.Create(embedding, labels, options);
        HtmlDocument.Write(output, plot);
    }
}
