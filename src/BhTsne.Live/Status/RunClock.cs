namespace BhTsne.Live.Status;

/// <summary>The time of a run without its pauses. For one thread at a time.</summary>
/// <param name="time">Tells the time.</param>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _opened = time.GetTimestamp();
    private long? _pausedAt;
    private TimeSpan _paused;
    private int? _firstIteration;
    private TimeSpan _descentBegan;

    /// <summary>How long the run has waited in pauses.</summary>
    public TimeSpan Paused => _paused + (_pausedAt is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);

    /// <summary>How long the run has worked.</summary>
    public TimeSpan Worked => time.GetElapsedTime(_opened) - Paused;

    /// <summary>The run waits from now on.</summary>
    public void BeginPause() => _pausedAt ??= time.GetTimestamp();

    /// <summary>The run goes on.</summary>
    public void EndPause() => (_paused, _pausedAt) = (Paused, null);

    /// <summary>Notes that so many iterations are done.</summary>
    public void Note(int iteration)
    {
        if (_firstIteration is null)
        {
            (_firstIteration, _descentBegan) = (iteration, Worked);
        }
    }

    /// <summary>The seconds that the rest takes at the mean speed so far; null before the first iteration.</summary>
    /// <param name="iteration">Iterations done, those of before the run was resumed among them.</param>
    /// <param name="iterations">Iterations planned.</param>
    public double? SecondsLeft(int iteration, int iterations)
    {
        int done = iteration - (_firstIteration ?? iteration);
        return done <= 0 ? null : Math.Max(0, iterations - iteration) * ((Worked - _descentBegan).TotalSeconds / done);
    }
}
