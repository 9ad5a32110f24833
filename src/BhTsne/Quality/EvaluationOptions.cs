namespace BhTsne;

/// <summary>How a map is measured. Immutable, safe to share between threads.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// The numbers of neighbours, k, for which neighbourhoods are measured: each at least 1 and below N / 2. Null for those of 10, 30 and
    /// 90 that are below N / 2, or the largest k that is where none of them is.
    /// </summary>
    public IReadOnlyList<int>? Neighbors { get; init; }

    /// <summary>
    /// How many points are query points, at least 2: measures that are means over points are means over these, each of which is compared
    /// with all N points. N or more for all. Null for all of up to <see cref="MostQueries"/> points, otherwise <see
    /// cref="DefaultQueries"/>, drawn at random without replacement.
    /// </summary>
    public int? Queries { get; init; }

    /// <summary>
    /// The number of pairs on which distances are correlated, at least 10; all pairs are taken where there are no more, otherwise so many
    /// are drawn.
    /// </summary>
    public int Pairs { get; init; } = 500_000;

    /// <summary>
    /// The number of triplets whose distances are compared, at least 10; all triplets are taken where there are no more, otherwise so many
    /// are drawn.
    /// </summary>
    public int Triplets { get; init; } = 500_000;

    /// <summary>The number of neighbours in the map that vote for a label, at least 1; at most N - 1 are used.</summary>
    public int LabelNeighbors { get; init; } = 10;

    /// <summary>How far apart two input points are. In the map the distance is always Euclidean.</summary>
    public Metric Metric { get; init; } = Metric.Euclidean;

    /// <summary>The seed of the samples. The same seed gives the same bits on any number of threads.</summary>
    public ulong Seed { get; init; } = TsneDefaults.Seed;

    /// <summary>The number of threads; 0 for one per processor. It changes no bit.</summary>
    public int Threads { get; init; }

    /// <summary>Up to this many points all are query points by default.</summary>
    public static int MostQueries => 10_000;

    /// <summary>The number of query points of a larger map by default: a share that varies by 0.2 has a standard error of 0.0045.</summary>
    public static int DefaultQueries => 2_000;
}
