namespace BhTsne.Cli;

/// <summary>The exit codes of the process; docs/command-line.md promises these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Success = 0;

    /// <summary>Any other failure: a full disk, not enough memory, a defect.</summary>
    public const int Failure = 1;

    /// <summary>An option is unknown, malformed, out of range, does not fit the points, or names a place that cannot be written.</summary>
    public const int WrongCommandLine = 2;

    /// <summary>An input file is missing, cannot be read, or is malformed, or two of them do not fit together.</summary>
    public const int BadInput = 3;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as in shells.</summary>
    public const int Interrupted = 130;
}
