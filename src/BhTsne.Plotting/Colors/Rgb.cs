namespace BhTsne.Plotting.Colors;

/// <summary>A colour in sRGB.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>As CSS writes it: #rrggbb.</summary>
    public string Hex => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>From 0xRRGGBB.</summary>
    public static Rgb FromHex(int value) => new((byte)(value >> 16), (byte)(value >> 8), (byte)value);

    /// <summary>The byte nearest to a value from 0 to 255.</summary>
    public static byte Channel(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    /// <summary>The colour at a place, 0 to 1, of colours at even steps.</summary>
    public static Rgb Between(IReadOnlyList<Rgb> colors, double place)
    {
        double step = place * (colors.Count - 1);
        int index = Math.Clamp((int)step, 0, Math.Max(0, colors.Count - 2));
        double share = step - index;
        (Rgb low, Rgb high) = (colors[index], colors[Math.Min(index + 1, colors.Count - 1)]);
        return new Rgb(Mix(low.R, high.R, share), Mix(low.G, high.G, share), Mix(low.B, high.B, share));
    }

    private static byte Mix(byte low, byte high, double share) => (byte)Math.Round(low + ((high - low) * share));
}
