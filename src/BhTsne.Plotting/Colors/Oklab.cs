namespace BhTsne.Plotting.Colors;

/// <summary>A colour in Oklab, where equal distances look about equally large (Ottosson 2020).</summary>
/// <param name="L">Lightness, 0 to 1.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
internal readonly record struct Oklab(double L, double A, double B)
{
    /// <summary>From sRGB.</summary>
    public static Oklab From(Rgb color) => FromLinear(Linear(color.R), Linear(color.G), Linear(color.B));

    /// <summary>From sRGB as an eye without green-sensitive cones sees it (deuteranopia; Machado, Oliveira and Fernandes 2009).</summary>
    public static Oklab FromDeuteranope(Rgb color)
    {
        (double r, double g, double b) = (Linear(color.R), Linear(color.G), Linear(color.B));
        return FromLinear(
            (0.367322 * r) + (0.860646 * g) - (0.227968 * b),
            (0.280085 * r) + (0.672501 * g) + (0.047413 * b),
            (-0.011820 * r) + (0.042940 * g) + (0.968881 * b));
    }

    /// <summary>To sRGB.</summary>
    /// <param name="color">The colour, clipped where it lies outside.</param>
    /// <returns>Whether it lies within sRGB.</returns>
    public bool TryToRgb(out Rgb color)
    {
        double l = Cube(L + (0.3963377774 * A) + (0.2158037573 * B));
        double m = Cube(L - (0.1055613458 * A) - (0.0638541728 * B));
        double s = Cube(L - (0.0894841775 * A) - (1.2914855480 * B));
        double red = (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s);
        double green = (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s);
        double blue = (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s);
        color = new Rgb(Gamma(red), Gamma(green), Gamma(blue));
        return Math.Min(red, Math.Min(green, blue)) >= 0 && Math.Max(red, Math.Max(green, blue)) <= 1;
    }

    /// <summary>The squared distance.</summary>
    public double SquaredDistance(Oklab other)
    {
        (double l, double a, double b) = (L - other.L, A - other.A, B - other.B);
        return (l * l) + (a * a) + (b * b);
    }

    private static Oklab FromLinear(double r, double g, double b)
    {
        double l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        double m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        double s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return new Oklab(
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    private static double Cube(double x) => x * x * x;

    private static double Linear(byte value)
    {
        double x = value / 255.0;
        return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
    }

    private static byte Gamma(double x)
    {
        x = Math.Clamp(x, 0, 1);
        return (byte)Math.Round(255 * (x <= 0.0031308 ? 12.92 * x : (1.055 * Math.Pow(x, 1 / 2.4)) - 0.055));
    }
}
