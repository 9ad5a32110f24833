using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>
/// How text tables are to be understood. Arrays (.npy, IDX) have neither a header nor columns for labels, weights or ids.
/// </summary>
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

    /// <summary>
    /// The column that identifies each row and is left out of the features, named as the label column is. An id may be any text; one that
    /// is on several rows is no fault. Null: there is none.
    /// </summary>
    public string? IdColumn { get; init; }

    /// <summary>The label column with what the readers know about it.</summary>
    internal NamedColumn Label => new("label", LabelColumn, HoldsText: true);

    /// <summary>The weight column with what the readers know about it.</summary>
    internal NamedColumn Weight => new("weight", WeightColumn, HoldsText: false);

    /// <summary>The id column with what the readers know about it.</summary>
    internal NamedColumn Id => new("id", IdColumn, HoldsText: true);
}
