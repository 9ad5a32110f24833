namespace BhTsne.Cli;

/// <summary>What the process tells its caller; docs/command-line.md promises these numbers.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Success = 0;

    /// <summary>Anything that is no other's fault: a full disk, no memory, a defect.</summary>
    public const int Failure = 1;

    /// <summary>An option is unknown, malformed, out of range, does not fit the points, or names a place that cannot be written.</summary>
    public const int WrongCommandLine = 2;

    /// <summary>An input file is missing, cannot be read, or is malformed, or two of them do not fit together.</summary>
    public const int BadInput = 3;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells say it.</summary>
    public const int Interrupted = 130;
}
