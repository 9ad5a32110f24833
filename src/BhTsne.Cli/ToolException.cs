namespace BhTsne.Cli;

/// <summary>Ends the tool with an exit code and a line for each fault.</summary>
internal sealed class ToolException : Exception
{
    /// <summary>Ends the tool.</summary>
    /// <param name="exitCode">One of <see cref="Cli.ExitCode"/>.</param>
    /// <param name="faults">At least one line, each without the tool's name.</param>
    /// <param name="cause">What --verbose shows.</param>
    public ToolException(int exitCode, IReadOnlyList<string> faults, Exception? cause = null)
        : base(string.Join(Environment.NewLine, faults), cause)
    {
        ExitCode = exitCode;
        Faults = faults;
    }

    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; }

    /// <summary>A line for each fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
