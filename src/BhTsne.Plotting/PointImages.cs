namespace BhTsne.Plotting;

/// <summary>An image of each point, all of one size, which a page shows of the point under the pointer.</summary>
/// <remarks>What it holds is not copied: do not change it while it is in use. Otherwise immutable, safe to share between threads.</remarks>
public sealed record PointImages
{
    /// <summary>The most bytes of all images together, 64 MiB: a page of them is up to 86 MB, and less as images compress.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Takes images.</summary>
    /// <param name="pixels">N × height × width × channels bytes, image after image, row after row; 0 is black.</param>
    /// <param name="height">Of each image, in pixels, 1 to 1,024.</param>
    /// <param name="width">Of each image, in pixels, 1 to 1,024.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or the number of channels is out of range.</exception>
    /// <exception cref="ArgumentException">There are no whole images, or more than <see cref="MostBytes"/>.</exception>
    public PointImages(ReadOnlyMemory<byte> pixels, int height, int width, int channels = 1)
    {
        if (height is < 1 or > 1024 || width is < 1 or > 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(height), $"{height} x {width}", "Images must have 1 to 1,024 rows and columns.");
        }

        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Images have 1 channel (grey) or 3 (red, green, blue).");
        }

        int each = height * width * channels;
        if (pixels.Length == 0 || pixels.Length % each != 0)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes are no images of {height} x {width} pixels with {channels} bytes each.", nameof(pixels));
        }

        if (pixels.Length > MostBytes)
        {
            throw new ArgumentException(
                $"{pixels.Length / each} images of {each} bytes are {Mega(pixels.Length)} MiB, "
                + $"and a page holds at most {Mega(MostBytes)} MiB "
                + "of them. Give smaller images, for instance every second pixel.",
                nameof(pixels));
        }

        (Pixels, Height, Width, Channels) = (pixels, height, width, channels);
    }

    /// <summary>N × <see cref="Height"/> × <see cref="Width"/> × <see cref="Channels"/> bytes.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The height of each image in pixels.</summary>
    public int Height { get; }

    /// <summary>The width of each image in pixels.</summary>
    public int Width { get; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>N.</summary>
    public int Points => Pixels.Length / (Height * Width * Channels);

    private static int Mega(int bytes) => (int)Math.Ceiling(bytes / 1048576.0);
}
