using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Raster;

/// <summary>The mean colour of the points of a pixel, in light, at an opacity that grows with their number.</summary>
internal readonly struct MeanColor : IPointBlend
{
    private readonly ToneCurve _tones;
    private readonly (float R, float G, float B)[] _light;

    /// <summary>The means of a layer of categories.</summary>
    public MeanColor(PointLayer layer, ToneCurve tones)
    {
        _tones = tones;
        _light = Array.ConvertAll(layer.Swatches, Light.Of);
    }

    /// <inheritdoc/>
    public static int Channels => 4;

    /// <inheritdoc/>
    public void Add(Span<float> sums, int code, float coverage, float opacity)
    {
        float count = coverage * opacity;
        (float r, float g, float b) = _light[code];
        sums[0] += count * r;
        sums[1] += count * g;
        sums[2] += count * b;
        sums[3] += count;
    }

    /// <inheritdoc/>
    public void Finish(ReadOnlySpan<float> sums, Span<byte> row)
    {
        for (int at = 0; at < sums.Length; at += 4)
        {
            float count = sums[at + 3];
            if (count > 0)
            {
                _tones.Write(Light.ToRgb(sums[at] / count, sums[at + 1] / count, sums[at + 2] / count), count, row.Slice(at, 4));
            }
        }
    }
}
