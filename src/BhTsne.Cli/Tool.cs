using System.CommandLine;
using System.Reflection;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;

namespace BhTsne.Cli;

/// <summary>The tool <c>bhtsne</c>: its commands, exit codes and error handling.</summary>
internal static class Tool
{
    /// <summary>What the user types.</summary>
    public const string Name = "bhtsne";

    /// <summary>The version with the commit it was built from, where known.</summary>
    public static string Version { get; } =
        typeof(Tool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Carries out a command line. Never throws for what a user or a file can cause.</summary>
    /// <param name="args">The command line without the tool's name.</param>
    /// <param name="terminal">Where to print.</param>
    /// <param name="interrupt">Cancelled when the user presses Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken interrupt = default)
    {
        ConfigLine config = new();
        RootCommand root = Build(terminal, interrupt, config);
        ParseResult line = Parse(root, args);
        try
        {
            line = config.Parse(args, words => Parse(root, words), Pages);
            if (line.Errors.Count > 0 && line.Action is not { ClearsParseErrors: true })
            {
                return WrongCommandLine(line, terminal.Error);
            }

            return line.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
#pragma warning disable CA1031 // Every other failure becomes one line for the user.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failures.Report(exception, terminal.Error, PrintingRows.Verbose.In(line));
        }
    }

    /// <summary>The help of the tool itself.</summary>
    internal static CommandPage Page { get; } = new(
        "",
        "Barnes-Hut t-SNE: makes a two-dimensional map of high-dimensional points.",
        [],
        ["bhtsne demo", "bhtsne embed points.csv -o map.csv --plot map.html", "bhtsne embed --help"]);

    /// <summary>The help of all commands.</summary>
    internal static IReadOnlyList<CommandPage> Pages { get; } =
        [
            EmbedCommand.Page, TransformCommand.Page, EvaluateCommand.Page, StudyCommand.Page, PlotCommand.Page, DemoCommand.Page,
            CompletionCommand.Page,
        ];

    /// <summary>All commands with all options.</summary>
    /// <param name="terminal">Where they print.</param>
    /// <param name="interrupt">Stops them.</param>
    /// <param name="config">Has read the command line; null where none is carried out.</param>
    internal static RootCommand Build(Terminal terminal, CancellationToken interrupt, ConfigLine? config = null)
    {
        RootCommand root = new(Page.Description)
        {
            EmbedCommand.Create(terminal, config ?? new ConfigLine(), interrupt),
            TransformCommand.Create(terminal, config ?? new ConfigLine(), interrupt),
            EvaluateCommand.Create(terminal, config ?? new ConfigLine(), interrupt),
            StudyCommand.Create(terminal, interrupt),
            PlotCommand.Create(terminal, interrupt),
            DemoCommand.Create(terminal, interrupt),
            CompletionCommand.Create(terminal),
        };
        PrintingRows.Section.AddTo(root);
        new HelpAction(Pages, Page, terminal, all: false).AddTo(root);
        return root;
    }

    /// <summary>Reads a command line. A token such as @notes.csv is a file's name here, not a file of further arguments.</summary>
    internal static ParseResult Parse(RootCommand root, IReadOnlyList<string> args) =>
        root.Parse(NamesAfterDashes.WithFolder(SnapshotWords.Joined(args)), new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static int WrongCommandLine(ParseResult line, TextWriter error)
    {
        Failures.Write(error, LineFaults.Of(line, Pages).Distinct());
        string command = line.CommandResult.Command is RootCommand ? Name : $"{Name} {line.CommandResult.Command.Name}";
        error.WriteLine($"'{command} --help' lists what there is.");
        return ExitCode.WrongCommandLine;
    }
}
