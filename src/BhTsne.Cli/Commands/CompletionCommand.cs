using System.CommandLine;
using BhTsne.Cli.Completion;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne completion</c>: prints a script that makes a shell complete commands, options and their words.</summary>
internal static class CompletionCommand
{
    private const string ShellName = "SHELL";

    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "completion",
        "Prints a script with which a shell completes commands, options and their words.",
        [],
        [.. Shells.All.Select(shell => shell.Use)])
    {
        Arguments = [(ShellName, $"{Names()}.")],
        ArgumentWords = [.. Shells.All.Select(shell => shell.Name)],
        TakesOneArgument = true,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = Page.CreateCommand();
        Argument<string[]> named = new(ShellName) { Arity = ArgumentArity.ZeroOrMore };
        command.Arguments.Add(named);
        command.Validators.Add(line =>
        {
            string[] names = [.. line.GetResult(named)?.Tokens.Select(token => token.Value) ?? []];
            if (names.Length != 1)
            {
                line.AddError($"{ShellName}: name one of {Names()}");
            }
            else if (Find(names[0]) is null)
            {
                string? meant = Spelling.Nearest(names[0], Page.ArgumentWords);
                line.AddError($"{ShellName}: '{names[0]}' is none of {Names()}{(meant is null ? "" : $"; did you mean {meant}?")}");
            }
        });
        command.SetAction(line =>
        {
            terminal.Out.Write(Find(line.GetRequiredValue<string[]>(ShellName)[0])!.Script(CompletionModel.Of(Tool.Pages)));
            return ExitCode.Success;
        });
        return command;
    }

    private static Shell? Find(string name) =>
        Shells.All.FirstOrDefault(shell => shell.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Names() => string.Join(", ", Shells.All.Take(Shells.All.Count - 1).Select(shell => shell.Name))
        + $" or {Shells.All[^1].Name}";
}
