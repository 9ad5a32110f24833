using BhTsne.Cli;

using Interrupt interrupt = new();
using PrintedText output = new(Console.Out), error = new(Console.Error);
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
