namespace BhTsne.Plotting.Charts;

/// <summary>An axis: the range around values, and where a value is between two ends of the picture.</summary>
internal sealed class Axis
{
    /// <summary>The room at each end, as a share of the range of the values.</summary>
    private const double Margin = 0.05;

    /// <summary>A linear axis of values of one sign begins at 0 where it costs no more than this share of the largest value.</summary>
    private const double NearZero = 0.25;

    private readonly bool _logarithmic;
    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;

    private Axis(bool logarithmic, (double Low, double High) range, double start, double end)
    {
        _logarithmic = logarithmic;
        (_low, _high) = range;
        (_start, _end) = (start, end);
    }

    /// <summary>The least value on the axis.</summary>
    public double Low => _logarithmic ? Math.Max(Math.Pow(10, _low), double.Epsilon) : _low;

    /// <summary>The largest value on the axis.</summary>
    public double High => _logarithmic ? Math.Min(Math.Pow(10, _high), double.MaxValue) : _high;

    /// <summary>An axis that has room for values.</summary>
    /// <param name="scale">Its scale.</param>
    /// <param name="values">The values, finite and one or more; positive for a logarithmic scale.</param>
    /// <param name="start">Where in the picture the least value is.</param>
    /// <param name="end">Where in the picture the largest value is.</param>
    public static Axis Of(ChartScale scale, IEnumerable<double> values, double start, double end)
    {
        bool logarithmic = scale == ChartScale.Logarithmic;
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double value in values)
        {
            double place = logarithmic ? Math.Log10(value) : value;
            (low, high) = (Math.Min(low, place), Math.Max(high, place));
        }

        return new Axis(logarithmic, logarithmic ? Widen(low, high, 0.1) : WidenToZero(low, high), start, end);
    }

    /// <summary>Where a value is in the picture.</summary>
    public double Place(double value)
    {
        double place = _logarithmic ? Math.Log10(value) : value;
        double share = ((place / 2) - (_low / 2)) / ((_high / 2) - (_low / 2)); // Halves, for a range beyond the largest double.
        return _start + ((_end - _start) * share);
    }

    /// <summary>The values to name.</summary>
    /// <param name="steps">The largest number of steps.</param>
    public IReadOnlyList<double> Ticks(int steps) =>
        _logarithmic ? Scales.Ticks.Logarithmic(Low, High, steps) : Scales.Ticks.Linear(Low, High, steps);

    /// <summary>Of a logarithmic axis of few powers of ten, the values 1, 2, ... 9 times each power, which show that it is one.</summary>
    public IReadOnlyList<double> SmallTicks() => _logarithmic && _high - _low < 5 ? Scales.Ticks.Digits(Low, High) : [];

    private static (double Low, double High) WidenToZero(double low, double high)
    {
        (double wideLow, double wideHigh) = Widen(low, high, low == 0 ? 1 : Math.Abs(low) * 0.1);
        bool fromZero = low >= 0 && (wideLow < 0 || low <= NearZero * high);
        bool toZero = high <= 0 && (wideHigh > 0 || high >= NearZero * low);
        return (fromZero && high > 0 ? 0 : wideLow, toZero && low < 0 ? 0 : wideHigh);
    }

    /// <summary>The range with a margin at both ends.</summary>
    /// <param name="low">Its lower end.</param>
    /// <param name="high">Its upper end.</param>
    /// <param name="single">The margin of a single value.</param>
    private static (double Low, double High) Widen(double low, double high, double single)
    {
        double margin = high > low ? Margin * (high - low) : single;
        (double wideLow, double wideHigh) = (low - margin, high + margin);
        return double.IsFinite(wideHigh - wideLow) ? (wideLow, wideHigh) : (low, high);
    }
}
