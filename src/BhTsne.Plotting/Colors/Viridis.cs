namespace BhTsne.Plotting.Colors;

/// <summary>
/// The sequential scale viridis (Smith and van der Walt 2015, CC0): even in lightness, and so readable by every eye and in grey.
/// </summary>
internal static class Viridis
{
    /// <summary>The scale at evenly spaced positions from 0 to 1, close enough to interpolate between.</summary>
    public static IReadOnlyList<Rgb> Stops { get; } = Array.ConvertAll(
        new[] { 0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725 },
        Rgb.FromHex);

    /// <summary>The colour at a position.</summary>
    /// <param name="position">0 to 1.</param>
    public static Rgb At(double position) => Rgb.Between(Stops, position);
}
