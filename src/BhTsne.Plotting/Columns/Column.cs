using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Columns;

/// <summary>A checked column with clean texts, and the colour that each point has by it.</summary>
internal sealed class Column
{
    /// <summary>One of so many values lies outside of the scale, at each end.</summary>
    private const int OneOf = 100;

    private readonly Lazy<Coloring> coloring;

    private Column(string name, string description, Func<Coloring> coloring)
    {
        Name = name;
        Description = description;
        this.coloring = new Lazy<Coloring>(coloring);
    }

    /// <summary>The name, not empty.</summary>
    public string Name { get; }

    /// <summary>What it means, empty for nothing.</summary>
    public string Description { get; }

    /// <summary>The range of the colours of numbers, null for texts.</summary>
    public NumberScale? Scale { get; private init; }

    /// <summary>The bits of the numbers, where they were given as such; null for labels and texts.</summary>
    public ReadOnlyMemory<float>? Numbers { get; private init; }

    /// <summary>Colours, categories and names.</summary>
    public Coloring Coloring => coloring.Value;

    /// <summary>The column of the labels.</summary>
    public static Column OfLabels(string name, Coloring labels) => new(name, "", () => labels) { Scale = labels.Scale };

    /// <summary>Takes a column over, or throws an <see cref="ArgumentException"/> that names it.</summary>
    public static Column Of(PointColumn given, string parameter)
    {
        (string name, string description) = (PlainText.Clean(given.Name), PlainText.Clean(given.Description));
        if (given.Texts is not null)
        {
            var texts = Coloring.Of(given.Texts, given.Count, LabelKind.Auto, name);
            return new Column(name, description, () => texts) { Scale = texts.Scale };
        }

        NumberScale scale = ScaleOf(given, name, parameter);
        return new Column(name, description, () => Coloring.Of(scale)) { Scale = scale, Numbers = given.Numbers };
    }

    private static NumberScale ScaleOf(PointColumn given, string name, string parameter)
    {
        bool logarithmic = given.Scale == PointColumnScale.Logarithmic;
        double[] values = Array.ConvertAll(given.Numbers!.Value.ToArray(), value => (double)value);
        double[] sorted = [.. values.Where(value => double.IsFinite(value) && (!logarithmic || value > 0))];
        if (sorted.Length == 0 && !Array.TrueForAll(values, double.IsNaN))
        {
            string what = logarithmic ? "positive and finite, and its scale is logarithmic" : "finite";
            throw new ArgumentException($"The column '{name}' has values, but none is {what}. Give NaN where there is none.", parameter);
        }

        Array.Sort(sorted);
        return new NumberScale(values, Ends(sorted), logarithmic) { Title = name };
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
