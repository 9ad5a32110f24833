namespace BhTsne.Cli.Progress;

/// <summary>A clock that stands still while the run waits in a pause.</summary>
/// <param name="clock">Tells the time.</param>
/// <param name="paused">How long the run has waited so far.</param>
internal sealed class WorkingTime(TimeProvider clock, Func<TimeSpan> paused) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.GetTimestamp() - (long)(paused().TotalSeconds * clock.TimestampFrequency);
}
