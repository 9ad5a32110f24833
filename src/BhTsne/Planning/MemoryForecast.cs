using BhTsne.Numerics;

namespace BhTsne.Planning;

/// <summary>
/// The memory that each stage of a run holds at its peak, beyond the input: what the stages allocate, and what of that the collector still
/// holds. Compared with runs of 1,797 to 300,000 points in docs/performance.md, "Foreseen memory".
/// </summary>
internal sealed class MemoryForecast
{
    /// <summary>Code that the JIT compiles, and small buffers.</summary>
    private const long Fixed = 8L << 20;

    /// <summary>The most columns of points of few dimensions, where most neighbours are mutual.</summary>
    private const int FewColumns = 10;

    /// <summary>Entries of P for each edge of the neighbour graph of such points: 1.20 to 1.31 were measured.</summary>
    private const double EntriesPerEdgeOfFewColumns = 1.3;

    /// <summary>The same of all others: 1.26 to 1.48 on real data, 1.6 in groups of 50 dimensions.</summary>
    private const double EntriesPerEdge = 1.45;

    /// <summary>Bytes of a column and a value of P, or of an index and a distance of the graph.</summary>
    internal const long EntryBytes = sizeof(int) + sizeof(float);

    /// <summary>Counts of the transposition, in 16 blocks.</summary>
    private const long CountBytesPerPoint = 64;

    /// <summary>Positions, steps, gains, forces, order, tree, and the offsets and places of P in another order, a point.</summary>
    private const long DescentBytesPerPoint = 200;

    /// <summary>The bytes of P from which a run returns memory to the system before the descent.</summary>
    internal const long WorthACollection = 1L << 24;

    private readonly List<StageMemory> _stages = [];
    private long _held = Fixed;

    private MemoryForecast()
    {
    }

    /// <summary>Forecasts every stage that will run.</summary>
    /// <param name="input">What the map is made of.</param>
    /// <param name="components">The number of components that points are reduced to; null for no reduction.</param>
    /// <param name="neighbors">k; null where P is given.</param>
    public static IReadOnlyList<StageMemory> Of(TsneInput input, int? components, int? neighbors)
    {
        MemoryForecast forecast = new();
        long points = input.Points, edges = points * Math.Min(neighbors ?? 0, points - 1);
        if (input.Dimensions is { } dimensions)
        {
            bool isScaled = input.Sparse is null && Neighborhood.Weights(input) is not null;
            forecast.AddPoints(points, dimensions, components, edges, input.Sparse, isScaled);
        }
        else if (input.Distances is not null)
        {
            forecast.Add(TsneStage.Neighbors, edges * EntryBytes);
        }

        double entries = input.Affinities?.Matrix.EntryCount ?? (EntriesPerEdgeOf(components ?? input.Dimensions) * edges);
        if (input.Affinities is null)
        {
            long copied = input.Graph is null ? 0 : edges * EntryBytes;
            long transposed = (edges * sizeof(int)) + (points * CountBytesPerPoint);
            forecast.Add(TsneStage.Affinities, copied + transposed + (long)(entries * EntryBytes));
        }

        forecast.AddDescent(points, (long)(entries * EntryBytes), ownsP: input.Affinities is null);
        return forecast._stages;
    }

    /// <summary>The entries of P that are assumed for each edge.</summary>
    /// <param name="columns">Of the points that are searched; null where only the graph is known.</param>
    private static double EntriesPerEdgeOf(int? columns) =>
        columns <= FewColumns ? EntriesPerEdgeOfFewColumns : EntriesPerEdge;

    private void AddPoints(long points, long dimensions, int? components, long edges, SparseMatrix? sparse, bool isScaled)
    {
        long columns = components ?? dimensions;
        if (components is not null)
        {
            // The scores, and three D x D matrices in double, or for sparse points the transposed matrix; points with weights are copied.
            long side = Math.Min(dimensions, points);
            long work = sparse is null ? 3 * sizeof(double) * side * side : sparse.EntryCount * EntryBytes;
            long scaled = isScaled ? points * dimensions * sizeof(float) : 0;
            Add(TsneStage.Reduction, (points * columns * sizeof(float)) + work + scaled);
        }

        // The points once scaled, row by row, and once packed in panels; and the graph.
        long rows = points * Lanes.RoundUp((int)columns) * sizeof(float), panels = points * columns * sizeof(float);
        Add(TsneStage.Neighbors, rows + panels + (edges * EntryBytes));
        if (edges * EntryBytes >= WorthACollection)
        {
            _held = Fixed + (edges * EntryBytes);
        }
    }

    /// <summary>
    /// P is stored a second time in the order of the map. Before that a run returns all that it does not need; in a small one the collector
    /// has done so for about a half.
    /// </summary>
    private void AddDescent(long points, long bytesOfP, bool ownsP)
    {
        long added = bytesOfP + (points * DescentBytesPerPoint), live = Fixed + (ownsP ? bytesOfP : 0) + added;
        _held = bytesOfP >= WorthACollection ? live : Math.Max(live, _held + (added / 2));
        _stages.Add(new StageMemory(TsneStage.Optimization, _held));
    }

    /// <summary>A stage that adds to what is held.</summary>
    private void Add(TsneStage stage, long bytes)
    {
        _held += bytes;
        _stages.Add(new StageMemory(stage, _held));
    }
}
