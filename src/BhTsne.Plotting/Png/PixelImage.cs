using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Png;

/// <summary>Pixels in sRGB, row by row from the top, 8 bits for each channel.</summary>
internal sealed class PixelImage
{
    private readonly byte[] _bytes;

    /// <summary>A black image, transparent where it has an alpha channel.</summary>
    public PixelImage(int width, int height, bool hasAlpha)
    {
        (Width, Height, HasAlpha) = (width, height, hasAlpha);
        _bytes = new byte[(long)width * height * Channels];
    }

    /// <summary>The pixels of a row.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>Whether pixels have an opacity: the fourth channel.</summary>
    public bool HasAlpha { get; }

    /// <summary>The bytes of a pixel.</summary>
    public int Channels => HasAlpha ? 4 : 3;

    /// <summary>The bytes of a row.</summary>
    public Span<byte> Row(int y) => _bytes.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>Lays a colour over pixels of a row of an opaque image.</summary>
    /// <param name="y">The row.</param>
    /// <param name="x">The first pixel.</param>
    /// <param name="coverage">The opacity of each pixel, 0 to 1.</param>
    /// <param name="color">The colour.</param>
    /// <param name="opacity">A factor of the opacities.</param>
    public void Blend(int y, int x, ReadOnlySpan<float> coverage, Rgb color, double opacity = 1)
    {
        Span<byte> row = Row(y)[(x * Channels)..];
        for (int i = 0; i < coverage.Length; i++)
        {
            double share = coverage[i] * opacity;
            if (share > 0)
            {
                Mix(row.Slice(i * Channels, 3), color.R, color.G, color.B, share);
            }
        }
    }

    /// <summary>Lays an image with an alpha channel over an opaque one; what reaches beyond it is left out.</summary>
    public void Lay(PixelImage above, int left, int top)
    {
        int width = Math.Min(above.Width, Width - left);
        for (int y = 0; y < Math.Min(above.Height, Height - top); y++)
        {
            Span<byte> source = above.Row(y);
            Span<byte> row = Row(top + y)[(left * Channels)..];
            for (int x = 0; x < width; x++)
            {
                Span<byte> color = source.Slice(x * above.Channels, 4);
                if (color[3] > 0)
                {
                    Mix(row.Slice(x * Channels, 3), color[0], color[1], color[2], color[3] / 255.0);
                }
            }
        }
    }

    private static void Mix(Span<byte> pixel, byte r, byte g, byte b, double share)
    {
        pixel[0] = Mix(pixel[0], r, share);
        pixel[1] = Mix(pixel[1], g, share);
        pixel[2] = Mix(pixel[2], b, share);
    }

    private static byte Mix(byte below, byte above, double share) => (byte)(below + ((above - below) * share) + 0.5);
}
