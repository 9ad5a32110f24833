namespace BhTsne.Cli.Help;

/// <summary>Writes the help of a command in lines of a given width.</summary>
internal static class HelpText
{
    /// <summary>The width where the output is not a terminal.</summary>
    public const int DefaultWidth = 100;

    /// <summary>In narrower terminals lines break as the terminal likes.</summary>
    public const int MinWidth = 60;

    /// <summary>Longer lines are hard to read.</summary>
    public const int MaxWidth = 120;

    private const int LeftColumn = 28, Indent = 2, Gap = 2;

    /// <summary>Joins two words that must stand on one line.</summary>
    private const char NoBreak = '\u00A0';

    /// <summary>Writes the help.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="page">The command.</param>
    /// <param name="commands">The commands below it.</param>
    /// <param name="width">The longest line, in characters; examples may be longer.</param>
    public static void Write(TextWriter output, CommandPage page, IReadOnlyList<CommandPage> commands, int width)
    {
        Paragraph(output, page.Description, width);
        output.WriteLine();
        string[] usage = [Tool.Name, page.Name, commands.Count > 0 ? "COMMAND" : $"{page.Argument?.Name}...", "[options]"];
        output.WriteLine($"Usage: {string.Join(' ', usage.Where(word => word is not ("" or "...")))}");
        if (page.Argument is { } argument)
        {
            output.WriteLine();
            Row(output, argument.Name, argument.Help, width);
        }

        if (commands.Count > 0)
        {
            output.WriteLine($"{Environment.NewLine}Commands:");
            foreach (CommandPage command in commands)
            {
                Row(output, command.Name, command.Description, width);
            }
        }

        foreach (Options.OptionSection section in page.AllSections)
        {
            output.WriteLine($"{Environment.NewLine}{section.Title}:");
            foreach (Options.OptionRow row in section.Rows)
            {
                string text = row.Default is null ? row.Help : $"{row.Help} [default:{NoBreak}{row.Default}]";
                Row(output, row.Alias is null ? $"    {row.Usage}" : row.Usage, text, width);
            }
        }

        output.WriteLine($"{Environment.NewLine}Examples:");
        foreach (string example in page.Examples)
        {
            output.WriteLine($"  {example}");
        }
    }

    /// <summary>A name on the left and its meaning on the right, or below the name where this is too long.</summary>
    private static void Row(TextWriter output, string name, string text, int width)
    {
        string left = $"{new string(' ', Indent)}{name}";
        int start = Indent + LeftColumn + Gap;
        if (left.Length > start - Gap)
        {
            output.WriteLine(left);
            left = "";
        }

        foreach (string line in Wrap(text, width - start))
        {
            output.WriteLine($"{left.PadRight(start)}{line.Replace(NoBreak, ' ')}");
            left = "";
        }
    }

    private static void Paragraph(TextWriter output, string text, int width)
    {
        foreach (string line in Wrap(text, width))
        {
            output.WriteLine(line);
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
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
