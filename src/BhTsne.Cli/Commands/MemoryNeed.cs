namespace BhTsne.Cli.Commands;

/// <summary>
/// The memory that commands without a plan add to what they have read, in bytes: rather too much than too little, since near a limit of the
/// heap the collector may end the process without a word. Compared with 4,000 and 20,000 points under limits of the heap.
/// </summary>
internal static class MemoryNeed
{
    /// <summary>Code that the JIT compiles, and small buffers.</summary>
    private const long Fixed = 8L << 20;

    /// <summary>The tree over the map, and the points of the map in its order.</summary>
    private const long MapBytesPerPoint = 200;

    /// <summary>A number and a point of a list of neighbours.</summary>
    private const long NeighborBytes = sizeof(float) + sizeof(int);

    /// <summary>What a page holds of each point while it is written.</summary>
    private const long PageBytesPerPoint = 200;

    /// <summary>Both distances of a pair, both ranks, and what sorts them.</summary>
    private const long PairBytes = 48;

    /// <summary>The lists of a query: its neighbours in both spaces, and their ranks.</summary>
    private const long QueryBytesPerNeighbor = 16;

    /// <summary>The most neighbours of a query where no number is given.</summary>
    private const int DefaultNeighbors = 50;

    /// <summary>What places new points in a map.</summary>
    /// <param name="points">M, the number of new points.</param>
    /// <param name="dimensions">D, theirs.</param>
    /// <param name="components">K, the columns after the reduction.</param>
    /// <param name="mapPoints">N, the number of points of the map.</param>
    /// <param name="perplexity">Of the new points.</param>
    public static long OfPlacement(long points, long dimensions, long components, long mapPoints, double perplexity)
    {
        long neighbors = (long)Math.Min(mapPoints, Math.Ceiling(TsneDefaults.NeighborsPerPerplexity * perplexity));

        // The points as they were read are standardized and reduced; those of both kinds are then packed for the search.
        long values = (points * dimensions) + (2 * (points + mapPoints) * components);
        return Fixed
            + (values * sizeof(float))
            + (points * neighbors * NeighborBytes)
            + (mapPoints * MapBytesPerPoint)
            + ((points + mapPoints) * PageBytesPerPoint);
    }

    /// <summary>What measures a map.</summary>
    /// <param name="points">N.</param>
    /// <param name="dimensions">D.</param>
    /// <param name="options">How much is measured.</param>
    /// <param name="similarities">The plan of the P of the KL divergence; null for none.</param>
    public static long OfEvaluation(long points, long dimensions, EvaluationOptions options, TsnePlan? similarities)
    {
        long queries = Math.Min(points, options.Queries ?? EvaluationOptions.MostQueries);
        long neighbors = Math.Min(points, options.Neighbors is { Count: > 0 } given ? given.Max() : DefaultNeighbors);

        // The points are packed once for each of three measures, of which the collector may hold two at a time.
        long measures = Fixed
            + (3 * points * dimensions * sizeof(float))
            + (points * MapBytesPerPoint)
            + (queries * neighbors * QueryBytesPerNeighbor)
            + (options.Pairs * PairBytes);
        long joint = similarities?.Memory.Where(stage => stage.Stage != TsneStage.Optimization).Select(stage => stage.Bytes)
            .DefaultIfEmpty(0).Max() ?? 0;
        return measures + joint;
    }
}
