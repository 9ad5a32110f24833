namespace BhTsne.Quality;

/// <summary>Intervals of measures that have a range.</summary>
internal static class Estimates
{
    private const double Quantile = 1.959963984540054;

    /// <summary>As <see cref="Estimate.MeanOf"/>, with an interval that does not leave the range of the measure.</summary>
    public static Estimate MeanWithin(ReadOnlySpan<double> values, int population, double least, double most)
    {
        Estimate mean = Estimate.MeanOf(values, population);
        return mean with { Low = Math.Max(least, mean.Low), High = Math.Min(most, mean.High) };
    }

    /// <summary>
    /// A share with Wilson's interval (1927), which has a width where all samples agree, too. It is not too narrow where some samples count
    /// a half: no values from 0 to 1 vary more than those that are 0 or 1.
    /// </summary>
    /// <param name="share">The mean of the samples.</param>
    /// <param name="samples">Drawn independently.</param>
    public static Estimate Share(double share, int samples)
    {
        double squared = Quantile * Quantile, shrink = 1 + (squared / samples);
        double middle = (share + (squared / (2 * samples))) / shrink;
        double half = Quantile / shrink * Math.Sqrt(((share * (1 - share)) + (squared / (4 * samples))) / samples);
        return new Estimate
        {
            Value = share,
            Low = Math.Max(0, Math.Min(share, middle - half)),
            High = Math.Min(1, Math.Max(share, middle + half)),
            Samples = samples,
            IsExact = false,
        };
    }

    /// <summary>
    /// A rank correlation: Fisher's z ± 1.96 standard errors √((1 + ρ²/2) / (n - 3)) (Bonett and Wright 2000), turned back.
    /// </summary>
    /// <param name="correlation">From -1 to 1.</param>
    /// <param name="samples">n, above 3, drawn independently.</param>
    public static Estimate Correlation(double correlation, int samples)
    {
        double z = Math.Atanh(correlation), half = Quantile * Math.Sqrt((1 + (correlation * correlation / 2)) / (samples - 3));
        return new Estimate
        {
            Value = correlation,
            Low = Math.Tanh(z - half),
            High = Math.Tanh(z + half),
            Samples = samples,
            IsExact = false,
        };
    }
}
