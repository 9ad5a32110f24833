using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Help;

/// <summary>Prints the help of the command on a line.</summary>
/// <param name="pages">All commands.</param>
/// <param name="root">The tool itself.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="all">Whether options are among them that few users need.</param>
internal sealed class HelpAction(IReadOnlyList<CommandPage> pages, CommandPage root, Terminal terminal, bool all)
    : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Makes --help print it, and a command line without a command do the same as --help.</summary>
    public void AddTo(RootCommand command)
    {
        command.Options.OfType<HelpOption>().Single().Action = this;
        command.Options.Single(option => option.Name == PrintingRows.HelpAll.Name).Action =
            new HelpAction(pages, root, terminal, all: true);
        command.SetAction(Invoke);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        string name = parseResult.CommandResult.Command.Name;
        CommandPage? page = pages.FirstOrDefault(page => page.Name == name);
        int width = terminal.Interactive ? Math.Clamp(Console.WindowWidth, HelpText.MinWidth, HelpText.MaxWidth) : TextColumns.DefaultWidth;
        HelpText.Write(terminal.Out, page ?? root, page is null ? pages : [], width, all);
        return ExitCode.Success;
    }
}
