using BhTsne.Cli;

// Before all else, which opens files of its own.
string? lack = OpenFiles.FindFault();
using PrintedText error = new(Console.Error);
if (lack is not null)
{
    Failures.Write(error, [lack]);
    return ExitCode.Failure;
}

using Interrupt interrupt = new();
using PrintedText output = new(Console.Out);
Terminal terminal = new(output, error, Interactive: !Console.IsOutputRedirected)
{
    ErrorIsInteractive = !Console.IsErrorRedirected,
};
int exitCode = Tool.Run(args, terminal, interrupt.Token);
if (output.Failure is not { } failure || exitCode != ExitCode.Success)
{
    return exitCode;
}

string reason = failure.Message.TrimEnd('.');
Failures.Write(error, [$"the standard output cannot be written to ({reason}): something was not printed; all files are written"]);
return ExitCode.Failure;
