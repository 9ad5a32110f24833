namespace BhTsne.Plotting.Colors;

/// <summary>Colours as amounts of light, 0 to 1, in which the mean of points is what an eye far away sees.</summary>
internal static class Light
{
    private static readonly float[] OfByte = [.. Enumerable.Range(0, 256).Select(value => (float)Linear(value / 255.0))];

    /// <summary>From sRGB.</summary>
    public static (float R, float G, float B) Of(Rgb color) => (OfByte[color.R], OfByte[color.G], OfByte[color.B]);

    /// <summary>To the nearest colour of sRGB.</summary>
    public static Rgb ToRgb(float r, float g, float b) => new(Byte(r), Byte(g), Byte(b));

    private static byte Byte(float light)
    {
        int above = Array.BinarySearch(OfByte, light);
        if (above >= 0)
        {
            return (byte)above;
        }

        above = Math.Clamp(~above, 1, 255);
        return (byte)(light - OfByte[above - 1] < OfByte[above] - light ? above - 1 : above);
    }

    private static double Linear(double x) => x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
}
