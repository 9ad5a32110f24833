namespace BhTsne.Plotting.Raster;

/// <summary>
/// How much of each pixel a disc covers, for its middle at each place of a fine grid within a pixel: the disc is drawn by adding a few
/// numbers to a few pixels.
/// </summary>
internal sealed class PointStamp
{
    /// <summary>Places of the middle along each side of a pixel.</summary>
    private const int Places = 8;

    /// <summary>Samples along each side of a pixel.</summary>
    private const int Samples = 16;

    /// <summary>Discs larger than this have edges that are straight within a pixel, which needs no samples.</summary>
    private const double Large = 6;

    private readonly double _radius;
    private readonly float[][] _stamps;

    /// <summary>The stamps of a disc.</summary>
    /// <param name="diameter">Its diameter, in pixels.</param>
    public PointStamp(double diameter)
    {
        _radius = diameter / 2;
        Side = (int)Math.Ceiling(diameter) + 1;
        _stamps = new float[Places * Places][];
        for (int place = 0; place < _stamps.Length; place++)
        {
            double x = _radius + ((place % Places) + 0.5) / Places;
            double y = _radius + ((place / Places) + 0.5) / Places;
            _stamps[place] = Stamp(x, y);
        }
    }

    /// <summary>The pixels along each side of a stamp.</summary>
    public int Side { get; }

    /// <summary>The stamp of a disc.</summary>
    /// <param name="x">Its middle, in pixels.</param>
    /// <param name="y">Its middle, in pixels, downward.</param>
    /// <param name="left">The first pixel that it covers.</param>
    /// <param name="top">The first row that it covers.</param>
    /// <returns>The coverage of <see cref="Side"/> rows of as many pixels.</returns>
    public float[] At(double x, double y, out int left, out int top)
    {
        (double a, double b) = (x - _radius, y - _radius);
        (left, top) = ((int)Math.Floor(a), (int)Math.Floor(b));
        return _stamps[(Place(b - top) * Places) + Place(a - left)];
    }

    /// <summary>The first row that a disc covers.</summary>
    public int Top(double y) => (int)Math.Floor(y - _radius);

    // A number just below 0 is rounded to 1 above the whole number below it.
    private static int Place(double share) => Math.Min((int)(share * Places), Places - 1);

    private float[] Stamp(double x, double y)
    {
        float[] stamp = new float[Side * Side];
        for (int pixel = 0; pixel < stamp.Length; pixel++)
        {
            (int left, int top) = (pixel % Side, pixel / Side);
            stamp[pixel] = 2 * _radius > Large
                ? (float)Math.Clamp(_radius + 0.5 - double.Hypot(left + 0.5 - x, top + 0.5 - y), 0, 1)
                : Sampled(left - x, top - y);
        }

        return stamp;
    }

    private float Sampled(double left, double top)
    {
        int inside = 0;
        for (int sample = 0; sample < Samples * Samples; sample++)
        {
            double right = left + (((sample % Samples) + 0.5) / Samples);
            double down = top + (((sample / Samples) + 0.5) / Samples);
            inside += (right * right) + (down * down) <= _radius * _radius ? 1 : 0;
        }

        return inside / (float)(Samples * Samples);
    }
}
