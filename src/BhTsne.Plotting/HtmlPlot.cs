using System.Globalization;
using BhTsne.Plotting.Html;

namespace BhTsne.Plotting;

/// <summary>
/// Draws a map, or several maps of the same points, as one interactive HTML file that needs nothing else: no network, no other file.
/// </summary>
/// <remarks>
/// <para>
/// Thread safe. Equal input gives equal bytes. The page draws with WebGL, or on a 2-D canvas where there is none; it pans, zooms, rotates
/// maps of three dimensions, names points on hovering, searches, and shows or hides categories. <c>#renderer=webgl</c> or
/// <c>#renderer=canvas</c> after its address makes the page draw one way or the other. The values of columns of numbers are the float32
/// given, and all data are compressed.
/// </para>
/// <para>
/// The coordinates of one map are the embedding's float32, exactly. Those of several are rounded to 16 bits: each lies on one of 65,536
/// even steps between the least and the largest of its map and axis, and so is at most 1/131,070 of that span away from the given one,
/// which is less than a pixel of the whole map. The page has a player: it plays the maps with points moving evenly from one to the next,
/// or goes from any map to any other. Each map fills the view, or all have one scale; and each lies as it is, or turned to lie on the one
/// before it (<see cref="PlotOptions.AlignMaps"/>): these are choices in the page.
/// </para>
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
    /// The number of labels, point names, values of a column, images or rows of neighbours is not N; the name of a column is empty or
    /// that of another one; a column has numbers, and none is finite, or positive for a logarithmic scale; ColorBy is no column, or one of
    /// texts that hardly repeat; the reference map has another number of dimensions than the map; or <see cref="LabelKind.Numbers"/> is
    /// given and no label is a number. Nothing has been written.
    /// </exception>
    public static void Write(Stream output, Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        HtmlDocument.Write(output, Plot.Create(embedding, labels, options));
    }

    /// <summary>Writes one HTML document in UTF-8 that shows several maps of the same points.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="maps">
    /// The maps in their order, one or more, each of the same N points in the same order and of the same number of dimensions, 1 to 3. The
    /// page begins with the last one where all are snapshots, and otherwise with the first.
    /// </param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label means that the point has
    /// none.</param>
    /// <param name="options">
    /// Title, point names, reference map and columns; null for the defaults. Width and height are not used. With a reference map no map is
    /// turned.
    /// </param>
    /// <exception cref="ArgumentNullException">The output or the list of maps is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width or the height is out of range.</exception>
    /// <exception cref="ArgumentException">
    /// As for one map; or there is no map, or one is null, has no embedding, another number of points or dimensions than the first, or a
    /// cost that is not finite. Nothing has been written.
    /// </exception>
    public static void Write(
        Stream output, IReadOnlyList<MapFrame> maps, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(maps);
        MapFrame[] copy = [.. maps];
        Check(copy);
        HtmlDocument.Write(output, Plot.Create(copy, labels, options));
    }

    private static void Check(MapFrame[] maps)
    {
        if (maps.Length == 0)
        {
            throw new ArgumentException("There are no maps. A page needs one or more.", nameof(maps));
        }

        for (int i = 0; i < maps.Length; i++)
        {
            if (Fault(maps[i], maps[0]) is { } fault)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Map {i} {fault}"), nameof(maps));
            }
        }
    }

    private static string? Fault(MapFrame? map, MapFrame first)
    {
        if (map?.Embedding is not { } embedding)
        {
            return map is null ? "is null." : "has no points: Embedding is null.";
        }

        if (embedding.Points != first.Embedding.Points || embedding.Dimensions != first.Embedding.Dimensions)
        {
            return $"has {Shape(embedding)}, and map 0 {Shape(first.Embedding)}. All maps of a page need the same.";
        }

        bool finite = double.IsFinite(map.KlDivergence ?? 0);
        return finite ? null : "has a KlDivergence that is not finite. Give null for none.";
    }

    private static string Shape(Embedding map) => string.Create(
        CultureInfo.InvariantCulture, $"{map.Points} {(map.Points == 1 ? "point" : "points")} in {map.Dimensions} dimensions");
}
