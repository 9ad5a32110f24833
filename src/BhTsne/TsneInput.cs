namespace BhTsne;

/// <summary>What a map is made of: points or something known about them, together with what belongs to each point.</summary>
/// <remarks>
/// Points, distances, graphs and affinities convert implicitly, so that <c>Tsne.Fit(points)</c> works. Nothing is copied. Immutable, and
/// safe to share between threads as long as memory that it does not own is left unchanged.
/// </remarks>
public sealed class TsneInput
{
    private TsneInput(TsneInputKind kind, int points, int? dimensions) => (Kind, Points, Dimensions) = (kind, points, dimensions);

    /// <summary>Takes points.</summary>
    /// <param name="points">N x D.</param>
    public TsneInput(PointMatrix points)
        : this(TsneInputKind.Points, Required(points).Rows, points.Columns) => Dense = points;

    /// <summary>Takes sparse points, for instance counts or TF-IDF weights of words. They are never made dense.</summary>
    /// <param name="points">N x D.</param>
    public TsneInput(SparseMatrix points)
        : this(TsneInputKind.SparsePoints, Required(points).Rows, points.Columns) => Sparse = points;

    /// <summary>Takes the distances between points.</summary>
    /// <param name="distances">Between N points.</param>
    public TsneInput(DistanceMatrix distances)
        : this(TsneInputKind.Distances, Required(distances).Points, null) => Distances = distances;

    /// <summary>
    /// Takes a neighbour graph. Its k is the number of neighbours whatever the options say, except with <see cref="Weights"/>.
    /// </summary>
    /// <param name="graph">N x k neighbours.</param>
    public TsneInput(NeighborGraph graph)
        : this(TsneInputKind.Neighbors, Required(graph).Points, null) => Graph = graph;

    /// <summary>Takes the input similarities P themselves.</summary>
    /// <param name="affinities">P, N x N.</param>
    public TsneInput(AffinityMatrix affinities)
        : this(TsneInputKind.Affinities, Required(affinities).Points, null) => Affinities = affinities;

    /// <summary>What it is.</summary>
    public TsneInputKind Kind { get; }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>The number of dimensions of a point, D; null where there are no points, only something known about them.</summary>
    public int? Dimensions { get; }

    /// <summary>
    /// The weight of each point, in the order of the points; null for 1 each. A point of weight w stands for w equal points, in P, in the
    /// perplexity and the number of neighbours, in the repulsion, the principal components and the learning rate; the map has it once. Each
    /// weight is finite and at least 1, and need not be whole. The memory is not copied; leave it unchanged during a run.
    /// </summary>
    public ReadOnlyMemory<float>? Weights
    {
        get;

        // A null array becomes an empty memory on its way here.
        init => field = value is { Length: 0 } ? null : value;
    }

    /// <summary>
    /// A map to start from, used as it is: N x d. Null for the start that <see cref="TsneOptions.Initialization"/> names. With <see
    /// cref="StartRows"/> it has a point for each row that those name.
    /// </summary>
    public Embedding? Start { get; init; }

    /// <summary>
    /// The rows, from 0, whose places <see cref="Start"/> gives, in its order: at least 3, for instance those that an earlier map had. Each
    /// other row starts at the place of one of its 15 nearest neighbours among them: the one from which the sum of the distances to all
    /// 15 places is least, where each counts by its similarity (a Gaussian of perplexity 5). Null for a start of all rows. For dense and
    /// sparse points, without <see cref="TsneOptions.MergeDuplicates"/>. The memory is not copied; leave it unchanged during a run.
    /// </summary>
    public ReadOnlyMemory<int>? StartRows
    {
        get;

        // A null array becomes an empty memory on its way here.
        init => field = value is { Length: 0 } ? null : value;
    }

    /// <summary>
    /// The rows, from 0, that stay exactly where the start puts them while the others move about them; null for none. They act on the
    /// others as ever. The map is then not centred, neither on the way nor at the end, and <see cref="TsneOptions.MinGradientNorm"/> is
    /// compared with the gradient of the others. Not all rows, and not with <see cref="TsneOptions.MergeDuplicates"/>. The memory is not
    /// copied; leave it unchanged during a run.
    /// </summary>
    public ReadOnlyMemory<int>? Pinned
    {
        get;

        // A null array becomes an empty memory on its way here.
        init => field = value is { Length: 0 } ? null : value;
    }

    /// <summary>The points, or null.</summary>
    internal PointMatrix? Dense { get; }

    /// <summary>The sparse points, or null.</summary>
    internal SparseMatrix? Sparse { get; }

    /// <summary>The distances, or null.</summary>
    internal DistanceMatrix? Distances { get; }

    /// <summary>The neighbour graph, or null.</summary>
    internal NeighborGraph? Graph { get; }

    /// <summary>P, or null.</summary>
    internal AffinityMatrix? Affinities { get; }

    /// <summary>Takes points.</summary>
    /// <param name="points">N x D.</param>
    public static implicit operator TsneInput(PointMatrix points) => new(points);

    /// <summary>Takes sparse points.</summary>
    /// <param name="points">N x D.</param>
    public static implicit operator TsneInput(SparseMatrix points) => new(points);

    /// <summary>Takes the distances between points.</summary>
    /// <param name="distances">Between N points.</param>
    public static implicit operator TsneInput(DistanceMatrix distances) => new(distances);

    /// <summary>Takes a neighbour graph.</summary>
    /// <param name="graph">N x k neighbours.</param>
    public static implicit operator TsneInput(NeighborGraph graph) => new(graph);

    /// <summary>Takes P.</summary>
    /// <param name="affinities">N x N.</param>
    public static implicit operator TsneInput(AffinityMatrix affinities) => new(affinities);

    /// <summary>Copies a two-dimensional array of points.</summary>
    /// <param name="points">N x D.</param>
    public static implicit operator TsneInput(float[,] points) => new(PointMatrix.From(points));

    /// <summary>Copies an array of points of one length.</summary>
    /// <param name="points">N rows of D values.</param>
    public static implicit operator TsneInput(float[][] points) => new(PointMatrix.From(points));

    private static T Required<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
