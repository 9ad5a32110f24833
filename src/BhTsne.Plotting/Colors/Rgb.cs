namespace BhTsne.Plotting.Colors;

/// <summary>A colour in sRGB.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>As CSS writes it: #rrggbb.</summary>
    public string Hex => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>From 0xRRGGBB.</summary>
    public static Rgb FromHex(int value) => new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
}
