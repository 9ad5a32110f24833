using System.Text;

namespace BhTsne.Cli;

/// <summary>
/// A standard stream of text that never fails: what cannot be printed, because the stream was closed or its disk is full, must not cost the
/// map. The first failure is kept. Safe to use from several threads.
/// </summary>
/// <param name="stream">Where to print.</param>
internal sealed class PrintedText(TextWriter stream) : TextWriter
{
    private readonly Lock _lock = new();

    /// <summary>Why something could not be printed; null where all was.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => stream.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => stream.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => stream.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(stream.Flush);

    private void Try(Action print)
    {
        lock (_lock)
        {
            if (Failure is not null)
            {
                return;
            }

            try
            {
                print();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Failure = exception;
            }
        }
    }
}
