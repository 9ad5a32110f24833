using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>docs/command-line.md agrees with the table of options, in short sentences.</summary>
public class DocumentationTests
{
    /// <summary>To update the page: BHTSNE_UPDATE_DOCS=1 dotnet test tests/BhTsne.Cli.Tests --filter DocumentationTests.</summary>
    [Fact]
    public void The_tables_of_the_page_are_those_of_the_options_and_the_report()
    {
        string page = CommandLinePage.Text, expected = CommandLinePage.WithTables(page);
        if (Environment.GetEnvironmentVariable(CommandLinePage.UpdateVariable) == "1")
        {
            File.WriteAllText(CommandLinePage.Path, expected);
            return;
        }

        Assert.True(
            page == expected, $"docs/command-line.md is out of date: {CommandLinePage.UpdateVariable}=1 makes this test rewrite it.");
    }

    /// <summary>This table is written by hand: it has words that the table of options has not.</summary>
    [Fact]
    public void The_table_of_schedules_has_the_numbers_of_the_engine()
    {
        IReadOnlyList<TsnePhase> phases = Tsne.Plan(new float[1000, 3]).Phases;
        string[] rows =
        [
            $"| early exaggeration | {phases[0].Iterations + phases[1].Iterations} iterations, the last {phases[1].Iterations} "
            + $"with a smaller factor | {TsneDefaults.ClassicEarlyIterations} iterations |",
            string.Create(CultureInfo.InvariantCulture, $"| momentum | grows to {phases[0].Momentum}, then to {phases[^1].Momentum} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{TsneDefaults.ClassicMomentum} |"),
            $"| end | {TsneDefaults.CostInterval} iterations lower the cost by less than "
            + string.Create(CultureInfo.InvariantCulture, $"{100 * TsneDefaults.AcceleratedMinCostImprovement} % | after all iterations |"),
        ];
        Assert.All(rows, row => Assert.Contains($"\n{row}\n", CommandLinePage.Text, StringComparison.Ordinal));
        Assert.Equal(4, TsneDefaults.PeakRateFactor);
        Assert.Contains("rises to four times the number of points", CommandLinePage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_of_the_page_and_of_the_help_is_a_right_command_line()
    {
        IEnumerable<string> lines = CommandLinePage.Commands.Concat(Tool.Pages.Append(Tool.Page).SelectMany(page => page.Examples));
        string[] commands = [.. lines.SelectMany(CommandLinePage.Calls)];
        Assert.True(commands.Length > 30);
        RootCommand root = Tool.Build(new Terminal(TextWriter.Null, TextWriter.Null, false), default);
        Assert.All(
            commands,
            command => Assert.DoesNotContain(
                Tool.Parse(root, command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).Errors,
                fault => !IsInFile(fault.Message, command)));

        // What is missing on the line is in the file of --config, which is not there.
        static bool IsInFile(string fault, string command) =>
            command.Contains(ConfigRows.Config.Name, StringComparison.Ordinal) && fault.Contains("it is missing", StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_are_shorter_than_25_words_and_lines_than_140_characters()
    {
        string page = Regex.Replace(CommandLinePage.Text, "^```\n.*?^```\n", "", RegexOptions.Multiline | RegexOptions.Singleline);
        ILookup<bool, string> lines = page.Split('\n').Where(line => !line.StartsWith('#')).ToLookup(line => line.StartsWith('|'));
        Assert.All(lines[false], line => Assert.True(line.Length <= 140, line));
        IEnumerable<string> paragraphs = string.Join('\n', lines[false]).Replace("\n- ", "\n\n", StringComparison.Ordinal).Split("\n\n");
        IEnumerable<string> cells = lines[true].SelectMany(line => line.Split(" | "));
        Assert.All(
            paragraphs.Concat(cells).SelectMany(text => Regex.Split(text, @"(?<=[.;:!?])\s")),
            sentence => Assert.True(sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length < 25, sentence));
    }

    [Fact]
    public void Every_link_within_the_page_has_its_heading()
    {
        string[] anchors =
        [
            .. from heading in Regex.Matches(CommandLinePage.Text, "^#+ (.*)$", RegexOptions.Multiline)
               select Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), @"[^\w -]", "").Replace(' ', '-'),
        ];
        IEnumerable<string> links = Regex.Matches(CommandLinePage.Text, @"\]\(#([^)]*)\)").Select(link => link.Groups[1].Value);
        Assert.All(links, link => Assert.Contains(link, anchors));
    }
}
