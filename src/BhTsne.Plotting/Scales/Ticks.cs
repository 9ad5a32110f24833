using System.Globalization;

namespace BhTsne.Plotting.Scales;

/// <summary>The round values that an axis or a colour bar names.</summary>
internal static class Ticks
{
    /// <summary>The numbers from 1 to 10 that a logarithmic scale names, from many to few.</summary>
    private static readonly int[][] Densities = [[1, 2, 5], [1]];

    /// <summary>Of how many powers of ten a long logarithmic scale names one.</summary>
    private static readonly int[] Strides = [2, 3, 5, 10, 20, 50, 100, 200, 500];

    /// <summary>A value that is outside of the range by so many steps is on its end.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Values within a range at steps of 1, 2 or 5 times a power of ten, or its ends where there is no such value.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="steps">The largest number of steps.</param>
    public static IReadOnlyList<double> Linear(double low, double high, int steps)
    {
        double span = high - low;
        if (!(span > 0) || double.IsInfinity(span) || span < Math.Abs(high) * Rounding)
        {
            return high > low ? [low, high] : [low];
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(span / steps)));
        double ratio = (span / steps / power) - Rounding;
        double step = power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
        List<double> ticks = [];
        for (double k = Math.Ceiling((low / step) - Rounding); k <= (high / step) + Rounding; k++)
        {
            ticks.Add(Math.Round(k) * step);
        }

        return ticks.Count > 0 ? ticks : [low, high];
    }

    /// <summary>
    /// Values within a positive range: 1, 2 and 5 times the powers of ten, or the powers alone, or every second, third, fifth, tenth, ...
    /// of them, whichever is the first that is not too many. A range of less than three such values has even steps instead.
    /// </summary>
    /// <param name="low">The lower end, positive.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="steps">The largest number of steps.</param>
    public static IReadOnlyList<double> Logarithmic(double low, double high, int steps)
    {
        foreach (int[] digits in Densities)
        {
            List<double> ticks = Between(low, high, digits, 1);
            if (ticks.Count <= steps + 1)
            {
                return ticks.Count > 2 ? ticks : Linear(low, high, steps);
            }
        }

        foreach (int stride in Strides)
        {
            List<double> ticks = Between(low, high, [1], stride);
            if (ticks.Count <= steps + 1)
            {
                return ticks;
            }
        }

        return [low, high];
    }

    /// <summary>All of the values 1, 2, ... 9 times a power of ten within a positive range.</summary>
    public static IReadOnlyList<double> Digits(double low, double high) => Between(low, high, [1, 2, 3, 4, 5, 6, 7, 8, 9], 1);

    private static List<double> Between(double low, double high, int[] digits, int stride)
    {
        List<double> ticks = [];
        int first = (int)Math.Floor(Math.Log10(low));
        int last = (int)Math.Ceiling(Math.Log10(high));
        for (int power = first; power <= last; power++)
        {
            foreach (int digit in power % stride == 0 ? digits : [])
            {
                // Parsed, because a product or a power may differ in the last bit from the number that is meant.
                double tick = double.Parse($"{digit}e{power}", CultureInfo.InvariantCulture);
                if (tick >= low && tick <= high)
                {
                    ticks.Add(tick);
                }
            }
        }

        return ticks;
    }
}
