namespace BhTsne.Cli.Options;

/// <summary>The iterations after which a snapshot is written: the multiples of a number, or a list. Immutable.</summary>
internal sealed class SnapshotTimes
{
    private readonly int _every;
    private readonly int[] _listed;

    private SnapshotTimes(int every, int[] listed) => (_every, _listed) = (every, listed);

    /// <summary>The multiples of a number, 0 not among them.</summary>
    /// <param name="iterations">At least 1.</param>
    public static SnapshotTimes Every(int iterations) => new(iterations, []);

    /// <summary>The iterations of a list; 0 is the start.</summary>
    public static SnapshotTimes At(IEnumerable<int> iterations) => new(0, [.. iterations.Distinct().Order()]);

    /// <summary>Whether a snapshot belongs to an iteration.</summary>
    public bool Contains(int iteration) =>
        _every > 0 ? iteration > 0 && iteration % _every == 0 : Array.BinarySearch(_listed, iteration) >= 0;

    /// <summary>The first iteration of a snapshot after another iteration; the largest number where there is none.</summary>
    public int After(int iteration) => _every > 0
        ? (int)Math.Min(((long)(iteration / _every) + 1) * _every, int.MaxValue)
        : _listed.FirstOrDefault(listed => listed > iteration, int.MaxValue);

    /// <summary>All iterations of snapshots up to one, ascending.</summary>
    public IEnumerable<int> UpTo(int last)
    {
        for (int iteration = Contains(0) ? 0 : After(0); iteration <= last && iteration < int.MaxValue; iteration = After(iteration))
        {
            yield return iteration;
        }
    }

    /// <summary>The iterations of the list above one.</summary>
    public IReadOnlyList<int> ListedAbove(int last) => [.. _listed.Where(listed => listed > last)];
}
