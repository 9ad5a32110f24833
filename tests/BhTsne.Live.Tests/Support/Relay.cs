namespace BhTsne.Live.Tests.Support;

/// <summary>Passes on reports, and reports again when it is asked to: so that a test knows when.</summary>
/// <param name="receiver">Receives them.</param>
internal sealed class Relay(IProgress<TsneProgress> receiver) : IProgress<TsneProgress>
{
    private TsneProgress _last;

    /// <inheritdoc/>
    public void Report(TsneProgress value)
    {
        _last = value.Map is null ? _last : value;
        receiver.Report(value);
    }

    /// <summary>Reports the map of a run as it is, without an iteration.</summary>
    public void Repeat(TsneRun run) => receiver.Report(_last with { Iteration = run.Iteration });
}
