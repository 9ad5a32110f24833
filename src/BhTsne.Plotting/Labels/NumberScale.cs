namespace BhTsne.Plotting.Labels;

/// <summary>Numbers and the range that a colour scale spans.</summary>
internal sealed class NumberScale
{
    private const int MostSteps = 7;

    /// <summary>A linear scale from the least to the largest value.</summary>
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

    /// <summary>A scale whose ends are given. Values outside have the colours of the ends.</summary>
    /// <param name="values">A value for each point, or NaN where there is none.</param>
    /// <param name="ends">The ends, NaN when all values are.</param>
    /// <param name="isLogarithmic">Whether equal ratios are equal steps; the ends are positive then.</param>
    public NumberScale(double[] values, (double Low, double High) ends, bool isLogarithmic)
    {
        Values = values;
        (Minimum, Maximum) = ends;
        IsLogarithmic = isLogarithmic;
        foreach (double value in values)
        {
            Missing += double.IsNaN(value) ? 1 : 0;
            Below += value < Minimum ? 1 : 0;
            Above += value > Maximum ? 1 : 0;
        }
    }

    /// <summary>What the numbers are, empty where the labels are the numbers.</summary>
    public string Title { get; init; } = "";

    /// <summary>The value of each point, NaN where there is none.</summary>
    public double[] Values { get; }

    /// <summary>The lower end of the scale; NaN when no point has a value.</summary>
    public double Minimum { get; }

    /// <summary>The upper end of the scale; NaN when no point has a value.</summary>
    public double Maximum { get; }

    /// <summary>Whether equal ratios are equal steps of colour.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The number of points without a value.</summary>
    public int Missing { get; }

    /// <summary>The number of points whose value is less than the lower end.</summary>
    public int Below { get; }

    /// <summary>The number of points whose value is larger than the upper end.</summary>
    public int Above { get; }

    /// <summary>Where a value is on the scale, 0 to 1; 0.5 when the scale is a single value.</summary>
    public double Position(double value)
    {
        if (value <= Minimum || value >= Maximum)
        {
            return Maximum > Minimum ? (value <= Minimum ? 0 : 1) : 0.5;
        }

        return IsLogarithmic
            ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum)
            : ((value / 2) - (Minimum / 2)) / ((Maximum / 2) - (Minimum / 2)); // Halves, for a range beyond the largest double.
    }

    /// <summary>Round values within the range; none when no point has a value, otherwise one to eight.</summary>
    public IReadOnlyList<double> Ticks() =>
        double.IsNaN(Minimum) ? []
        : IsLogarithmic ? Scales.Ticks.Logarithmic(Minimum, Maximum, MostSteps)
        : Scales.Ticks.Linear(Minimum, Maximum, MostSteps);
}
