namespace BhTsne.Plotting.Tests.Oracles;

/// <summary>The range and the colours of a score, from their definition.</summary>
internal static class ScoreColors
{
    /// <summary>Viridis at eleven even steps (Smith and van der Walt 2015).</summary>
    private static readonly int[] Stops =
        [0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725];

    private static readonly int[] Channels = [16, 8, 0];

    /// <summary>
    /// The values that a share of 1 % of the others is below, and above; the extremes where both are the same. Of a logarithmic scale,
    /// among positive values.
    /// </summary>
    public static (double Low, double High) Range(IEnumerable<float> values, bool logarithmic)
    {
        double[] known =
            [.. values.Where(value => float.IsFinite(value) && (!logarithmic || value > 0)).Select(value => (double)value).Order()];
        double low = known[0], high = known[^1];
        for (int rank = 0; rank < known.Length; rank++)
        {
            low = 100L * rank <= known.Length - 1 ? known[rank] : low;
            high = 100L * (known.Length - 1 - rank) <= known.Length - 1 ? Math.Min(high, known[rank]) : high;
        }

        return high > low ? (low, high) : (known[0], known[^1]);
    }

    /// <summary>Where a value is in the range, 0 to 1.</summary>
    public static double Position(float value, double low, double high, bool logarithmic) =>
        low == high ? 0.5
        : value <= low ? 0
        : value >= high ? 1
        : logarithmic ? (Math.Log(value) - Math.Log(low)) / (Math.Log(high) - Math.Log(low))
        : (value - low) / (high - low);

    /// <summary>The largest difference of a channel between a colour and the scale at a position.</summary>
    public static double Difference(string hex, double position)
    {
        int color = Convert.ToInt32(hex[1..], 16);
        int step = Math.Min((int)(position * 10), 9);
        double share = (position * 10) - step;
        return Channels.Max(shift =>
        {
            double wanted = ((1 - share) * ((Stops[step] >> shift) & 255)) + (share * ((Stops[step + 1] >> shift) & 255));
            return Math.Abs(((color >> shift) & 255) - wanted);
        });
    }
}
