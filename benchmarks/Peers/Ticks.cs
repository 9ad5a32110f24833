namespace BhTsne.Benchmarks.Peers;

/// <summary>Values that the axes of a figure name: 1, 2 or 5 times a power of ten, or multiples of such a number.</summary>
internal static class Ticks
{
    private static readonly int[] _digits = [1, 2, 5];

    private static readonly double[] _numbers =
        [.. from power in Enumerable.Range(-4, 10) from digit in _digits select digit * Math.Pow(10, power)];

    /// <summary>For a logarithmic axis.</summary>
    public static IEnumerable<double> Logarithmic(double least, double most) =>
        _numbers.Where(number => number >= least && number <= most);

    /// <summary>For a linear axis; fewer than ten.</summary>
    public static IEnumerable<double> Linear(double least, double most)
    {
        double step = _numbers.First(number => (most - least) / number < 9);
        for (double tick = Math.Ceiling(least / step); tick * step <= most; tick++)
        {
            yield return tick * step;
        }
    }
}
