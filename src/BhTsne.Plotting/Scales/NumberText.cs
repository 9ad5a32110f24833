using System.Globalization;

namespace BhTsne.Plotting.Scales;

/// <summary>Numbers as a reader wants them, the same in every culture.</summary>
internal static class NumberText
{
    /// <summary>
    /// Six significant digits, so that the rounding noise of steps is gone; thousands separators from 10,000 on; an exponent for the very
    /// large and the very small.
    /// </summary>
    public static string Of(double value)
    {
        double size = Math.Abs(value);
        if (size is 0 or (>= 1e-4 and < 1e7))
        {
            string six = value.ToString("G6", CultureInfo.InvariantCulture);
            decimal rounded = decimal.Parse(six, NumberStyles.Float, CultureInfo.InvariantCulture);
            return rounded.ToString(size < 9999.995 ? "0.##########" : "#,0.##", CultureInfo.InvariantCulture);
        }

        string[] parts = value.ToString("E5", CultureInfo.InvariantCulture).Split('E');
        string digits = parts[0].TrimEnd('0').TrimEnd('.');
        return $"{digits}e{int.Parse(parts[1], CultureInfo.InvariantCulture)}";
    }
}
