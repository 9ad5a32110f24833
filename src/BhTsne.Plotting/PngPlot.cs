using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Raster;

namespace BhTsne.Plotting;

/// <summary>Draws a map as a picture of pixels: a PNG.</summary>
/// <remarks>
/// Thread safe. Equal input gives equal bytes. Few points are discs, as in an SVG; where many lie on each other, a pixel's strength shows
/// how many, and its colour the mean of their colours, so that a map of a million points is legible. Texts are drawn with Noto Sans: Latin,
/// Greek, Cyrillic, punctuation and common signs. A hollow box stands for any other character.
/// </remarks>
public static class PngPlot
{
    private const long MostPixels = 100_000_000;

    /// <summary>Writes one PNG of 8 bits for each of red, green and blue.</summary>
    /// <param name="output">Receives the file; left open.</param>
    /// <param name="embedding">
    /// The map, N points of 1, 2 or 3 dimensions. One dimension becomes a strip whose height means nothing; three are seen from a fixed
    /// direction, nearer points larger and stronger.
    /// </param>
    /// <param name="labels">N labels, by which points are coloured, or null for one colour. An empty label means that the point has
    /// none.</param>
    /// <param name="options">
    /// Title, size, scale, theme, reference map and scores; null for the defaults. The picture is Width times Scale by Height times Scale
    /// pixels large, rounded, and has that size also where its legend has no room: the legend then says how many categories it leaves out.
    /// </param>
    /// <exception cref="ArgumentNullException">The output or the map is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The width, the height or the scale is out of range, or the picture would have more than 100 million pixels.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The number of labels, of point names or of values of a score is not N; the name of a score is empty or that of another one; a score
    /// has values, and none is finite, or positive for a logarithmic scale; ColorBy is no score, or texts that hardly repeat; the reference
    /// map has another number of dimensions than the map; or <see cref="LabelKind.Numbers"/> is given and no label is a number. Nothing has
    /// been written.
    /// </exception>
    public static void Write(Stream output, Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var plot = Plot.Create(embedding, labels, options);
        (int width, int height) = Size(plot.Options);
        if (HasTooManyPixels(plot.Options))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{width} x {height}", $"A PNG has at most {MostPixels} pixels. Make Width, Height or Scale less.");
        }

        RasterCanvas.Write(output, Sheet.Of(plot, mayGrow: false), width, height);
    }

    /// <summary>Whether a picture with these options would have more than 100 million pixels, which <see cref="Write"/> refuses.</summary>
    /// <param name="options">Width, height and scale.</param>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public static bool HasTooManyPixels(PlotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (int width, int height) = Size(options);
        return (long)width * height > MostPixels;
    }

    private static (int Width, int Height) Size(PlotOptions options) =>
        (Pixels(options.Width, options.Scale), Pixels(options.Height, options.Scale));

    private static int Pixels(int side, double scale) => (int)Math.Round(side * scale, MidpointRounding.AwayFromZero);
}
