namespace BhTsne.Plotting.Raster;

/// <summary>How many pixels have how many points.</summary>
internal sealed class Tally
{
    /// <summary>
    /// Points are crowded when the opacities of those of a pixel add up to more than this, on average over the points: drawn over one
    /// another, they would leave less than a tenth of the ground visible, however many there are.
    /// </summary>
    private const double MostAtPoints = 2.5;

    private readonly long[] _pixels = new long[ToneCurve.Bins];
    private double _sum;
    private double _squares;

    /// <summary>Whether there are too many points on each other to tell discs apart.</summary>
    public bool IsCrowded => _squares > MostAtPoints * _sum;

    /// <summary>Counts pixels with their numbers of points.</summary>
    public void Add(ReadOnlySpan<float> counts)
    {
        foreach (float count in counts)
        {
            if (count > 0)
            {
                _pixels[ToneCurve.Bin(count)]++;
                _sum += count;
                _squares += (double)count * count;
            }
        }
    }

    /// <summary>The opacities for these pixels.</summary>
    public ToneCurve Tones() => new(_pixels);
}
