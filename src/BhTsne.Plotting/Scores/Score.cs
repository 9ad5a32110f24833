using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Scores;

/// <summary>A checked score with clean texts.</summary>
/// <param name="Name">The name, not empty.</param>
/// <param name="Description">What it means, empty for nothing.</param>
/// <param name="Values">The value of each point, NaN where there is none.</param>
internal sealed record Score(string Name, string Description, ReadOnlyMemory<float> Values)
{
    /// <summary>One of so many values lies outside of the scale, at each end.</summary>
    private const int OneOf = 100;

    /// <summary>The range of its colours.</summary>
    public required NumberScale Scale { get; init; }

    /// <summary>Takes a score over, or throws an <see cref="ArgumentException"/> that names it.</summary>
    public static Score Of(PointScore given, string parameter)
    {
        string name = PlainText.Clean(given.Name);
        bool logarithmic = given.Scale == PointScoreScale.Logarithmic;
        double[] values = Array.ConvertAll(given.Values.ToArray(), value => (double)value);
        double[] sorted = [.. values.Where(value => double.IsFinite(value) && (!logarithmic || value > 0))];
        if (sorted.Length == 0 && !Array.TrueForAll(values, double.IsNaN))
        {
            string what = logarithmic ? "positive and finite, and its scale is logarithmic" : "finite";
            throw new ArgumentException($"The score '{name}' has values, but none is {what}. Give NaN where there is none.", parameter);
        }

        Array.Sort(sorted);
        return new Score(name, PlainText.Clean(given.Description), given.Values)
        {
            Scale = new NumberScale(values, Ends(sorted), logarithmic) { Title = name },
        };
    }

    /// <summary>The 1st and the 99th percentile; the extremes where both are the same.</summary>
    private static (double Low, double High) Ends(double[] sorted)
    {
        if (sorted.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        int last = sorted.Length - 1;
        (double low, double high) = (sorted[last / OneOf], sorted[last - (last / OneOf)]);
        return high > low ? (low, high) : (sorted[0], sorted[last]);
    }
}
