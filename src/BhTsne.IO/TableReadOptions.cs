namespace BhTsne.IO;

/// <summary>How text tables are to be understood. Arrays (.npy, IDX) have neither a header nor columns for labels or weights.</summary>
public sealed record TableReadOptions
{
    /// <summary>Whether the first row is a header.</summary>
    public HeaderMode Header { get; init; } = HeaderMode.Auto;

    /// <summary>
    /// The column that holds labels and is left out of the features: a name from the header, matched exactly, or a number from 1.
    /// A header name wins over a number: in a table with the header <c>7,5,2</c> the label column "2" is the third.
    /// A label may be any text, also an empty one. Null: every column is a feature.
    /// </summary>
    public string? LabelColumn { get; init; }

    /// <summary>
    /// The column that says how often each point counts and is left out of the features, named as the label column is. Null: there is none.
    /// </summary>
    public string? WeightColumn { get; init; }
}
