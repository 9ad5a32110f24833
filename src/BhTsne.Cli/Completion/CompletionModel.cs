using BhTsne.Cli.Help;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Completion;

/// <summary>What shells complete, made from the table of options.</summary>
/// <param name="Commands">All commands.</param>
internal sealed record CompletionModel(IReadOnlyList<CompletedCommand> Commands)
{
    /// <summary>That of the tool.</summary>
    public static CompletionModel Of(IEnumerable<CommandPage> pages) => new([.. pages.Select(CompletedCommand.Of)]);
}

/// <summary>A command.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Options">Its options.</param>
/// <param name="Words">The words that may stand after it without an option; none where files stand there.</param>
internal sealed record CompletedCommand(
    string Name, string Description, IReadOnlyList<CompletedOption> Options, IReadOnlyList<string> Words)
{
    /// <summary>That of a page.</summary>
    public static CompletedCommand Of(CommandPage page) => new(
        page.Name,
        page.Description,
        [.. page.AllSections.SelectMany(section => section.Rows).Where(row => row.Name != "--version").Select(CompletedOption.Of)],
        page.ArgumentWords);
}

/// <summary>An option.</summary>
/// <param name="Names">All its names, the long one last.</param>
/// <param name="Help">One line.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Words">The words that the value may be.</param>
/// <param name="Files">Whether the value may be a file.</param>
/// <param name="Folders">Whether the value may be a folder, and no file.</param>
internal sealed record CompletedOption(
    IReadOnlyList<string> Names, string Help, bool TakesValue, IReadOnlyList<string> Words, bool Files, bool Folders)
{
    /// <summary>That of a row.</summary>
    public static CompletedOption Of(OptionRow row) => new(
        [.. (row.Alias?.Split(", ") ?? []).Where(name => name != "-?"), row.Name],
        row.Help,
        row.HelpName is not null,
        row.Values.Words,
        row.Values.MayBeFile,
        row.Values.MayBeFolder);
}
