using System.CommandLine;
using BhTsne.Cli.Commands;
using BhTsne.IO;

namespace BhTsne.Cli.Options;

/// <summary>How tables of points are understood: which columns are features, and what becomes of cells that are no numbers.</summary>
internal static class TableRows
{
    private const string Places = "#tables";

    public static ValueRow<string[]?> Columns { get; } = new(
        "--columns", ValueKind.ColumnList(), "Use these columns as features, and no others.")
    {
        Report = [new("columns", facts => TableFacts.List(facts.Table?.Options.Columns), "As `--columns`, as a list; null without it.")],
        Note = $"A list has commas between its items: names, numbers from 1, ranges such as `3-10` or `first:last`, and names with `*`. "
            + $"See [tables]({Places}).",
    };

    public static ValueRow<string[]?> DropColumns { get; } = new(
        "--drop-columns", ValueKind.ColumnList(), "Leave these columns out of the features.")
    {
        Report =
        [
            new(
                "dropColumns",
                facts => TableFacts.List(facts.Table?.Options.DropColumns),
                "As `--drop-columns`, as a list; null without it."),
        ],
        Note = "The list is as that of `--columns`.",
    };

    public static ValueRow<string?> IdColumn { get; } = new(
        "--id-column", ValueKind.Name("NAME|N"), "The column that names each row in the map and on the page; it is not a feature.")
    {
        Report = [new("idColumn", facts => facts.Ids?.Column, "The name of the column of ids; null without one.")],
        Note = "Any text is an id. Ids are the first column of a `.csv` or `.tsv` map, under their own name (`id` without a header). "
            + "The page of `--plot` finds points by them, and a model keeps them. A `.npy` map has none.",
    };

    public static ValueRow<char?> Delimiter { get; } = new(
        "--delimiter", ValueKind.Delimiter(), "What separates the cells of a text table; auto: what its first lines make likely.")
    {
        Report =
        [
            new("delimiter", facts => facts.Table?.DelimiterWord, "What separated the cells, as `--delimiter`; null without text tables."),
        ],
        Note = "The words `comma`, `semicolon` and `bar` (`|`) may be typed, too. With `space`, any number of spaces and tabs is one. "
            + "As `--decimal`, it also holds for the tables of `--weights` and `--images`.",
    };

    public static ValueRow<DecimalMark> Decimal { get; } = new(
        "--decimal", ValueKind.Choice(("point", DecimalMark.Point), ("comma", DecimalMark.Comma)), "The decimal mark of a text table.")
    {
        Report = [new("decimal", facts => Decimal!.WordOf(facts.Table?.Options.DecimalMark ?? DecimalMark.Point))],
    };

    public static ValueRow<QuoteMode> Quote { get; } = new(
        "--quote",
        ValueKind.Choice(("double", QuoteMode.Double), ("none", QuoteMode.None)),
        "What double quotes in a text table are: around cells, or letters like all others.")
    {
        Report = [new("quote", facts => Quote!.WordOf(facts.Table?.Options.Quote ?? QuoteMode.Double))],
        Note = "`none` is for tables in which a quote is a word or a part of one, such as those of GloVe. A cell then ends at the next "
            + "delimiter, whatever stands in it. As `--decimal`, it also holds for the tables of `--weights` and `--images`.",
    };

    public static FlagRow DropText { get; } = new("--drop-text", "Leave out columns that hold text.")
    {
        Report = [new("dropText", facts => facts.Table?.Options.DropText ?? false)],
        Note = "A column is left out when one of its cells is neither a number nor a missing value. They are named on the screen and "
            + "in the report.",
    };

    public static ValueRow<MissingValues> Missing { get; } = new(
        "--missing",
        ValueKind.Choice(
            ("error", MissingValues.Refuse), ("drop", MissingValues.DropRows), ("mean", MissingValues.ColumnMean)),
        "Missing values: refuse the table, drop their rows, or put the mean of the column in their place.")
    {
        Report = [new("missing", facts => Missing!.WordOf(facts.Table?.Options.Missing ?? MissingValues.Refuse))],
        Note = "See [missing values](#missing-values).",
    };

    public static FlagRow Standardize { get; } = new(
        "--standardize", "Take each feature to mean 0 and standard deviation 1, after all other options of this table.")
    {
        Report = [new("standardize", facts => facts.Table?.IsStandardized ?? false)],
        Note = "A feature that has the same value in all rows becomes 0. A model keeps the means and deviations for new points. "
            + "Weights count in both; `evaluate` takes no weights, so that it standardizes the points of a run with weights otherwise.",
    };

    public static ValueRow<string?> ArrayName { get; } = new(
        "--array", ValueKind.Name("NAME"), "The array of a .npz file that has several.")
    {
        Report = [new("array", facts => facts.Table?.Options.ArrayName)],
    };

    public static OptionSection Section { get; } = new(
        "Table", [Columns, DropColumns, IdColumn, Delimiter, Decimal, Quote, DropText, Missing, Standardize, ArrayName]);

    /// <summary>Options that need features.</summary>
    public static IReadOnlyList<OptionRow> AboutFeatures { get; } = [Columns, DropColumns, DropText, Missing, Standardize, ArrayName];

    /// <summary>How further tables beside one are read: those of weights and images.</summary>
    public static TableReadOptions Cells(TableReadOptions table) =>
        new() { Delimiter = table.Delimiter, DecimalMark = table.DecimalMark, Quote = table.Quote };

    /// <summary>How the tables of a line are read.</summary>
    /// <param name="line">A line without faults.</param>
    /// <param name="rows">The options of its command.</param>
    public static TableReadOptions Options(ParseResult line, IEnumerable<OptionRow> rows)
    {
        HashSet<OptionRow> known = [.. rows];
        string? matchColumn = known.FirstOrDefault(row => row.Name == ContinuationRows.MatchColumn.Name) is ValueRow<string?> match
            ? match.In(line)
            : null;
        return new TableReadOptions
        {
            Header = FileRows.Header.In(line),
            LabelColumn = FileRows.LabelColumn.In(line),
            IdColumn = (known.Contains(IdColumn) ? IdColumn.In(line) : null) ?? matchColumn,
            Columns = Columns.In(line),
            DropColumns = DropColumns.In(line),
            Delimiter = Delimiter.In(line),
            DecimalMark = Decimal.In(line),
            Quote = Quote.In(line),
            DropText = DropText.In(line),
            Missing = Missing.In(line),
            ArrayName = ArrayName.In(line),
        };
    }
}
