using BhTsne.Cli.Progress;

namespace BhTsne.Cli.Tests.Progress;

/// <summary>The clock that stands still in pauses, on a clock that is moved by hand.</summary>
public class WorkingTimeTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000_000)]
    [InlineData(1_000_000_000)]
    public void Pauses_do_not_count(long frequency)
    {
        HandClock clock = new(frequency);
        TimeSpan paused = TimeSpan.Zero;
        WorkingTime working = new(clock, () => paused);
        Assert.Equal(frequency, working.TimestampFrequency);
        long start = working.GetTimestamp();
        clock.Seconds += 7;
        Assert.Equal(7, working.GetElapsedTime(start).TotalSeconds);
        (clock.Seconds, paused) = (clock.Seconds + 90, TimeSpan.FromSeconds(90));
        Assert.Equal(7, working.GetElapsedTime(start).TotalSeconds);
        clock.Seconds += 2.5;
        Assert.Equal(9.5, working.GetElapsedTime(start).TotalSeconds);
    }

    private sealed class HandClock(long frequency) : TimeProvider
    {
        public double Seconds { get; set; } = 1000;

        public override long TimestampFrequency => frequency;

        public override long GetTimestamp() => (long)(Seconds * frequency);
    }
}
