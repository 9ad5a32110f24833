using System.Globalization;

namespace BhTsne.IO.Text;

/// <summary>What the first record of a table decides: whether it is a header, and which columns are features.</summary>
/// <param name="Names">The names of all columns, or null without a header.</param>
/// <param name="Label">The index of the label column, or -1.</param>
/// <param name="Weight">The index of the weight column, or -1.</param>
/// <param name="Cells">The number of all columns.</param>
internal sealed record ColumnPlan(string[]? Names, int Label, int Weight, int Cells)
{
    private const int NamesToList = 8;

    /// <summary>The number of feature columns.</summary>
    public int Features => Cells - (Label < 0 ? 0 : 1) - (Weight < 0 ? 0 : 1);

    /// <summary>The names of the feature columns, or null.</summary>
    public IReadOnlyList<string>? FeatureNames =>
        Names is null ? null : [.. Names.Where((_, column) => column != Label && column != Weight)];

    /// <summary>Decides from the current record, the first of a file.</summary>
    /// <exception cref="TableFormatException">
    /// The label or weight column is not there, or there twice, or nothing else is there.
    /// </exception>
    public static ColumnPlan From(CsvFile csv, TableReadOptions options)
    {
        int number = NumberOf(options.LabelColumn), weightNumber = NumberOf(options.WeightColumn);
        string[]? names = options.Header switch
        {
            HeaderMode.Yes => csv.Texts(),
            HeaderMode.No => null,
            _ when options.LabelColumn is not null && number == 0 => csv.Texts(),
            _ when options.WeightColumn is not null && weightNumber == 0 => csv.Texts(),
            _ => HasName(csv, number - 1) ? csv.Texts() : null,
        };
        int label = options.LabelColumn is null ? -1 : Find(csv, names, "label", options.LabelColumn, number);
        int weight = options.WeightColumn is null ? -1 : Find(csv, names, "weight", options.WeightColumn, weightNumber);
        if (weight >= 0 && weight == label)
        {
            throw new TableFormatException(csv.File, $"column {weight + 1} cannot be the label column and the weight column, too.");
        }

        ColumnPlan plan = new(names, label, weight, csv.Cells);
        return plan.Features > 0 ? plan : throw new TableFormatException(
            csv.File,
            weight < 0 ? "the label column is the only column; there are no features."
                : label < 0 ? "the weight column is the only column; there are no features."
                : "the label column and the weight column are the only columns; there are no features.");
    }

    // A number from 1, or 0 for a name.
    private static int NumberOf(string? column) =>
        int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static bool HasName(CsvFile csv, int except)
    {
        for (int cell = 0; cell < csv.Cells; cell++)
        {
            if (cell != except && NumberParser.Parse(csv.Span(cell), out _) == CellKind.Text)
            {
                return true;
            }
        }

        return false;
    }

    private static int Find(CsvFile csv, string[]? names, string what, string column, int number)
    {
        int first = names is null ? -1 : Array.IndexOf(names, column);
        if (first >= 0)
        {
            int second = Array.IndexOf(names!, column, first + 1);
            return second < 0 ? first : throw new TableFormatException(
                csv.File,
                $"the {what} column '{column}' is in the header twice (columns {first + 1} and {second + 1}); name it by its number.",
                csv.Line);
        }

        if (number >= 1 && number <= csv.Cells)
        {
            return number - 1;
        }

        string columns = csv.Cells == 1 ? "there is 1 column" : $"there are {csv.Cells} columns";
        string present = names is null ? $"{columns} and no header" : $"{columns}: {List(names)}";
        throw new TableFormatException(csv.File, $"the {what} column '{column}' was not found; {present}.");
    }

    private static string List(string[] names) =>
        string.Join(", ", names.Take(NamesToList).Select(name => $"'{name}'")) + (names.Length > NamesToList ? ", ..." : "");
}
