using BhTsne.IO.Arrays;
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

    /// <summary>
    /// The feature columns; null for all. Each item is a name from the header, a number from 1, a range of numbers (<c>3-10</c>), a range
    /// of names (<c>first:last</c>), or a name with <c>*</c> for any letters. What can be understood in several ways is the first of these.
    /// Features keep the order of the file. In an array columns have numbers only. The columns of labels, weights and ids are never
    /// features.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that are no features, named as <see cref="Columns"/> are; null for none.</summary>
    public IReadOnlyList<string>? DropColumns { get; init; }

    /// <summary>
    /// The names that features have, for instance those of a model; null for any. In a table with a header that has one of them, all other
    /// columns are left out, whatever their cells hold; <see cref="Table.OtherColumns"/> names them. Names are matched exactly. Whether all
    /// are there is not checked: see <see cref="Table.SelectColumns"/>.
    /// </summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>
    /// Columns that are kept in <see cref="Table.KeptColumns"/> beside the features, named as <see cref="Columns"/> are; null for none.
    /// They may be features as well, or labels or ids, or none of these; that they are kept does not change what else they are.
    /// </summary>
    public IReadOnlyList<string>? KeepColumns { get; init; }

    /// <summary>
    /// One more column that is kept, named as the label column is, for instance to colour a picture by it: <see cref="Table.ColorPlace"/>
    /// says where it is among those kept. It may be one of <see cref="KeepColumns"/>, too. Null for none.
    /// </summary>
    public string? ColorColumn { get; init; }

    /// <summary>
    /// Whether columns that hold any text, which is neither a number nor a missing value, are left out of the features.
    /// <see cref="Table.TextColumns"/> names them. Otherwise text is refused.
    /// </summary>
    public bool DropText { get; init; }

    /// <summary>What to do with missing values among the features.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>
    /// The number in place of a missing one, given the feature (from 0) and its name (null without a header), with
    /// <see cref="MissingValues.ColumnMean"/>: for instance that of another table. Null, or what gives null: the mean of the column.
    /// </summary>
    public Func<int, string?, double?>? ValueForMissing { get; init; }

    /// <summary>
    /// The array that is read from an .npz of several; null where it has one beside <c>labels</c>. Other formats do not regard it.
    /// </summary>
    public string? ArrayName { get; init; }

    /// <summary>
    /// What stands between two cells of text, whatever the format: for instance a comma, a semicolon or a tab; a space stands for any
    /// number of spaces and tabs. Null: what the first lines make likely, which is the comma of .csv or the tab of .tsv and .txt wherever
    /// it fits.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>What double quotes in text are.</summary>
    public QuoteMode Quote { get; init; }

    /// <summary>The decimal mark of numbers in text.</summary>
    public DecimalMark DecimalMark { get; init; }

    /// <summary>Which files are mapped; no number depends on it.</summary>
    internal MapRule Mapping { get; init; } = MapRule.Default;

    /// <summary>The label column with what the readers know about it.</summary>
    internal NamedColumn Label => new("label", LabelColumn, HoldsText: true);

    /// <summary>The weight column with what the readers know about it.</summary>
    internal NamedColumn Weight => new("weight", WeightColumn, HoldsText: false);

    /// <summary>The id column with what the readers know about it.</summary>
    internal NamedColumn Id => new("id", IdColumn, HoldsText: true);

    /// <summary>The column to colour by with what the readers know about it.</summary>
    internal NamedColumn Color => new("colour", ColorColumn, HoldsText: true) { Problem = TableProblem.UnknownColorColumn };
}
