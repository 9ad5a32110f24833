namespace BhTsne.Plotting.Colors;

/// <summary>The colours of categories.</summary>
internal static class Palette
{
    /// <summary>
    /// Ten colours of different hue and lightness, none of them grey, that stay apart for every eye. The smallest distance between two of
    /// them in Oklab is 0.09 for a red- or green-blind eye in the simulation of Machado et al. (2009), and 0.18 for the usual one; in
    /// familiar palettes of ten it is 0.01 (Tableau, d3) to 0.06 (Petroff).
    /// </summary>
    private static readonly Rgb[] Ten = Array.ConvertAll(
        new[] { 0x4a80ea, 0xffbf2e, 0xcc4010, 0x0a7a78, 0x8a1fc4, 0xcc8fc8, 0x62d7f5, 0x6d3a2c, 0x79b061, 0x1f1a80 }, Rgb.FromHex);

    /// <summary>The colour of points without labels.</summary>
    public static Rgb Single { get; } = Rgb.FromHex(0x2f6fb5);

    /// <summary>The colour of points whose label is missing.</summary>
    public static Rgb Missing { get; } = Rgb.FromHex(0xb4b4ba);

    /// <summary>The colour of points of a reference map, on a light ground.</summary>
    public static Rgb Reference { get; } = Rgb.FromHex(0xb6bcc6);

    /// <summary>
    /// As many colours as asked for, each as far as can be from those before it: the first ten are a fixed set; every further one is the
    /// candidate farthest from all chosen (in Oklab, for the usual eye and for a green-blind one, whichever sees them closer). Colours of a
    /// short palette are the first of a longer one.
    /// </summary>
    /// <param name="count">The number of colours, 1 or more; beyond the number of candidates they repeat.</param>
    public static Rgb[] Categorical(int count)
    {
        var colors = new List<Rgb>(Ten[..Math.Min(count, Ten.Length)]);
        if (count <= Ten.Length)
        {
            return [.. colors];
        }

        Rgb[] candidates = Candidates();
        Seen[] seen = Array.ConvertAll(candidates, Seen.From);
        double[] nearest = new double[candidates.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        foreach (Rgb color in colors)
        {
            Lower(nearest, seen, Seen.From(color));
        }

        while (colors.Count < count)
        {
            double farthest = nearest.Max();
            if (farthest <= 0)
            {
                colors.Add(colors[colors.Count - candidates.Length]); // All candidates are taken: begin again.
                continue;
            }

            Rgb next = candidates[Array.IndexOf(nearest, farthest)];
            colors.Add(next);
            Lower(nearest, seen, Seen.From(next));
        }

        return [.. colors];
    }

    /// <summary>The colour itself, or a lighter relative of a dark one, that a point on a dark ground is seen in.</summary>
    public static Rgb OnDark(Rgb color)
    {
        var lab = Oklab.From(color);
        _ = (lab with { L = Math.Max(lab.L, 0.58) }).TryToRgb(out Rgb light);
        return lab.L >= 0.58 ? color : light;
    }

    /// <summary>A darker relative of a colour, in which text on a light ground is legible.</summary>
    public static Rgb Ink(Rgb color)
    {
        var lab = Oklab.From(color);
        double shade = Math.Min(1, 0.42 / lab.L);
        _ = new Oklab(lab.L * shade, lab.A * shade, lab.B * shade).TryToRgb(out Rgb ink);
        return ink;
    }

    /// <summary>A lighter relative of a colour, in which text on a dark ground is legible.</summary>
    public static Rgb LightInk(Rgb color)
    {
        var lab = Oklab.From(color);
        double lift = Math.Min(1, Math.Max(0, (0.78 - lab.L) / (1 - lab.L)));
        _ = new Oklab(Math.Max(lab.L, 0.78), lab.A * (1 - lift), lab.B * (1 - lift)).TryToRgb(out Rgb ink);
        return ink;
    }

    /// <summary>
    /// Colours of a grid in Oklab that are neither too dark nor too light for a point on a white or black ground, and not grey.
    /// </summary>
    private static Rgb[] Candidates()
    {
        List<Rgb> candidates = [];
        for (double lightness = 0.42; lightness < 0.83; lightness += 0.04)
        {
            for (double a = -0.3; a <= 0.3; a += 0.02)
            {
                for (double b = -0.32; b <= 0.22; b += 0.02)
                {
                    if ((a * a) + (b * b) > 0.06 * 0.06 && new Oklab(lightness, a, b).TryToRgb(out Rgb color))
                    {
                        candidates.Add(color);
                    }
                }
            }
        }

        return [.. candidates.Distinct()];
    }

    private static void Lower(double[] nearest, Seen[] candidates, Seen chosen)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            nearest[i] = Math.Min(nearest[i], candidates[i].SquaredDistance(chosen));
        }
    }

    /// <summary>A colour as the usual eye and a green-blind one see it.</summary>
    private readonly record struct Seen(Oklab Usual, Oklab Deuteranope)
    {
        public static Seen From(Rgb color) => new(Oklab.From(color), Oklab.FromDeuteranope(color));

        /// <summary>The nearer of both views. The poorer view has fewer colours to share out, so they may come closer in it.</summary>
        public double SquaredDistance(Seen other) =>
            Math.Min(Usual.SquaredDistance(other.Usual), 2 * Deuteranope.SquaredDistance(other.Deuteranope));
    }
}
