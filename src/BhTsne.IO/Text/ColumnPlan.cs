namespace BhTsne.IO.Text;

/// <summary>What the first record of a table decides: whether it is a header, and what each column is. Columns count from 0.</summary>
/// <param name="Names">The names of all columns, or null without a header.</param>
/// <param name="Cells">The number of all columns.</param>
/// <param name="Features">The columns of the features, in the order of the features; a column that has no use is not among them.</param>
internal sealed record ColumnPlan(string[]? Names, int Cells, int[] Features)
{
    /// <summary>The label column, or -1.</summary>
    public int Label { get; init; } = -1;

    /// <summary>The weight column, or -1.</summary>
    public int Weight { get; init; } = -1;

    /// <summary>The id column, or -1.</summary>
    public int Id { get; init; } = -1;

    /// <summary>The columns that are kept beside the features, in their order.</summary>
    public int[] Kept { get; init; } = [];

    /// <summary>The place of the column to colour by among <see cref="Kept"/>, or null.</summary>
    public int? ColorPlace { get; init; }

    /// <summary>The names of the columns that are no features because the features have other names.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Whether an id on two rows is a fault.</summary>
    public bool RequiresUniqueIds { get; init; }

    /// <summary>The names of the features, or null.</summary>
    public IReadOnlyList<string>? FeatureNames => Names is null ? null : [.. Features.Select(column => Names[column])];

    /// <summary>Decides from the current record, the first of a file.</summary>
    /// <exception cref="TableFormatException">
    /// The label, weight or id column is not there, or there twice, or one column is two of them, or nothing else is there.
    /// </exception>
    public static ColumnPlan From(CsvFile csv, TableReadOptions options)
    {
        NamedColumn[] named = [options.Label, options.Weight, options.Id];
        NamedColumn color = options.Color;
        bool needsHeader = Array.Exists([.. named, color], column => column.NeedsHeader) || ColumnChoice.NeedsHeader(options);
        string[]? names = options.Header switch
        {
            HeaderMode.Yes => csv.Texts(),
            HeaderMode.No => null,
            _ => needsHeader || HasName(csv, named, ColumnChoice.NotFeaturesByNumber(options, csv.Cells)) ? csv.Texts() : null,
        };
        int[] found = [.. named.Select(column => column.Find(csv, names))];
        RequireDistinct(csv, named, found);
        int[] others = [.. Enumerable.Range(0, csv.Cells).Except(found)];
        bool[] chosen = ColumnChoice.Features(csv.File, options, names, csv.Cells);
        int[] features = others.Length > 0 ? [.. others.Where(column => chosen[column])] : throw WithoutFeatures(csv, named);
        int[] wanted = names is null || options.FeatureNames is not { } needed
            ? features
            : [.. features.Where(column => needed.Contains(names[column]))];

        int[] kept = ColumnChoice.Kept(csv.File, options, names, csv.Cells, color.Find(csv, names), out int? colorPlace);

        // Where none is there, who has asked for them says so, and which columns there are.
        wanted = wanted.Length == 0 ? features : wanted;
        return features.Length == 0 ? throw ColumnChoice.Nothing(csv.File) : new ColumnPlan(names, csv.Cells, wanted)
        {
            Label = found[0],
            Weight = found[1],
            Id = found[2],
            OtherNames = names is null ? [] : [.. features.Except(wanted).Select(column => names[column])],
            Kept = kept,
            ColorPlace = colorPlace,
        };
    }

    private static bool HasName(CsvFile csv, NamedColumn[] named, bool[] isNoFeature)
    {
        for (int cell = 0; cell < csv.Cells; cell++)
        {
            if (!Array.Exists(named, column => column.MayBeTextAt(cell))
                && (!isNoFeature[cell] || Array.Exists(named, column => column.IsAt(cell)))
                && csv.Parse(cell, out _) == CellKind.Text
                && !MissingMark.Is(csv.Span(cell)))
            {
                return true;
            }
        }

        return false;
    }

    private static void RequireDistinct(CsvFile csv, NamedColumn[] named, int[] found)
    {
        for (int second = 1; second < found.Length; second++)
        {
            int first = found[second] < 0 ? -1 : Array.IndexOf(found, found[second], 0, second);
            if (first >= 0)
            {
                throw new TableFormatException(
                    csv.File,
                    $"column {found[second] + 1} cannot be the {named[first].What} column and the {named[second].What} column, too.");
            }
        }
    }

    private static TableFormatException WithoutFeatures(CsvFile csv, NamedColumn[] named)
    {
        string[] present = [.. named.Where(column => column.Column is not null).Select(column => $"the {column.What} column")];
        string all = present.Length == 1
            ? $"{present[0]} is the only column"
            : $"{string.Join(", ", present[..^1])} and {present[^1]} are the only columns";
        return new TableFormatException(csv.File, $"{all}; there are no features.");
    }
}
