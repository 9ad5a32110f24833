namespace BhTsne.Plotting.Raster;

/// <summary>How points that share a pixel become its colour: a few sums for each pixel, and what they make.</summary>
internal interface IPointBlend
{
    /// <summary>The number of sums of a pixel.</summary>
    static abstract int Channels { get; }

    /// <summary>Adds a point to a pixel.</summary>
    /// <param name="sums">The sums of the pixel.</param>
    /// <param name="code">The swatch of the point.</param>
    /// <param name="coverage">The share of the pixel that the point covers, more than 0.</param>
    /// <param name="opacity">The opacity of the point.</param>
    void Add(Span<float> sums, int code, float coverage, float opacity);

    /// <summary>Makes the pixels of a row.</summary>
    /// <param name="sums">The sums of each pixel.</param>
    /// <param name="row">Receives red, green, blue and opacity of each pixel; transparent before.</param>
    void Finish(ReadOnlySpan<float> sums, Span<byte> row);
}
