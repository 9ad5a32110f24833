using System.Text;
using System.Xml;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting;

/// <summary>Draws a map as a static SVG 1.1 picture.</summary>
/// <remarks>
/// Thread safe. Equal input gives equal bytes. Up to 50,000 points are vectors; more are an image of pixels in the document, drawn as by
/// <see cref="PngPlot"/> with two pixels for each of the size, and title, names and legend remain vectors and text.
/// </remarks>
public static class SvgPlot
{
    /// <summary>Writes one SVG document in UTF-8.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="embedding">
    /// The map, N points of 1, 2 or 3 dimensions. One dimension becomes a strip whose height means nothing; three are seen from a fixed
    /// direction, nearer points larger and stronger.
    /// </param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label means that the point has
    /// none.</param>
    /// <param name="options">Title, size, reference map and columns; null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The output or the map is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width or the height is out of range.</exception>
    /// <exception cref="ArgumentException">
    /// The number of labels, point names, values of a column, images or rows of neighbours is not N; the name of a column is empty or
    /// that of another one; a column has numbers, and none is finite, or positive for a logarithmic scale; ColorBy is no column, or one of
    /// texts that hardly repeat; the reference map has another number of dimensions than the map; or <see cref="LabelKind.Numbers"/> is
    /// given and no label is a number. Nothing has been written.
    /// </exception>
    public static void Write(Stream output, Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var plot = Plot.Create(embedding, labels, options);
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using var xml = XmlWriter.Create(output, settings);
        SvgCanvas.Write(xml, Sheet.Of(plot, mayGrow: true));
    }
}
