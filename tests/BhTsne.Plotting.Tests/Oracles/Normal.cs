namespace BhTsne.Plotting.Tests.Oracles;

/// <summary>The normal distribution and Cohen's h, by plain sums.</summary>
internal static class Normal
{
    /// <summary>The share of a standard normal distribution below z, by Simpson's rule.</summary>
    public static double Below(double z)
    {
        const int Steps = 2000;
        double width = z / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double at = i * width, weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(-at * at / 2);
        }

        return 0.5 + (sum * width / 3 / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>Cohen's h of two shares.</summary>
    public static double H(double p, double q) => (2 * Math.Asin(Math.Sqrt(p))) - (2 * Math.Asin(Math.Sqrt(q)));

    /// <summary>Cohen's h of the shares on both sides of the middle between two normal distributions d standard deviations apart.</summary>
    public static double OfMeans(double d) => H(Below(d / 2), Below(-d / 2));

    /// <summary>The difference without three standard errors.</summary>
    public static double Certain(double h, double n, double m) =>
        Math.Sign(h) * Math.Max(0, Math.Abs(h) - (3 * Math.Sqrt((1 / n) + (1 / m))));
}
