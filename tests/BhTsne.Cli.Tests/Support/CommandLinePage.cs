using System.Text.RegularExpressions;
using BhTsne.Cli.Options;
using BhTsne.Cli.Reporting;

namespace BhTsne.Cli.Tests.Support;

/// <summary>docs/command-line.md: its tables are generated from the table of options and the fields of the report.</summary>
internal static class CommandLinePage
{
    /// <summary>Set to 1, the test of the page writes the tables into it; without it, the test compares.</summary>
    public const string UpdateVariable = "BHTSNE_UPDATE_DOCS";

    private const string End = "<!-- end -->";
    private const int LineWidth = 140;

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "command-line.md");

    public static string Text => File.ReadAllText(Path).ReplaceLineEndings("\n");

    /// <summary>The commands of all code blocks, with lines joined that end in a backslash.</summary>
    public static IEnumerable<string> Commands =>
        from block in Regex.Matches(Text, "^```\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        from line in block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        select line;

    /// <summary>The calls of the tool in a line for the shell: what a shell does with pipes and redirections is left out.</summary>
    public static IEnumerable<string> Calls(string line) =>
        from command in Regex.Replace(line, @"<\([^)]*\)", "pipe").Split(" | ")
        where command.StartsWith("bhtsne ", StringComparison.Ordinal)
        select Regex.Replace(command, " [<>] .*", "");

    /// <summary>The page with all generated parts as they should be.</summary>
    public static string WithTables(string page)
    {
        IEnumerable<OptionSection> sections = Tool.Pages.SelectMany(command => command.AllSections).Distinct();
        page = sections.Aggregate(page, (text, section) => Replace(text, $"<!-- options: {section.Title} -->", OptionTable(section)));
        IEnumerable<string> fields = RunReport.Fields.Select(field => $"| `{field.Name}` | {field.Meaning} |");
        page = Replace(page, "<!-- report -->", ["| field | meaning |", "|---|---|", .. fields]);
        IEnumerable<string> placed = TransformReport.Fields.Select(field => $"| `{field.Name}` | {field.Meaning} |");
        page = Replace(page, "<!-- report of new points -->", ["| field | meaning |", "|---|---|", .. placed]);
        IEnumerable<string> measured = EvaluationReport.Fields.Select(field => $"| `{field.Name}` | {field.Meaning} |");
        return Replace(page, "<!-- report of an evaluation -->", ["| field | meaning |", "|---|---|", .. measured]);
    }

    private static IEnumerable<string> OptionTable(OptionSection section)
    {
        yield return "| option | default | meaning |";
        yield return "|---|---|---|";
        foreach (OptionRow row in section.Rows)
        {
            string alias = row.Alias is null ? "" : string.Concat(row.Alias.Split(", ").Select(name => $"`{name}`, "));
            string usage = row.HelpName is null ? row.Name : $"{row.Name} {row.HelpName}";
            string defaultValue = row.Default is null ? "" : $"{row.Default} ";
            yield return $"| {alias}`{usage.Replace("|", "\\|", StringComparison.Ordinal)}` | {defaultValue}| {Code(row.Help)} |";
        }

        OptionRow[] noted = [.. section.Rows.Where(row => row.Note is not null)];
        if (noted.Length > 0)
        {
            yield return "";
        }

        foreach (string line in noted.SelectMany(row => Wrap($"- `{row.Name}`: {row.Note}")))
        {
            yield return line;
        }
    }

    /// <summary>Names of options and of files are code.</summary>
    private static string Code(string text) =>
        Regex.Replace(
            text,
            @"(?<![\w-])--?[a-z][a-z-]*|[\w-]*(\.(map|study|cache|csv|tsv|npy|html|png|svg|json|gz|bhtsne))+\b",
            match => $"`{match.Value}`");

    private static IEnumerable<string> Wrap(string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > LineWidth)
            {
                yield return line;
                line = " ";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private static string Replace(string page, string marker, IEnumerable<string> lines)
    {
        int start = page.IndexOf(marker, StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/command-line.md has no {marker}");
        start += marker.Length;
        int end = page.IndexOf(End, start, StringComparison.Ordinal);
        return $"{page[..start]}\n{string.Concat(lines.Select(line => $"{line}\n"))}{page[end..]}";
    }
}
