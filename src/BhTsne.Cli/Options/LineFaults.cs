using System.CommandLine;
using System.CommandLine.Parsing;
using BhTsne.Cli.Help;

namespace BhTsne.Cli.Options;

/// <summary>Says the faults that the parser finds in plain words, each with what to do.</summary>
internal static class LineFaults
{
    /// <summary>The faults of a line, one text for each.</summary>
    /// <param name="line">A line with faults.</param>
    /// <param name="pages">All commands.</param>
    public static IEnumerable<string> Of(ParseResult line, IReadOnlyList<CommandPage> pages)
    {
        Command command = line.CommandResult.Command;
        if (command is RootCommand && line.UnmatchedTokens is [var first, ..])
        {
            // What follows an unknown command is unknown, too.
            return [Unknown("command", first, pages.Select(page => page.Name))];
        }

        return line.UnmatchedTokens.Select(token => Stray(token, command, pages)).Concat(
            line.Errors.Where(fault => !IsUnmatched(fault, line)).Select(Text));
    }

    private static string Stray(string token, Command command, IReadOnlyList<CommandPage> pages) => token.StartsWith('-')
        ? Unknown("option", token, pages.Where(page => page.Name == command.Name).SelectMany(page => page.Rows).Select(row => row.Name))
        : $"'{token}': {Tool.Name} {command.Name} takes options alone; leave it out";

    private static string Unknown(string what, string typed, IEnumerable<string> names)
    {
        string? meant = Spelling.Nearest(typed, names);
        string kind = typed.StartsWith('-') ? "option" : what;
        return $"unknown {kind} '{typed}'{(meant is null ? "" : $"; did you mean {meant}?")}";
    }

    /// <summary>The parser reports what no argument takes at the command itself, beside the faults of our own rules.</summary>
    private static bool IsUnmatched(ParseError fault, ParseResult line) =>
        line.UnmatchedTokens.Any(token => fault.Message.Contains($"'{token}'", StringComparison.Ordinal));

    private static string Text(ParseError fault) => fault.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0, IdentifierTokenCount: 1 } missing when missing.Option.Arity.MinimumNumberOfValues > 0 =>
            $"{missing.Option.Name}: its value is missing, {missing.Option.Name} {missing.Option.HelpName}",
        OptionResult { IdentifierTokenCount: > 1 and int times } repeated when repeated.Option.Arity.MaximumNumberOfValues == 1 =>
            $"{repeated.Option.Name}: it is there {times} times; give it once",
        _ => fault.Message,
    };
}
