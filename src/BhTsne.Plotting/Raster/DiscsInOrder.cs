using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Raster;

/// <summary>Each point over those before it, in sRGB, as viewers of SVG do it.</summary>
internal readonly struct DiscsInOrder(Rgb[] swatches) : IPointBlend
{
    /// <inheritdoc/>
    public static int Channels => 4;

    /// <inheritdoc/>
    public void Add(Span<float> sums, int code, float coverage, float opacity)
    {
        float share = coverage * opacity;
        Rgb color = swatches[code];
        sums[0] += share * (color.R - sums[0]);
        sums[1] += share * (color.G - sums[1]);
        sums[2] += share * (color.B - sums[2]);
        sums[3] += share * (1 - sums[3]);
    }

    /// <inheritdoc/>
    public void Finish(ReadOnlySpan<float> sums, Span<byte> row)
    {
        for (int at = 0; at < sums.Length; at += 4)
        {
            float opacity = sums[at + 3];
            if (opacity > 0)
            {
                row[at] = Rgb.Channel(sums[at] / opacity);
                row[at + 1] = Rgb.Channel(sums[at + 1] / opacity);
                row[at + 2] = Rgb.Channel(sums[at + 2] / opacity);
                row[at + 3] = Rgb.Channel(255 * opacity);
            }
        }
    }
}
