using System.Globalization;

namespace BhTsne.IO.Text;

/// <summary>An item of a list of columns: a name, a number from 1, a range of numbers or names, or a name with <c>*</c>.</summary>
/// <param name="Text">As the caller gave it.</param>
internal readonly record struct ColumnItem(string Text)
{
    /// <summary>Whether it can be understood without a header.</summary>
    public bool IsNumeric => Numbers() is not null;

    /// <summary>The columns that it stands for.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="what">What messages call the column, for instance <c>column to leave out</c>.</param>
    /// <param name="names">The header, or null.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <returns>From 0, ascending, at least one.</returns>
    /// <exception cref="TableFormatException">It stands for no column, or for a name that is there twice.</exception>
    public IEnumerable<int> Find(string file, string what, string[]? names, int columns)
    {
        if (names is not null && Array.IndexOf(names, Text) >= 0)
        {
            return [Single(file, what, names, Text)];
        }

        if (Numbers() is (int first, int last))
        {
            return first >= 1 && first <= last && last <= columns
                ? Enumerable.Range(first - 1, last - first + 1)
                : throw Unknown(file, what, names, columns);
        }

        return names is null ? throw Unknown(file, what, names, columns)
            : NameRange(file, what, names) ?? Pattern(names) ?? throw Unknown(file, what, names, columns);
    }

    private static int Single(string file, string what, string[] names, string name)
    {
        int first = Array.IndexOf(names, name), last = Array.LastIndexOf(names, name);
        return first == last ? first : throw new TableFormatException(
            file, $"the {what} '{name}' is in the header twice (columns {first + 1} and {last + 1}); name it by its number.");
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>The first and the last column of a number or a range of numbers, from 1; null for other items.</summary>
    public (int First, int Last)? Numbers()
    {
        if (IsNumber(Text, out int number))
        {
            return (number, number);
        }

        string[] ends = Text.Split('-');
        return ends.Length == 2 && IsNumber(ends[0], out int first) && IsNumber(ends[1], out int last) ? (first, last) : null;
    }

    // Names may have colons themselves: each colon may be the one between two names.
    private IEnumerable<int>? NameRange(string file, string what, string[] names)
    {
        List<(string First, string Last)> ways = [];
        for (int colon = Text.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = Text.IndexOf(':', colon + 1))
        {
            (string first, string last) = (Text[..colon], Text[(colon + 1)..]);
            if (names.Contains(first) && names.Contains(last))
            {
                ways.Add((first, last));
            }
        }

        if (ways.Count == 0)
        {
            return null;
        }

        if (ways.Count > 1)
        {
            throw new TableFormatException(file, $"'{Text}' is more than one range of names; give the numbers of the columns.");
        }

        int start = Single(file, what, names, ways[0].First), end = Single(file, what, names, ways[0].Last);
        return start <= end ? Enumerable.Range(start, end - start + 1) : throw new TableFormatException(
            file, $"the range '{Text}' goes backwards: '{ways[0].First}' is column {start + 1}, '{ways[0].Last}' is column {end + 1}.");
    }

    private int[]? Pattern(string[] names)
    {
        string[] parts = Text.Split('*');
        int[] found =
            parts.Length > 1 ? [.. Enumerable.Range(0, names.Length).Where(column => Fits(parts, names[column]))] : [];
        return found.Length > 0 ? found : null;
    }

    // The first part begins the name, the last one ends it, and those between stand in it one after the other.
    private static bool Fits(string[] parts, string name)
    {
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        int at = parts[0].Length;
        foreach (string part in parts[1..^1])
        {
            int found = name.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return name.Length - at >= parts[^1].Length && name.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    /// <summary>Colons are between names; null where there is none between numbers.</summary>
    private string? NumberRangeWithColon()
    {
        string[] ends = Text.Split(':');
        return ends.Length == 2 && IsNumber(ends[0], out _) && IsNumber(ends[1], out _) ? $"{ends[0]}-{ends[1]}" : null;
    }

    private TableFormatException Unknown(string file, string what, string[]? names, int columns)
    {
        string count = columns == 1 ? "there is 1 column" : $"there are {columns} columns";
        string present = names is null ? $"{count} without names" : $"{count}: {NameList.Quote(names)}";
        string? meant = names is null ? null : NearestName.To(Text, names);
        string? range = NumberRangeWithColon();
        string hint = range is not null ? $"a range of numbers is {range}; " : meant is null ? "" : $"did you mean '{meant}'? ";
        return new TableFormatException(file, $"the {what} '{Text}' was not found; {hint}{present}.")
        {
            Problem = TableProblem.UnknownColumn,
        };
    }
}
