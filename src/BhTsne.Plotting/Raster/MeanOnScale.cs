using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Raster;

/// <summary>
/// The colour of the mean place on a scale of numbers, mixed with the colour for no value. A mean of colours would be on no scale.
/// </summary>
internal readonly struct MeanOnScale(PointLayer layer, ToneCurve tones) : IPointBlend
{
    private readonly Rgb[] _steps = layer.Swatches[..layer.Steps];
    private readonly Rgb _missing = layer.Swatches[^1];

    /// <inheritdoc/>
    public static int Channels => 4;

    /// <inheritdoc/>
    public void Add(Span<float> sums, int code, float coverage, float opacity)
    {
        float count = coverage * opacity;
        sums[3] += count;
        if (code < _steps.Length)
        {
            sums[0] += count;
            sums[1] += count * code;
        }
    }

    /// <inheritdoc/>
    public void Finish(ReadOnlySpan<float> sums, Span<byte> row)
    {
        for (int at = 0; at < sums.Length; at += 4)
        {
            float count = sums[at + 3];
            if (count > 0)
            {
                float valued = sums[at];
                Rgb mean = valued > 0 ? Rgb.Between(_steps, sums[at + 1] / valued / (_steps.Length - 1)) : _missing;
                tones.Write(Rgb.Between([_missing, mean], valued / count), count, row.Slice(at, 4));
            }
        }
    }
}
