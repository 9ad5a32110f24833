using BhTsne.Cli;

// Before all else, which opens files and takes memory of its own.
int files = OpenFiles.NeededBy(args);
string? lack = OpenFiles.FindFault(files) ?? (files > 0 ? LeastHeap.FindFault(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) : null);
bool hasOutput = !StandardDescriptors.IsClosed(StandardDescriptors.Output);
bool hasError = !StandardDescriptors.IsClosed(StandardDescriptors.Error);
using PrintedText error = new(hasError ? Console.Error : TextWriter.Null);
if (lack is not null)
{
    Failures.Write(error, [lack]);
    return ExitCode.Failure;
}

using Interrupt interrupt = new();
using PrintedText output = new(hasOutput ? Console.Out : new StreamWriter(new ClosedStream()) { AutoFlush = true });
Terminal terminal = new(output, error, Interactive: hasOutput && !Console.IsOutputRedirected)
{
    ErrorIsInteractive = hasError && !Console.IsErrorRedirected,
    OpenInput = StandardDescriptors.IsClosed(StandardDescriptors.Input) ? () => new ClosedStream() : Console.OpenStandardInput,
    OpenOutput = hasOutput ? Console.OpenStandardOutput : () => new ClosedStream(),
};
int exitCode = Tool.Run(args, terminal, interrupt.Token);
if (output.Failure is not { } failure || exitCode != ExitCode.Success)
{
    return exitCode;
}

string reason = failure.Message.TrimEnd('.');
Failures.Write(error, [$"the standard output cannot be written to ({reason}): something was not printed; all files are written"]);
return ExitCode.Failure;
