namespace BhTsne.Plotting.Labels;

/// <summary>Numbers and the range that a colour scale spans.</summary>
internal sealed class NumberScale
{
    private const int MostSteps = 7;

    /// <summary>Finds the range.</summary>
    /// <param name="values">A finite value for each point, or NaN where there is none; not all NaN.</param>
    public NumberScale(double[] values)
    {
        Values = values;
        Minimum = double.PositiveInfinity;
        Maximum = double.NegativeInfinity;
        foreach (double value in values)
        {
            Missing += double.IsNaN(value) ? 1 : 0;
            Minimum = value < Minimum ? value : Minimum;
            Maximum = value > Maximum ? value : Maximum;
        }
    }

    /// <summary>The value of each point, NaN where there is none.</summary>
    public double[] Values { get; }

    /// <summary>The smallest value.</summary>
    public double Minimum { get; }

    /// <summary>The largest value.</summary>
    public double Maximum { get; }

    /// <summary>The number of points without a value.</summary>
    public int Missing { get; }

    /// <summary>Where a value stands in the range, 0 to 1; 0.5 when the range is a single value.</summary>
    public double Position(double value) =>
        Maximum > Minimum
            ? ((value / 2) - (Minimum / 2)) / ((Maximum / 2) - (Minimum / 2))
            : 0.5; // Halves, for a range beyond the largest double.

    /// <summary>Round values within the range, at steps of 1, 2 or 5 times a power of ten; at most eight of them, at least one.</summary>
    public IReadOnlyList<double> Ticks()
    {
        double span = Maximum - Minimum;
        if (!(span > 0) || double.IsInfinity(span) || span < Math.Abs(Maximum) * 1e-9)
        {
            return Maximum > Minimum ? [Minimum, Maximum] : [Minimum];
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(span / MostSteps)));
        double ratio = span / MostSteps / power;
        double step = power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
        List<double> ticks = [];
        for (double k = Math.Ceiling(Minimum / step); k * step <= Maximum; k++)
        {
            ticks.Add(Math.Round(k) * step);
        }

        return ticks.Count > 0 ? ticks : [Minimum, Maximum];
    }
}
