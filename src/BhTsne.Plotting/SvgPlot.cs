using System.Text;
using System.Xml;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting;

/// <summary>Draws a map as a static SVG 1.1 picture.</summary>
/// <remarks>Thread safe. The same input gives the same bytes.</remarks>
public static class SvgPlot
{
    /// <summary>Writes one SVG document in UTF-8.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="embedding">
    /// The map, N points of 1, 2 or 3 dimensions. One dimension becomes a strip whose height means nothing; three are seen from a fixed direction,
    /// nearer points larger and stronger.
    /// </param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label is a missing one.</param>
    /// <param name="options">Title and size; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// Labels or point names are not N, the size is out of range, or no label is a number though numbers were asked for. Nothing has been written.
    /// </exception>
    public static void Write(Stream output, Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var plot = Plot.Create(embedding, labels, options);
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using var xml = XmlWriter.Create(output, settings);
        SvgDocument.Write(xml, plot);
    }
}
