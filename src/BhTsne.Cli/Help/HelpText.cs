using BhTsne.Cli.Options;

namespace BhTsne.Cli.Help;

/// <summary>Writes the help of a command in lines of a given width.</summary>
internal static class HelpText
{
    /// <summary>In narrower terminals, the terminal breaks the lines.</summary>
    public const int MinWidth = 60;

    /// <summary>Longer lines are hard to read.</summary>
    public const int MaxWidth = 120;

    private const int ShortExamples = 5;

    private const int NameColumn = 30;

    /// <summary>Writes the help.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="page">The command.</param>
    /// <param name="commands">The commands below it.</param>
    /// <param name="width">The longest line, in characters; examples may be longer.</param>
    /// <param name="all">Whether options are among them that few users need.</param>
    public static void Write(TextWriter output, CommandPage page, IReadOnlyList<CommandPage> commands, int width, bool all = true)
    {
        output.WriteLine(string.Join(Environment.NewLine, TextColumns.Wrap(page.Description, width)));
        output.WriteLine();
        string arguments = string.Join(' ', page.Arguments.Select(argument => argument.Name));
        bool showsMany = page.TakesOneArgument || arguments.Length == 0 || arguments.Contains(CommandPage.Many, StringComparison.Ordinal);
        string[] usage =
        [
            Tool.Name,
            page.Name,
            commands.Count > 0 ? "COMMAND" : $"{arguments}{(showsMany ? "" : CommandPage.Many)}",
            "[options]",
        ];
        output.WriteLine($"Usage: {string.Join(' ', usage.Where(word => word.Length > 0))}");
        if (page.Arguments.Count > 0)
        {
            output.WriteLine();
        }

        foreach ((string name, string help) in page.Arguments)
        {
            Row(name, help);
        }

        if (commands.Count > 0)
        {
            Heading("Commands");
            foreach (CommandPage command in commands)
            {
                Row(command.Name, command.Description);
            }
        }

        if (page.TakesFiles)
        {
            Row(NamesAfterDashes.Mark, "What follows are files, also where a name begins with a dash.");
        }

        foreach (IGrouping<string, OptionRow> group in page.Groups(all))
        {
            Heading(group.Key);
            foreach (OptionRow row in group)
            {
                string defaultValue = row.Default is null ? "" : $" [default:{TextColumns.NoBreak}{row.Default}]";
                Row(row.Alias is null ? $"    {row.Usage}" : row.Usage, row.Help + defaultValue);
            }
        }

        int left = page.Groups(all: true).Sum(group => group.Count()) - page.Groups(all).Sum(group => group.Count());
        if (left > 0)
        {
            output.WriteLine();
            output.WriteLine($"{PrintingRows.HelpAll.Name} shows {left} more options.");
        }

        Heading("Examples");
        foreach (string example in all ? page.Examples : page.Examples.Take(ShortExamples))
        {
            output.WriteLine($"  {example}");
        }

        void Heading(string title)
        {
            output.WriteLine();
            output.WriteLine($"{title}:");
        }

        void Row(string name, string text) => TextColumns.Write(output, name, text, NameColumn, width);
    }
}
