using System.Diagnostics;

namespace BhTsne.Benchmarks.Limits;

/// <summary>The least of several times: what the machine can do while no other program runs.</summary>
internal static class Timing
{
    /// <summary>Seconds of the fastest call; one call before warms up.</summary>
    public static double Best(int calls, Action action)
    {
        action();
        double best = double.PositiveInfinity;
        for (int call = 0; call < calls; call++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
