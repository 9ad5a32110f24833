namespace BhTsne.Plotting;

/// <summary>
/// A value for each point of a map, a number or a text, by which points can be coloured and which a page shows of a point.
/// </summary>
/// <remarks>
/// What it holds is not copied: do not change it while the column is in use. Otherwise immutable, safe to share between threads.
/// </remarks>
public sealed record PointColumn
{
    private PointColumn(string name, IReadOnlyList<string>? texts, ReadOnlyMemory<float>? numbers)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Texts, Numbers) = (name, texts, numbers);
    }

    /// <summary>The name by which the column is chosen: not empty, and different from those of the other columns.</summary>
    public string Name { get; }

    /// <summary>A text for each point; null for a column of numbers.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>A number for each point; null for a column of texts.</summary>
    public ReadOnlyMemory<float>? Numbers { get; }

    /// <summary>A sentence that says what the values mean, shown in the page; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// How colours follow numbers. A logarithmic scale needs at least one positive value unless all are NaN. Not used for texts.
    /// </summary>
    public PointColumnScale Scale { get; init; }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <param name="values">
    /// N values. NaN where a point has none: such points are grey. Infinite values have the colour of the end of the scale.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static PointColumn OfNumbers(string name, ReadOnlyMemory<float> values) => new(name, null, values);

    /// <summary>
    /// A column of texts, interpreted as labels are by <see cref="LabelKind.Auto"/>: categories where they repeat, a scale where they are
    /// measured numbers, names otherwise.
    /// </summary>
    /// <param name="name">The name; not empty.</param>
    /// <param name="texts">N texts. An empty text means that the point has none.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentNullException">The list of texts is null.</exception>
    public static PointColumn OfTexts(string name, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new PointColumn(name, texts, null);
    }

    /// <summary>How many points it is for.</summary>
    internal int Count => Texts?.Count ?? Numbers!.Value.Length;
}
