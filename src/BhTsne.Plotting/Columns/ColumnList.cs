using System.Globalization;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Columns;

/// <summary>The columns of a picture, checked: the labels first where there are labels; and which of them it is coloured by.</summary>
internal sealed class ColumnList
{
    /// <summary>What <see cref="PlotOptions.ColorBy"/> says for the density of the points, if no column has this name.</summary>
    public const string Density = "density";

    private ColumnList(IReadOnlyList<Column> all, bool hasLabels, int chosen, bool isDensity)
    {
        (All, HasLabels, Chosen, IsDensity) = (all, hasLabels, chosen, isDensity);
    }

    /// <summary>The labels, where there are labels; then the columns in the order given.</summary>
    public IReadOnlyList<Column> All { get; }

    /// <summary>Whether the first column is that of the labels.</summary>
    public bool HasLabels { get; }

    /// <summary>The index of the column to colour by, -1 for none.</summary>
    public int Chosen { get; }

    /// <summary>Whether points are coloured by their density.</summary>
    public bool IsDensity { get; }

    /// <summary>Checks the columns of the options for a map of so many points.</summary>
    /// <param name="options">The options.</param>
    /// <param name="points">N.</param>
    /// <param name="labels">The colouring by labels, null where there are no labels.</param>
    public static ColumnList Of(PlotOptions options, int points, Coloring? labels)
    {
        if (options.Columns is null)
        {
            throw new ArgumentException("Columns is null. Leave it empty for none.", nameof(options));
        }

        PointColumn[] given = [.. options.Columns];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < given.Length; i++)
        {
            if (Fault(given[i], i, points, names) is { } fault)
            {
                throw new ArgumentException(fault, nameof(options));
            }
        }

        Column[] columns = Array.ConvertAll(given, column => Column.Of(column, nameof(options)));
        IReadOnlyList<Column> all = labels is null ? columns : [Column.OfLabels(LabelName(options, names), labels), .. columns];
        string? wanted = options.ColorBy is null ? null : PlainText.Clean(options.ColorBy);
        int chosen = wanted is null ? (labels is null ? -1 : 0) : all.ToList().FindIndex(column => column.Name == wanted);
        if (wanted is not null && chosen >= 0 && all[chosen].Coloring.Names is { } texts)
        {
            throw new ArgumentException(DescribeTexts(wanted, texts), nameof(options));
        }

        bool isDensity = wanted == Density && chosen < 0;
        return wanted is null || chosen >= 0 || isDensity
            ? new ColumnList(all, labels is not null, chosen, isDensity)
            : throw new ArgumentException(DescribeChoice(wanted, all), nameof(options));
    }

    /// <summary>The name for the labels that the options have, or one that no column has.</summary>
    private static string LabelName(PlotOptions options, HashSet<string> names)
    {
        string given = PlainText.Clean(options.LabelName);
        return given.Length > 0 && names.Contains(given)
            ? throw new ArgumentException($"The labels and a column have the name '{given}'. Names must differ.", nameof(options))
            : given.Length > 0 ? given
            : !names.Contains("labels") ? "labels"
            : !names.Contains("point labels") ? "point labels"
            : "labels of the points";
    }

    private static string? Fault(PointColumn? column, int index, int points, HashSet<string> names)
    {
        string name = PlainText.Clean(column?.Name);
        string count = index.ToString(CultureInfo.InvariantCulture);
        return column is null ? $"Column {count} is null."
            : name.Length == 0 ? $"Column {count} has no name. Give it one."
            : !names.Add(name) ? $"Two columns have the name '{name}'. Names must differ."
            : column.Count != points ? $"The column '{name}' has {column.Count} values for {points} points."
            : null;
    }

    private static string DescribeTexts(string wanted, string[] texts)
    {
        string different = PlainText.Count(texts.Distinct(StringComparer.Ordinal).Count());
        return $"ColorBy is '{wanted}', a column of {different} different texts, which colours could not tell apart. "
            + "Choose a column of numbers or of texts that repeat.";
    }

    private static string DescribeChoice(string wanted, IReadOnlyList<Column> columns)
    {
        string names = string.Concat(columns.Select(column => $"'{column.Name}', "));
        return $"ColorBy is '{wanted}', which is no column. Choose one of {names}'{Density}', or null for the labels.";
    }
}
