using System.CommandLine;
using BhTsne.Cli.Help;

namespace BhTsne.Cli.Options;

/// <summary>
/// Reads a command line together with the file that its --config names, and keeps what it has read: a pipe can be read once only. For one
/// thread.
/// </summary>
internal sealed class ConfigLine
{
    private ParseResult? _typed;

    /// <summary>The file of the line; null for none, and before <see cref="Parse"/>.</summary>
    public ConfigFile? File { get; private set; }

    /// <summary>The line as if the options of the file had been typed, where they are not on the line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="parse">Parses it.</param>
    /// <param name="pages">All commands.</param>
    /// <exception cref="ToolException">The file cannot be read, or something in it is wrong.</exception>
    public ParseResult Parse(IReadOnlyList<string> args, Func<IReadOnlyList<string>, ParseResult> parse, IEnumerable<CommandPage> pages)
    {
        _typed = parse(args);
        File = _typed.Action is { ClearsParseErrors: true } ? null : FileOf(_typed, pages);
        return File is null ? _typed : parse(File.Added(args, _typed.CommandResult));
    }

    /// <summary>Whether an option of the line is there only because a report has it.</summary>
    public bool IsFromReport(OptionRow row) => File is { Version: not null } && _typed is not null && !row.IsTyped(_typed.CommandResult);

    private static ConfigFile? FileOf(ParseResult line, IEnumerable<CommandPage> pages) =>
        pages.FirstOrDefault(page => page.Name == line.CommandResult.Command.Name) is { } page
        && page.Rows.Contains(ConfigRows.Config)
        && ConfigRows.Config.TypedOn(line.CommandResult) is { } path
            ? ConfigFile.Read(path, page)
            : null;
}
