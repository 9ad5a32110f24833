using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Labels;

/// <summary>Labels turned into colours: which swatch each point is drawn with, and what the legend says.</summary>
internal sealed class Coloring
{
    /// <summary>More categories than this get no colours: they could not be distinguished, and no legend has room for them.</summary>
    public const int MaximumCategories = 4096;

    /// <summary>The number of colours of a scale of numbers.</summary>
    public const int ScaleSteps = 64;

    private Coloring(int[] codes, Rgb[] swatches)
    {
        Codes = codes;
        Swatches = swatches;
    }

    /// <summary>For each point, the swatch it is drawn with.</summary>
    public int[] Codes { get; }

    /// <summary>The colours.</summary>
    public Rgb[] Swatches { get; }

    /// <summary>The categories in legend order, in step with <see cref="Swatches"/>; empty when the labels are none.</summary>
    public IReadOnlyList<Category> Categories { get; private init; } = [];

    /// <summary>What a legend of the categories is headed by, empty for nothing.</summary>
    public string Title { get; private init; } = "";

    /// <summary>The numbers on a colour scale, null when the labels are none.</summary>
    public NumberScale? Scale { get; private init; }

    /// <summary>The clean labels where neither category nor number says them: labels that hardly repeat. Null otherwise.</summary>
    public string[]? Names { get; private init; }

    /// <summary>Colours points by their labels.</summary>
    /// <param name="labels">N labels, or null.</param>
    /// <param name="points">N.</param>
    /// <param name="kind">What to take the labels for.</param>
    /// <param name="title">What the legend or the bar is headed by, empty for nothing.</param>
    public static Coloring Of(IReadOnlyList<string>? labels, int points, LabelKind kind, string title = "")
    {
        if (labels is null)
        {
            return OneColor(points, null);
        }

        string[] clean = new string[points];
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        for (int i = 0; i < points; i++)
        {
            clean[i] = PlainText.Clean(labels[i]);
            counts[clean[i]] = counts.GetValueOrDefault(clean[i]) + 1;
        }

        if (kind == LabelKind.Numbers || (kind == LabelKind.Auto && LookMeasured(counts.Keys)))
        {
            return ByNumber(clean, title);
        }

        bool hardlyRepeat = kind == LabelKind.Auto && counts.Count > 64 && counts.Count > points / 2;
        return hardlyRepeat || counts.Count > MaximumCategories ? OneColor(points, clean) : ByCategory(clean, counts, title);
    }

    /// <summary>Colours points by numbers.</summary>
    public static Coloring Of(NumberScale scale)
    {
        Rgb[] swatches = [.. Enumerable.Range(0, ScaleSteps).Select(step => Viridis.At(step / (ScaleSteps - 1.0))), Palette.Missing];
        int[] codes = Array.ConvertAll(
            scale.Values, value => double.IsNaN(value) ? ScaleSteps : (int)Math.Round(scale.Position(value) * (ScaleSteps - 1)));
        return new Coloring(codes, swatches) { Scale = scale };
    }

    private static bool LookMeasured(IEnumerable<string> distinct)
    {
        int numbers = 0;
        bool whole = true;
        foreach (string label in distinct)
        {
            if (LabelNumber.TryParse(label, out double value))
            {
                numbers++;
                whole &= value == Math.Floor(value);
            }
            else if (!LabelNumber.IsMissing(label))
            {
                return false;
            }
        }

        return numbers > 256 || (numbers > 12 && !whole);
    }

    private static Coloring OneColor(int points, string[]? names) => new(new int[points], [Palette.Single]) { Names = names };

    private static Coloring ByCategory(string[] labels, Dictionary<string, int> counts, string title)
    {
        // A missing label is no category of its own: last, and grey.
        string[] names = [.. counts.Keys.OrderBy(name => name.Length == 0).ThenBy(name => name, NaturalOrder.Instance)];
        Rgb[] swatches = Palette.Categorical(names.Length);
        if (names[^1].Length == 0)
        {
            swatches[^1] = Palette.Missing;
        }

        Dictionary<string, int> codes = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            codes.Add(name, codes.Count);
        }

        return new Coloring(Array.ConvertAll(labels, label => codes[label]), swatches)
        {
            Title = title,
            Categories = [.. names.Select(name => new Category(name.Length == 0 ? "(no label)" : name, counts[name])
            {
                IsMissing = name.Length == 0,
            })],
        };
    }

    private static Coloring ByNumber(string[] labels, string title)
    {
        double[] values = Array.ConvertAll(labels, label => LabelNumber.TryParse(label, out double value) ? value : double.NaN);
        if (Array.TrueForAll(values, double.IsNaN))
        {
            throw new ArgumentException("No label is a finite number.", nameof(labels));
        }

        return Of(new NumberScale(values) { Title = title });
    }
}

/// <summary>A distinct label.</summary>
/// <param name="Name">The clean label.</param>
/// <param name="Count">The number of points that have it.</param>
internal sealed record Category(string Name, int Count)
{
    /// <summary>Whether it is that of the points without a label.</summary>
    public bool IsMissing { get; init; }
}
