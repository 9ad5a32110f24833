namespace BhTsne.IO.Text;

/// <summary>The lists of columns in the options: which columns are features, and which are kept beside them.</summary>
internal static class ColumnChoice
{
    private const string ToRead = "column to read", ToDrop = "column to leave out", ToKeep = "column to keep";

    /// <summary>Whether a list has an item that only a header can have.</summary>
    public static bool NeedsHeader(TableReadOptions options) =>
        Items(options.Columns).Concat(Items(options.DropColumns)).Concat(Items(options.KeepColumns)).Any(item => !item.IsNumeric);

    /// <summary>Which columns are features, before those of labels, weights and ids are left out.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="options">Have the lists.</param>
    /// <param name="names">The header, or null.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <exception cref="TableFormatException">An item stands for no column.</exception>
    public static bool[] Features(string file, TableReadOptions options, string[]? names, int columns)
    {
        bool[] chosen = new bool[columns];
        Array.Fill(chosen, options.Columns is null);
        foreach (int column in Items(options.Columns).SelectMany(item => item.Find(file, ToRead, names, columns)))
        {
            chosen[column] = true;
        }

        foreach (int column in Items(options.DropColumns).SelectMany(item => item.Find(file, ToDrop, names, columns)))
        {
            chosen[column] = false;
        }

        return chosen;
    }

    /// <summary>The columns that are kept, in the order of their list and then that to colour by, none twice.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="options">Have the list.</param>
    /// <param name="names">The header, or null.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="color">The column to colour by, or -1.</param>
    /// <param name="colorPlace">The place of that column among those kept, or null.</param>
    /// <exception cref="TableFormatException">An item stands for no column.</exception>
    public static int[] Kept(string file, TableReadOptions options, string[]? names, int columns, int color, out int? colorPlace)
    {
        IEnumerable<int> listed = Items(options.KeepColumns).SelectMany(item => item.Find(file, ToKeep, names, columns));
        int[] kept = [.. (color < 0 ? listed : listed.Append(color)).Distinct()];
        colorPlace = color < 0 ? null : Array.IndexOf(kept, color);
        return kept;
    }

    /// <summary>
    /// The columns that the lists say by their numbers are no features, whatever the header is. Numbers of no column are no fault here.
    /// </summary>
    /// <param name="options">Have the lists.</param>
    /// <param name="columns">How many columns there are.</param>
    public static bool[] NotFeaturesByNumber(TableReadOptions options, int columns)
    {
        bool[] chosen = new bool[columns];
        ColumnItem[] read = [.. Items(options.Columns)];
        Array.Fill(chosen, !Array.TrueForAll(read, item => item.IsNumeric) || read.Length == 0);
        Mark(read, true);
        Mark([.. Items(options.DropColumns)], false);
        return Array.ConvertAll(chosen, isFeature => !isFeature);

        void Mark(ColumnItem[] items, bool value)
        {
            foreach ((int first, int last) in items.Select(item => item.Numbers()).OfType<(int First, int Last)>())
            {
                for (int column = Math.Max(first, 1); column <= Math.Min(last, columns); column++)
                {
                    chosen[column - 1] = value;
                }
            }
        }
    }

    /// <summary>The error where no column is a feature.</summary>
    public static TableFormatException Nothing(string file) => new(file, "all columns are left out; there are no features.");

    private static IEnumerable<ColumnItem> Items(IReadOnlyList<string>? texts) => texts?.Select(text => new ColumnItem(text)) ?? [];
}
