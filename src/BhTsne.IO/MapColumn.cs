namespace BhTsne.IO;

/// <summary>
/// A column of a map or table beside its coordinates or features: a text or a number for each point, for instance ids or distances.
/// </summary>
/// <remarks>
/// What it holds is not copied: do not change it while the column is in use. Otherwise immutable, safe to share between threads.
/// </remarks>
public sealed record MapColumn
{
    private MapColumn(string name, IReadOnlyList<string>? texts, ReadOnlyMemory<float>? numbers)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Texts, Numbers) = (name, texts, numbers);
    }

    /// <summary>What the header calls it.</summary>
    public string Name { get; }

    /// <summary>One text per point; null for a column of numbers.</summary>
    public IReadOnlyList<string>? Texts { get; private init; }

    /// <summary>One number per point; null for a column of texts.</summary>
    public ReadOnlyMemory<float>? Numbers { get; private init; }

    /// <summary>Whether it stands before the coordinates. Otherwise it stands after them, and after the labels.</summary>
    public bool Before { get; init; }

    /// <summary>How many points it is for.</summary>
    internal int Count => Texts?.Count ?? Numbers!.Value.Length;

    /// <summary>A column of texts.</summary>
    /// <param name="name">What the header calls it; not empty.</param>
    /// <param name="texts">One text per point.</param>
    public static MapColumn OfTexts(string name, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new MapColumn(name, texts, null);
    }

    /// <summary>A column of numbers, written as coordinates are: the shortest text that reads back as the same bits.</summary>
    /// <param name="name">What the header calls it; not empty.</param>
    /// <param name="values">One number per point. What is not finite is written as NaN, Infinity or -Infinity.</param>
    public static MapColumn OfNumbers(string name, ReadOnlyMemory<float> values) => new(name, null, values);

    /// <summary>The same column of some of the rows.</summary>
    internal MapColumn Pick(int[] rows) => this with
    {
        Texts = Texts is { } texts ? [.. rows.Select(row => texts[row])] : null,
        Numbers = Numbers is { } numbers ? Array.ConvertAll(rows, row => numbers.Span[row]) : null,
    };
}
