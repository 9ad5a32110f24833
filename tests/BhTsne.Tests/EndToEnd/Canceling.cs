namespace BhTsne.Tests.EndToEnd;

/// <summary>Cancels a run when a report says so, and keeps the last report.</summary>
internal sealed class Canceling(Predicate<TsneProgress> when, CancellationTokenSource source) : IProgress<TsneProgress>
{
    public TsneProgress? Last { get; private set; }

    public void Report(TsneProgress value)
    {
        Last = value;
        if (when(value))
        {
            source.Cancel();
        }
    }
}
