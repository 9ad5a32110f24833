namespace BhTsne.Cli;

/// <summary>The three standard streams of the process.</summary>
/// <param name="Out">For progress and the summary.</param>
/// <param name="Error">For faults only, so that an empty one means success, unless a result goes to the standard output.</param>
/// <param name="Interactive">Whether <paramref name="Out"/> is a terminal that a live bar can be drawn on.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive)
{
    /// <summary>Whether <see cref="Error"/> is a terminal that a live bar can be drawn on.</summary>
    public bool ErrorIsInteractive { get; init; }

    /// <summary>Opens the standard input, for an INPUT that is <c>-</c>.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>
    /// Opens the standard output, for an output that is <c>-</c>. When a pipe is closed by its reader, the stream ignores what is written
    /// from then on.
    /// </summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>
    /// The same for a run that writes a result to the standard output: progress and the summary go to the standard error.
    /// </summary>
    public Terminal WithResultOnOutput() => this with { Out = Error, Interactive = ErrorIsInteractive };
}
