namespace BhTsne.Optimization;

/// <summary>
/// Where the points of a descent were at the last two multiples of the cost interval: how far they still move. Not part of its state: a run
/// that was resumed begins a new one.
/// </summary>
/// <param name="length">Of the array of positions.</param>
/// <param name="points">N.</param>
internal sealed class PositionTrail(int length, int points)
{
    private readonly Snapshot[] _snapshots = [new(new float[length], new int[points]), new(new float[length], new int[points])];
    private Snapshot? _last, _before;

    /// <summary>Whether nothing was noted yet.</summary>
    public bool IsEmpty => _last is null;

    /// <summary>Notes positions; allocates nothing.</summary>
    public void Note(int iteration, float[] positions, int[] order)
    {
        if (_last?.Iteration == iteration)
        {
            return;
        }

        Snapshot next = _before ?? _snapshots[_last is null ? 0 : 1];
        positions.CopyTo(next.Positions, 0);
        order.CopyTo(next.Order, 0);
        next.Iteration = iteration;
        (_before, _last) = (_last, next);
    }

    /// <summary>The latest positions that are a number of iterations old, or the oldest; null where none were noted.</summary>
    /// <param name="iteration">Now.</param>
    /// <param name="age">At least so many iterations ago.</param>
    public Snapshot? At(int iteration, int age) => _last is { } last && iteration - last.Iteration >= age ? last : _before ?? _last;

    /// <summary>Positions at an iteration.</summary>
    /// <param name="Positions">In the order of then.</param>
    /// <param name="Order">The caller's point at each place then.</param>
    internal sealed record Snapshot(float[] Positions, int[] Order)
    {
        /// <summary>The iterations done then.</summary>
        public int Iteration { get; set; }
    }
}
