using System.CommandLine;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Help;

/// <summary>What stands on a line without an option, as a file of --config names it.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="IsMany">Whether there may be several.</param>
internal sealed record ArgumentKey(string Name, bool IsMany);

/// <summary>A command as its help shows it.</summary>
/// <param name="Name">As it is typed; empty for the tool itself.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Sections">Its options, without those of <see cref="PrintingRows"/>, which every command has.</param>
/// <param name="Examples">Whole command lines.</param>
internal sealed record CommandPage(string Name, string Description, IReadOnlyList<OptionSection> Sections, IReadOnlyList<string> Examples)
{
    /// <summary>A command with more options shows the usual ones alone, unless all are asked for.</summary>
    private const int MostInShortHelp = 20;

    /// <summary>What stands after a name that may be there several times.</summary>
    public const string Many = "...";

    /// <summary>
    /// The name and the help of what stands after the command without an option. One may be there several times: that whose name ends in
    /// <see cref="Many"/>, or else the last.
    /// </summary>
    public IReadOnlyList<(string Name, string Help)> Arguments { get; init; } = [];

    /// <summary>The keys of these arguments in a file of --config, in their order.</summary>
    public IReadOnlyList<ArgumentKey> ArgumentKeys { get; init; } = [];

    /// <summary>The words that may stand after the command; none where files stand there.</summary>
    public IReadOnlyList<string> ArgumentWords { get; init; } = [];

    /// <summary>Whether files stand after the command.</summary>
    public bool TakesFiles => Arguments.Count > 0 && ArgumentWords.Count == 0;

    /// <summary>Whether exactly one argument stands after the command.</summary>
    public bool TakesOneArgument { get; init; }

    /// <summary>All options, those that every command has last.</summary>
    public IReadOnlyList<OptionSection> AllSections => [.. Sections, PrintingRows.Section];

    /// <summary>All rows of the command's own options.</summary>
    public IEnumerable<OptionRow> Rows => Sections.SelectMany(section => section.Rows);

    /// <summary>Whether the short help leaves options out.</summary>
    public bool HasMore => Rows.Count() > MostInShortHelp;

    /// <summary>The options as the help groups them.</summary>
    /// <param name="all">Whether those are among them that few users need.</param>
    public IEnumerable<IGrouping<string, OptionRow>> Groups(bool all) =>
        from section in AllSections
        from row in section.Rows
        where all || row.IsCommon || !HasMore
        group row by section.GroupOf(row) into rows
        orderby OptionGroup.All.Index().Where(name => name.Item == rows.Key).Select(name => name.Index).FirstOrDefault(-1)
        select rows;

    /// <summary>Makes the command with its options, without an action.</summary>
    public Command CreateCommand()
    {
        Command command = new(Name, Description);
        foreach (OptionSection section in Sections)
        {
            section.AddTo(command);
        }

        return command;
    }
}
