using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Raster;

/// <summary>
/// The opacity of a pixel by the number of its points: half by its rank among the pixels, as in the equalisation of a histogram, which
/// shows structure at every density, and half by the logarithm, which keeps noise from looking like structure.
/// </summary>
internal sealed class ToneCurve
{
    /// <summary>The number of bins of <see cref="Bin"/>.</summary>
    public const int Bins = 36 * 64;

    /// <summary>The bits of 2^-12 over which bins begin, at 64 for each power of two.</summary>
    private const int FirstBits = (127 - 12) << 6;

    /// <summary>The opacity of a pixel that one point covers.</summary>
    private const double Single = 0.34;

    private readonly float[] _opacity = new float[Bins];

    /// <summary>The curve for so many pixels in each bin.</summary>
    public ToneCurve(long[] pixels)
    {
        int single = Bin(0.5f);
        double total = pixels[single..].Sum();
        int last = Array.FindLastIndex(pixels, count => count > 0);
        double rank = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            if (bin < single)
            {
                _opacity[bin] = (float)(Single * Value(bin) / Value(single));
                continue;
            }

            double share = (rank + (pixels[bin] / 2.0)) / total;
            double logarithm = last > single ? Math.Clamp((bin - single) / (double)(last - single), 0, 1) : 1;
            rank += pixels[bin];
            _opacity[bin] = (float)(Single + ((1 - Single) * ((0.5 * share) + (0.5 * logarithm))));
        }
    }

    /// <summary>The bin of a positive number: 64 for each power of two.</summary>
    public static int Bin(float count) => Math.Clamp((BitConverter.SingleToInt32Bits(count) >> 17) - FirstBits, 0, Bins - 1);

    /// <summary>Writes a pixel.</summary>
    public void Write(Rgb color, float count, Span<byte> pixel)
    {
        (pixel[0], pixel[1], pixel[2]) = (color.R, color.G, color.B);
        pixel[3] = Rgb.Channel(255 * _opacity[Bin(count)]);
    }

    private static double Value(int bin) => BitConverter.Int32BitsToSingle((bin + FirstBits) << 17);
}
