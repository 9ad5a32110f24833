namespace BhTsne.Plotting.Tests.Oracles;

/// <summary>The contrast of two colours after the Web Content Accessibility Guidelines 2.2, from 1 to 21.</summary>
internal static class Contrast
{
    /// <summary>The least contrast of text with what is behind it at level AA.</summary>
    public const double Least = 4.5;

    /// <summary>Of two colours written as #rrggbb.</summary>
    public static double Of(string hex, string other)
    {
        double[] both = [Luminance(Channels(hex)), Luminance(Channels(other))];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    /// <summary>What is seen of a colour with an opacity over another one.</summary>
    public static string Over(string hex, string behind, double opacity) => "#" + string.Concat(
        Channels(hex).Zip(Channels(behind), (own, below) => ((int)Math.Round((opacity * own) + ((1 - opacity) * below))).ToString("x2")));

    private static int[] Channels(string hex) => [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + (2 * i), 2), 16))];

    private static double Luminance(int[] channels) => channels
        .Select(channel => channel / 255.0)
        .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))
        .Zip([0.2126, 0.7152, 0.0722], (light, weight) => light * weight).Sum();
}
