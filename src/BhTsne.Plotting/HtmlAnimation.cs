using System.Globalization;
using BhTsne.Plotting.Html;

namespace BhTsne.Plotting;

/// <summary>
/// Draws the frames of a run as one interactive HTML file that plays them and needs nothing else: no network, no other file.
/// </summary>
/// <remarks>
/// Thread safe. Equal input gives equal bytes. The page is that of <see cref="HtmlPlot"/>, with a player: it begins with the last frame,
/// plays all of them with points moving evenly from frame to frame, and shows the iteration, the cost and the scale of the frame. Each
/// frame fills the view, or all frames have one scale; that is a choice in the page. Coordinates are rounded to 16 bits: each lies on one
/// of 65,536 even steps between the least and the largest of its frame and axis, and so is at most 1/131,070 of that span away from the
/// given one, which is less than a pixel of the whole map. They take 8/3 bytes each: 70,000 points of two dimensions and 20 frames are a
/// file of 7.5 MB.
/// </remarks>
public static class HtmlAnimation
{
    /// <summary>Writes one HTML document in UTF-8.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="frames">The frames in their order, one or more: maps of the same N points in 1, 2 or 3 dimensions.</param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label means that the point has
    /// none.</param>
    /// <param name="options">Title and point names; null for the defaults. Width and height are not used.</param>
    /// <exception cref="ArgumentNullException">The output or the list of frames is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width or the height is out of range.</exception>
    /// <exception cref="ArgumentException">
    /// There is no frame; a frame is null, has no map, or has another number of points or dimensions than the first, or a cost that is not
    /// finite; the number of labels or of point names is not N; a reference map is given; a column does not fit; or
    /// <see cref="LabelKind.Numbers"/> is given and no label is a number. Nothing has been written.
    /// </exception>
    public static void Write(
        Stream output, IReadOnlyList<MapFrame> frames, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(frames);
        MapFrame[] copy = [.. frames];
        Check(copy);
        if (options?.Reference is not null)
        {
            throw new ArgumentException("An animation draws no reference map. Leave Reference null.", nameof(options));
        }

        HtmlDocument.Write(output, Plot.Create(copy[0].Embedding, labels, options), copy);
    }

    private static void Check(MapFrame[] frames)
    {
        if (frames.Length == 0)
        {
            throw new ArgumentException("There are no frames. An animation needs one or more.", nameof(frames));
        }

        for (int i = 0; i < frames.Length; i++)
        {
            if (Fault(frames[i], frames[0]) is { } fault)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Frame {i} {fault}"), nameof(frames));
            }
        }
    }

    private static string? Fault(MapFrame? frame, MapFrame first)
    {
        if (frame?.Embedding is not { } map)
        {
            return frame is null ? "is null." : "has no map: Embedding is null.";
        }

        if (map.Points != first.Embedding.Points || map.Dimensions != first.Embedding.Dimensions)
        {
            return $"is a map of {Shape(map)}, and frame 0 of {Shape(first.Embedding)}. All frames need the same.";
        }

        bool finite = double.IsFinite(frame.KlDivergence ?? 0);
        return finite ? null : "has a KlDivergence that is not finite. Give null for none.";
    }

    private static string Shape(Embedding map) => string.Create(
        CultureInfo.InvariantCulture, $"{map.Points} {(map.Points == 1 ? "point" : "points")} in {map.Dimensions} dimensions");
}
