namespace BhTsne;

/// <summary>A measure with its uncertainty: exact, or estimated on a sample with a 95 % interval.</summary>
/// <remarks>Immutable.</remarks>
public sealed record Estimate
{
    private const double Quantile = 1.959963984540054;

    /// <summary>The measure.</summary>
    public required double Value { get; init; }

    /// <summary>The lower end of the 95 % interval; <see cref="Value"/> where it is exact.</summary>
    public required double Low { get; init; }

    /// <summary>The upper end of the 95 % interval; <see cref="Value"/> where it is exact.</summary>
    public required double High { get; init; }

    /// <summary>How many points, pairs or triplets it was measured on.</summary>
    public required int Samples { get; init; }

    /// <summary>Whether all were measured, so that there is no uncertainty.</summary>
    public required bool IsExact { get; init; }

    /// <summary>An exact measure.</summary>
    internal static Estimate Exact(double value, int samples) =>
        new() { Value = value, Low = value, High = value, Samples = samples, IsExact = true };

    /// <summary>An estimate with a normal interval: value ± 1.96 standard errors.</summary>
    internal static Estimate Normal(double value, double standardError, int samples) => new()
    {
        Value = value,
        Low = value - (Quantile * standardError),
        High = value + (Quantile * standardError),
        Samples = samples,
        IsExact = false,
    };

    /// <summary>
    /// The mean of a population of which some values were drawn without replacement: exact where all were, else with a normal interval,
    /// standard error s / √m · √(1 − m/N) (Cochran 1977, section 2.6).
    /// </summary>
    /// <param name="values">m values, one or more.</param>
    /// <param name="population">N, at least m.</param>
    internal static Estimate MeanOf(ReadOnlySpan<double> values, int population)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value;
        }

        mean /= values.Length;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        if (values.Length >= population)
        {
            return Exact(mean, values.Length);
        }

        double variance = values.Length > 1 ? squares / (values.Length - 1) : double.PositiveInfinity;
        return Normal(mean, Math.Sqrt(variance / values.Length * (1 - ((double)values.Length / population))), values.Length);
    }
}
