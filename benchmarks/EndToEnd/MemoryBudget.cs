using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.EndToEnd;

/// <summary>
/// Compares the resident memory of each stage of a run with its budget: what <see cref="TsnePlan.Memory"/> foresaw, and a fifth more.
/// </summary>
internal sealed class MemoryBudget : IProgress<TsneProgress>, IDisposable
{
    private const double Tolerance = 1.2;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<TsneStage, long> _peaks = [];
    private readonly IProgress<TsneProgress>? _next;
    private readonly Timer _timer;
    private readonly long _before;
    private TsneStage? _stage;

    /// <summary>Begins to sample.</summary>
    /// <param name="next">Receives the progress too; null for none.</param>
    public MemoryBudget(IProgress<TsneProgress>? next)
    {
        // What reading the input has left is not of the run.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        (_next, _before) = (next, Environment.WorkingSet);
        _timer = new Timer(_ => Sample(), null, Interval, Interval);
    }

    /// <summary>Whether some stage took more than its budget.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>Creates the table that rows are added to.</summary>
    public static MarkdownTable NewTable() => new("data set", "stage", "planned MiB", "taken MiB", "taken / planned", "within a fifth");

    /// <inheritdoc/>
    public void Report(TsneProgress value)
    {
        lock (_peaks)
        {
            _stage = value.Stage;
        }

        _next?.Report(value);
    }

    /// <summary>Adds a row for each stage of the plan.</summary>
    public void AddRows(MarkdownTable table, string set, TsnePlan plan)
    {
        foreach (StageMemory planned in plan.Memory)
        {
            long taken = _peaks.GetValueOrDefault(planned.Stage);
            bool isWithin = taken <= Tolerance * planned.Bytes;
            IsExceeded |= !isWithin;
            table.Add(
                set,
                $"{planned.Stage}",
                $"{planned.Bytes >> 20}",
                $"{taken >> 20}",
                $"{(double)taken / planned.Bytes:0.00}",
                isWithin ? "yes" : "no");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Sample()
    {
        long taken = Environment.WorkingSet - _before;
        lock (_peaks)
        {
            if (_stage is { } stage)
            {
                _peaks[stage] = Math.Max(_peaks.GetValueOrDefault(stage), taken);
            }
        }
    }
}
