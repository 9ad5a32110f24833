namespace BhTsne.Benchmarks.Trust;

/// <summary>Points of which is known what a map of them should show; the same for the same seed.</summary>
internal static class KnownPoints
{
    /// <summary>A Swiss roll: a rectangle of 2 x 1, rolled up in space, whose sheets lie well apart.</summary>
    /// <param name="count">N.</param>
    /// <param name="seed">Of the points.</param>
    /// <returns>N x 3, and of each point the place along the roll, 0 at its middle to 1.</returns>
    public static (PointMatrix Points, double[] Along) SwissRoll(int count, int seed)
    {
        Random random = new(seed);
        float[] values = new float[3 * count];
        double[] along = new double[count];
        for (int i = 0; i < count; i++)
        {
            // Uniform on the sheet: the length of the spiral grows with the square of the angle.
            along[i] = random.NextDouble();
            double angle = Math.PI * Math.Sqrt(2.25 + (18 * along[i]));
            values[3 * i] = (float)(angle * Math.Cos(angle));
            values[(3 * i) + 1] = (float)(45 * random.NextDouble());
            values[(3 * i) + 2] = (float)(angle * Math.Sin(angle));
        }

        return (PointMatrix.From(values, count, 3), along);
    }

    /// <summary>Two half circles in a plane that reach into each other, with noise, so that some points may be of either.</summary>
    /// <param name="count">N.</param>
    /// <param name="noise">The standard deviation in each dimension; the half circles have the radius 1.</param>
    /// <param name="seed">Of the points.</param>
    /// <returns>N x 2, and of each point the probability of the other half circle, given the point.</returns>
    public static (PointMatrix Points, double[] Doubt) Moons(int count, double noise, int seed)
    {
        Random random = new(seed);
        float[] values = new float[2 * count];
        double[] doubt = new double[count];
        for (int i = 0; i < count; i++)
        {
            int moon = i % 2;
            (double x, double y) = OnMoon(moon, random.NextDouble());
            values[2 * i] = (float)(x + (noise * Normal(random)));
            values[(2 * i) + 1] = (float)(y + (noise * Normal(random)));
            double same = Density(moon, values[2 * i], values[(2 * i) + 1], noise);
            double other = Density(1 - moon, values[2 * i], values[(2 * i) + 1], noise);
            doubt[i] = other / (same + other);
        }

        return (PointMatrix.From(values, count, 2), doubt);
    }

    /// <summary>One normal distribution with the same variance in every direction: there is nothing to see.</summary>
    public static PointMatrix Gaussian(int count, int columns, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count * columns];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)Normal(random);
        }

        return PointMatrix.From(values, count, columns);
    }

    private static (double X, double Y) OnMoon(int moon, double along) => moon == 0
        ? (Math.Cos(Math.PI * along), Math.Sin(Math.PI * along))
        : (1 - Math.Cos(Math.PI * along), 0.5 - Math.Sin(Math.PI * along));

    /// <summary>The density of a moon at a place but for a factor, by the midpoint rule.</summary>
    private static double Density(int moon, double x, double y, double noise)
    {
        const int Parts = 400;
        double sum = 0;
        for (int part = 0; part < Parts; part++)
        {
            (double onX, double onY) = OnMoon(moon, (part + 0.5) / Parts);
            sum += Math.Exp(-(((x - onX) * (x - onX)) + ((y - onY) * (y - onY))) / (2 * noise * noise));
        }

        return sum;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
