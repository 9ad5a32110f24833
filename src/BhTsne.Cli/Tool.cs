using System.CommandLine;
using System.Reflection;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli;

/// <summary>The tool <c>bhtsne</c>: its commands, its exit codes, its way with errors.</summary>
internal static class Tool
{
    /// <summary>What the user types.</summary>
    public const string Name = "bhtsne";

    /// <summary>The version with the commit it was built from, where known.</summary>
    public static string Version { get; } =
        typeof(Tool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Does what the command line says. Never throws for what a user or a file can cause.</summary>
    /// <param name="args">The command line without the tool's name.</param>
    /// <param name="terminal">Where to speak.</param>
    /// <param name="interrupt">Cancelled when the user presses Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken interrupt = default)
    {
        SharedOptions shared = new();
        RootCommand root = Build(shared, terminal, interrupt);
        // A token such as @notes.csv is a file's name here, not a file of further arguments.
        ParseResult line = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (line.Errors.Count > 0 && line.Action is not { ClearsParseErrors: true })
        {
            return WrongCommandLine(line, terminal.Error);
        }

        try
        {
            return line.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
#pragma warning disable CA1031 // The last line of defence: a user is told in one line, whatever happened.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failures.Report(exception, terminal.Error, line.GetValue(shared.Verbose));
        }
    }

    /// <summary>All commands with all options.</summary>
    internal static RootCommand Build(SharedOptions shared, Terminal terminal, CancellationToken interrupt)
    {
        RootCommand root = new("Barnes-Hut t-SNE: turns a table of points into a map of them.")
        {
            EmbedCommand.Create(shared, terminal, interrupt),
            DemoCommand.Create(shared, terminal, interrupt),
            shared.Quiet,
            shared.Verbose,
        };
        HelpExamples.AddTo(root);
        return root;
    }

    private static int WrongCommandLine(ParseResult line, TextWriter error)
    {
        Failures.Write(error, line.Errors.Select(fault => string.Join(' ', Failures.Lines(fault.Message))).Distinct());
        string command = line.CommandResult.Command is RootCommand ? Name : $"{Name} {line.CommandResult.Command.Name}";
        error.WriteLine($"'{command} --help' lists what there is.");
        return ExitCode.WrongCommandLine;
    }
}
