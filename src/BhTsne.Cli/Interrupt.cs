using System.Runtime.InteropServices;

namespace BhTsne.Cli;

/// <summary>
/// Cancels a token at the first Ctrl-C (or request to terminate), so that a run can save the map reached so far.
/// The second ends the process at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    /// <summary>SIGXFSZ, which a write beyond the limit of the size of files sends: the write fails, too, and that has a message.</summary>
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    /// <summary>
    /// Never ended: the runtime hears of a signal on a thread of its own, maybe after the write has failed, and would then end the process.
    /// </summary>
    private static PosixSignalRegistration? _fileTooLarge;

    /// <summary>Not disposed of: a handler may still be under way when the run ends, and there is nothing in it to give back.</summary>
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private bool _hasBeenSignalled;

    /// <summary>Listens from now on.</summary>
    public Interrupt()
        : this(PosixSignal.SIGINT, PosixSignal.SIGTERM)
    {
    }

    /// <summary>Listens to some signals only.</summary>
    /// <param name="signals">The signals.</param>
    internal Interrupt(params PosixSignal[] signals)
    {
        _signals = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
        if (!OperatingSystem.IsWindows())
        {
            _fileTooLarge ??= PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    /// <summary>The runtime calls this on a new thread for each signal: two may be here at once, and in either order.</summary>
    internal void Handle(PosixSignalContext context)
    {
        context.Cancel = !Interlocked.Exchange(ref _hasBeenSignalled, true);
        if (context.Cancel)
        {
            _source.Cancel();
        }
    }
}
