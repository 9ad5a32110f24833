namespace BhTsne;

/// <summary>How points are added to a map. Immutable, equal by value, safe to share between threads.</summary>
public sealed record ExtendOptions
{
    /// <summary>The number of iterations in which the map relaxes, without exaggeration; 0 leaves all points where they start.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Whether the points of the map stay exactly where they are, and the new ones alone move.</summary>
    public bool HoldMap { get; init; }

    /// <summary>The number of threads; 0 for one per processor. It changes no bit.</summary>
    public int Threads { get; init; }
}
