using System.CommandLine;

namespace BhTsne.Cli.Options;

/// <summary>Options that belong together: a group in the help, and a table in docs/command-line.md.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Rows">In the order in which they are shown and applied.</param>
internal sealed record OptionSection(string Title, IReadOnlyList<OptionRow> Rows)
{
    /// <summary>The group of the help for rows without a group of their own; null for one that has the section's title.</summary>
    public string? Group { get; init; }

    /// <summary>Whether all rows stand together in the help, whatever their own groups.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The group of the help that a row stands in.</summary>
    public string GroupOf(OptionRow row) => IsGroup ? Title : row.Group ?? Group ?? Title;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in Rows.Select(row => row.CreateOption()).OfType<Option>())
        {
            command.Options.Add(option);
        }
    }
}
