namespace BhTsne.Benchmarks.Peers;

/// <summary>A point of a curve.</summary>
internal readonly record struct CurvePoint(int Iterations, double Seconds, double Divergence);

/// <summary>What a figure shows of a program.</summary>
/// <param name="Key">Of the program.</param>
/// <param name="Name">Of the program.</param>
/// <param name="Points">By iterations, ascending.</param>
internal sealed record Curve(string Key, string Name, CurvePoint[] Points)
{
    /// <summary>The curve of a program's rows; medians of rows with the same number of iterations.</summary>
    public static Curve Of(IGrouping<string, CurveRow> rows) => new(
        rows.Key,
        rows.First().Name,
        [
            .. rows.GroupBy(row => row.Iterations).OrderBy(equal => equal.Key).Select(equal => new CurvePoint(
                equal.Key, Median(equal.Select(row => row.Seconds)), Median(equal.Select(row => row.Divergence)))),
        ]);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
