using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Help and documentation say what the definitions say.</summary>
public class HelpTests
{
    private static readonly RootCommand _root = Tool.Build(new SharedOptions(), new Terminal(TextWriter.Null, TextWriter.Null, false), default);

    [Theory]
    [InlineData("embed")]
    [InlineData("demo")]
    public void Help_names_every_option_with_its_default(string name)
    {
        string help = ToolRun.Of(name, "--help").Expect(ExitCode.Success).Out;
        Command command = _root.Subcommands.Single(command => command.Name == name);
        Assert.NotEmpty(command.Options);
        foreach (Option option in command.Options.Concat(_root.Options.Where(option => option.Recursive && option is not HelpOption)))
        {
            string line = Assert.Single(help.Split('\n'), line => Regex.IsMatch(line, $"^  (-., )?{option.Name} "));
            Assert.All(option.Aliases, alias => Assert.Contains(alias, line, StringComparison.Ordinal));
            Assert.Contains(option.Description ?? "", line, StringComparison.Ordinal);
            if (option.HasDefaultValue && option.ValueType != typeof(bool))
            {
                Assert.Contains(FormattableString.Invariant($"[default: {option.GetDefaultValue()}]"), line, StringComparison.Ordinal);
            }
        }

        Assert.Contains($"bhtsne {name}", help[help.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_has_a_row_for_every_option_with_its_default()
    {
        string rows = File.ReadAllText(Path.Combine(Repository.Root, "docs", "command-line.md"));
        foreach (Option option in _root.Subcommands.SelectMany(command => command.Options).Concat(_root.Options).Where(option => !option.Hidden))
        {
            string row = rows.Split('\n').FirstOrDefault(row => row.StartsWith('|') && row.Contains($"`{option.Name}", StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"docs/command-line.md has no row for {option.Name}");
            if (option.HasDefaultValue && option.ValueType != typeof(bool))
            {
                Assert.Contains(FormattableString.Invariant($"| {option.GetDefaultValue()} |"), row, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    public void Without_a_command_the_commands_are_listed(string line)
    {
        string help = ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Expect(ExitCode.Success).Out;
        Assert.All(_root.Subcommands, command => Assert.Contains($"  {command.Name}", help, StringComparison.Ordinal));
    }
}
