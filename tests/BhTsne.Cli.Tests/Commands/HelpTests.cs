using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>The help of each command shows all of the table of options, in lines that fit the terminal.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("embed", 80)]
    [InlineData("embed", 120)]
    [InlineData("transform", 80)]
    [InlineData("transform", 120)]
    [InlineData("study", 80)]
    [InlineData("study", 120)]
    [InlineData("demo", 80)]
    [InlineData("demo", 120)]
    public void Help_shows_every_option_with_its_meaning_and_its_default(string name, int width)
    {
        CommandPage page = Tool.Pages.Single(page => page.Name == name);
        using StringWriter output = new();
        HelpText.Write(output, page, [], width);
        string help = output.ToString();
        Assert.All(Lines(help[..help.IndexOf("Examples:", StringComparison.Ordinal)]), line => Assert.True(line.Length <= width, line));
        string words = Words(help);
        foreach (OptionRow row in page.AllSections.SelectMany(section => section.Rows))
        {
            string shown = row.Default is null ? $"{row.Usage} {row.Help}" : $"{row.Usage} {row.Help} [default: {row.Default}]";
            Assert.Contains($" {Words(shown)} ", words, StringComparison.Ordinal);
            Assert.Contains(Lines(help), line => line.TrimStart().StartsWith(row.Usage, StringComparison.Ordinal));
        }

        Assert.All(page.Groups(all: true), group => Assert.Contains($"{group.Key}:", Lines(help)));
        Assert.All(page.Examples, example => Assert.Contains($"  {example}", Lines(help)));
    }

    /// <summary>Names on the left, meanings in one column on the right, and nothing torn apart that belongs together.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Help_has_two_columns(int width)
    {
        using StringWriter output = new();
        HelpText.Write(output, Tool.Pages.Single(page => page.Name == "embed"), [], width);
        string[] options = [.. Lines(output.ToString()).SkipWhile(line => line != "Input:").TakeWhile(line => line != "Examples:")];
        Assert.All(options.Where(line => line.StartsWith(' ')), line => Assert.Matches(@"^(  (    -|-)-?\S.*| {32}\S.*)$", line));
        IEnumerable<string> defaults = options.Where(line => line.Contains("[default", StringComparison.Ordinal));
        Assert.All(defaults, line => Assert.Matches(@"\[default: \S+\]$", line));
    }

    [Theory]
    [InlineData("embed --help")]
    [InlineData("embed -h")]
    [InlineData("embed --help-all")]
    [InlineData("embed points.csv --theta many -?")]
    public void The_help_of_a_command_is_what_help_asks_for(string line)
    {
        using StringWriter expected = new();
        HelpText.Write(expected, Tool.Pages[0], [], TextColumns.DefaultWidth, all: line.EndsWith("all", StringComparison.Ordinal));
        Assert.Equal(expected.ToString(), ToolRun.Of(line.Split(' ')).Expect(ExitCode.Success).Out);
    }

    /// <summary>No option is lost between the two: the short one says how many it leaves out.</summary>
    [Fact]
    public void The_short_help_has_the_usual_options_and_counts_the_others()
    {
        CommandPage page = Tool.Pages[0];
        string[] shown = [.. page.Groups(all: false).SelectMany(group => group).Select(row => row.Name)];
        string[] all = [.. page.Groups(all: true).SelectMany(group => group).Select(row => row.Name)];
        Assert.InRange(shown.Length, 12, 22);
        Assert.Equal(page.AllSections.SelectMany(section => section.Rows).Select(row => row.Name).Order(), all.Order());
        string help = ToolRun.Of("embed", "--help").Expect(ExitCode.Success).Out;
        Assert.Contains($"--help-all shows {all.Length - shown.Length} more options.", help, StringComparison.Ordinal);
        Assert.DoesNotContain("--late-exaggeration", help, StringComparison.Ordinal);
        string[] headings = [.. Lines(help).Where(line => line.EndsWith(':')).Select(line => line[..^1])];
        Assert.Equal(["Input", "Map", "Accuracy", "Output", "Run", "Examples"], headings.Except(["Trust"]));
    }

    [Theory]
    [InlineData("demo --help")]
    [InlineData("demo --help-all")]
    public void Commands_of_few_options_show_them_all(string line) =>
        Assert.DoesNotContain("more options", ToolRun.Of(line.Split(' ')).Expect(ExitCode.Success).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    public void Without_a_command_the_commands_are_listed(string line)
    {
        string help = ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Expect(ExitCode.Success).Out;
        Assert.All(Tool.Pages, page => Assert.Contains($" {page.Name} {page.Description} ", Words(help), StringComparison.Ordinal));
        Assert.All(Lines(help), line => Assert.True(line.Length <= TextColumns.DefaultWidth, line));
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
