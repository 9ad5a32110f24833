using System.CommandLine;
using BhTsne.Cli.Help;

namespace BhTsne.Cli.Options;

/// <summary>Reads a command line together with the file that its --config names.</summary>
internal static class ConfigLine
{
    /// <summary>The line as if the options of the file had been typed, where they are not on the line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="parse">Parses it.</param>
    /// <param name="pages">All commands.</param>
    /// <exception cref="ToolException">The file cannot be read, or something in it is wrong.</exception>
    public static ParseResult Parse(IReadOnlyList<string> args, Func<IReadOnlyList<string>, ParseResult> parse, IEnumerable<CommandPage> pages)
    {
        ParseResult line = parse(args);
        return line.Action is { ClearsParseErrors: true } || FileOf(line, pages) is not { } file
            ? line
            : parse(file.Added(args, line.CommandResult));
    }

    /// <summary>The file of a line; null for none.</summary>
    /// <exception cref="ToolException">It cannot be read, or something in it is wrong.</exception>
    public static ConfigFile? FileOf(ParseResult line, IEnumerable<CommandPage> pages) =>
        pages.FirstOrDefault(page => page.Name == line.CommandResult.Command.Name) is { } page
        && page.Rows.Contains(ConfigRows.Config)
        && ConfigRows.Config.TypedOn(line.CommandResult) is { } path
            ? ConfigFile.Read(path, page)
            : null;
}
