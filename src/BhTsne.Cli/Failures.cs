namespace BhTsne.Cli;

/// <summary>Turns exceptions into an exit code and readable lines.</summary>
internal static class Failures
{
    private const string LackOfMemory =
        "there is not enough memory for this run; 'embed --dry-run' shows what each stage needs. "
        + "Give fewer points, fewer neighbours or more memory";

    /// <summary>Writes one line for each fault, each starting with the tool's name.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="error">Where to write.</param>
    /// <param name="verbose">Whether the stack trace follows.</param>
    /// <returns>The exit code.</returns>
    public static int Report(Exception exception, TextWriter error, bool verbose)
    {
        (int exitCode, IReadOnlyList<string> faults) = exception switch
        {
            ToolException tool => (tool.ExitCode, tool.Faults),
            OperationCanceledException => (ExitCode.Interrupted, ["interrupted before there was anything to keep; nothing was written"]),
            InsufficientMemoryException => (ExitCode.Failure, [exception.Message]),
            _ when IsLackOfMemory(exception) => (ExitCode.Failure, [LackOfMemory]),
            IOException or UnauthorizedAccessException => (ExitCode.Failure, [exception.Message]),
            _ => (ExitCode.Failure, [$"{OneLine(exception.Message)} ({exception.GetType().Name}; --verbose shows where)"]),
        };
        Write(error, faults);
        if (verbose)
        {
            error.WriteLine(exception);
        }

        return exitCode;
    }

    /// <summary>Whether a failure comes from a lack of memory; the first use of a type wraps it in an exception of its own.</summary>
    public static bool IsLackOfMemory(Exception exception) =>
        exception is OutOfMemoryException || (exception.InnerException is { } inner && IsLackOfMemory(inner));

    /// <summary>
    /// Writes one line for each fault, each starting with the tool's name. A name of a file, or a value from it, may have line breaks and
    /// other control characters: they are escaped, so that a fault stays one line and a terminal obeys none of them.
    /// </summary>
    public static void Write(TextWriter error, IEnumerable<string> faults)
    {
        foreach (string each in faults)
        {
            string fault = ControlCharacters.Escape(each.Trim());
            error.WriteLine($"{Tool.Name}: {fault}{(fault.EndsWith('.') || fault.EndsWith('?') ? "" : ".")}");
        }
    }

    /// <summary>Whether writing failed because the reader of a pipe has closed it.</summary>
    public static bool IsClosedPipe(IOException exception)
    {
        const int BrokenPipe = 32; // EPIPE, which .NET passes on.
        return !OperatingSystem.IsWindows() && exception.HResult == BrokenPipe;
    }

    /// <summary>Runs something that reads input: what it cannot read is bad input, not a failure of the tool.</summary>
    /// <param name="read">Reads.</param>
    /// <param name="prefix">The start of each line, where the message does not name the file itself.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="ToolException">It could not be read.</exception>
    public static T Reading<T>(Func<T> read, string? prefix = null)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Only this one has several faults; a line break in another message is that of a name or a value.
            IEnumerable<string> faults =
                exception is TsneOptionsException options ? options.Faults.Select(fault => $"{fault}") : [exception.Message];
            throw new ToolException(
                ExitCode.BadInput, [.. faults.Select(fault => prefix is null ? fault : $"{prefix}: {fault}")], exception);
        }
    }

    /// <summary>Messages of .NET may have several lines.</summary>
    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
