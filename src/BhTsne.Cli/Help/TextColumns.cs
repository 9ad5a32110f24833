namespace BhTsne.Cli.Help;

/// <summary>Writes rows of text in columns, the last of them in lines that fit a width.</summary>
internal static class TextColumns
{
    /// <summary>The width where the output is not a terminal.</summary>
    public const int DefaultWidth = 100;

    /// <summary>Joins two words that must stand on one line.</summary>
    public const char NoBreak = '\u00A0';

    private const int Indent = 2, Gap = 2;

    /// <summary>Writes rows in as many columns as the longest has.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, int width = DefaultWidth)
    {
        int columns = rows.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        foreach (string[] row in rows)
        {
            string left = string.Concat(row[..^1].Select((cell, column) => cell.PadRight(widths[column] + Gap)));
            Write(output, left, row[^1], left.Length, width);
        }
    }

    /// <summary>Writes a name on the left and a text on the right, or below the name where the name is too long.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="name">The name.</param>
    /// <param name="text">The text.</param>
    /// <param name="column">The width of the column of names.</param>
    /// <param name="width">The longest line, in characters.</param>
    public static void Write(TextWriter output, string name, string text, int column, int width)
    {
        string left = new string(' ', Indent) + name;
        if (name.TrimEnd().Length >= column)
        {
            output.WriteLine(left);
            left = "";
        }

        foreach (string line in Wrap(text, width - Indent - column))
        {
            output.WriteLine((left.PadRight(Indent + column) + line.Replace(NoBreak, ' ')).TrimEnd());
            left = "";
        }
    }

    /// <summary>Breaks a text between words.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
