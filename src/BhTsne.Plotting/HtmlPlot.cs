using BhTsne.Plotting.Html;

namespace BhTsne.Plotting;

/// <summary>Draws a map as one interactive HTML file that needs nothing else: no network, no other file.</summary>
/// <remarks>
/// Thread safe. Equal input gives equal bytes. The page draws with WebGL, or on a 2-D canvas where there is none; it pans, zooms,
/// rotates a map of three dimensions, names points on hovering, searches, and shows or hides categories. The coordinates in it are the
/// embedding's float32, exactly, and so are the values of columns of numbers; all are compressed.
/// </remarks>
public static class HtmlPlot
{
    /// <summary>Writes one HTML document in UTF-8.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="embedding">The map, N points of 1, 2 or 3 dimensions.</param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label means that the point has
    /// none.</param>
    /// <param name="options">Title, point names, reference map and columns; null for the defaults. Width and height are not used.</param>
    /// <exception cref="ArgumentNullException">The output or the map is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width or the height is out of range.</exception>
    /// <exception cref="ArgumentException">
    /// The number of labels, point names, values of a column, images or rows of neighbours is not N; the name of a column is empty or that of another one; a
    /// column has numbers, and none is finite, or positive for a logarithmic scale; ColorBy is no column; the reference map has another
    /// number of dimensions than the map; or <see cref="LabelKind.Numbers"/> is given and no label is a number. Nothing has been written.
    /// </exception>
    public static void Write(Stream output, Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var plot = Plot.Create(embedding, labels, options);
        HtmlDocument.Write(output, plot);
    }
}
