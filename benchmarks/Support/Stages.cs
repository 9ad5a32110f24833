using BhTsne.Attraction;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Support;

/// <summary>
/// What each stage of a run leaves to the next, for kernels to be measured on: a converged map, its P and its neighbour graph. The engine
/// computes them once, and they are kept as .npy files under BenchmarkDotNet.Artifacts/cache; delete the folder to compute them again.
/// </summary>
public sealed class Stages
{
    /// <summary>Images of Fashion-MNIST; beyond them there is shifted MNIST.</summary>
    private const int FashionImages = 70000;

    private readonly string _folder;
    private readonly string _set;
    private readonly int _points;

    private Stages(int points)
    {
        string real = points <= FashionImages ? "fashion-mnist" : $"shifted-mnist:{points}";
        _set = DataSet.IsAvailable(real) ? real : $"mixture:{points}x50";
        _points = points;
        _folder = Repository.Scratch(Path.Combine("cache", $"{_set.Replace(':', '-')}-{points}"));
    }

    /// <summary>
    /// The stages of N points: the first of Fashion-MNIST, beyond 70,000 of shifted MNIST, or of a Gaussian mixture where these are
    /// missing.
    /// </summary>
    public static Stages Of(int points) => new(points);

    /// <summary>The points as they are, N x D; not kept.</summary>
    public PointMatrix RawPoints()
    {
        PointMatrix all = DataSet.Load(_set).Points;
        return PointMatrix.From(all.Memory[..(_points * all.Columns)], _points, all.Columns);
    }

    /// <summary>The reduced points, N x 50; not kept.</summary>
    public PointMatrix Points() => Tsne.Reduce(RawPoints());

    /// <summary>The neighbour graph, k = 90.</summary>
    public NeighborGraph Graph()
    {
        Make();
        int[] indices = NpyFile.Read<int>(PathOf("graph-indices"));
        return new NeighborGraph(indices, NpyFile.Read<float>(PathOf("graph-distances")), indices.Length / _points);
    }

    /// <summary>P, perplexity 30.</summary>
    public AffinityMatrix Affinities()
    {
        Make();
        return new AffinityMatrix(new SparseMatrix(
            NpyFile.Read<long>(PathOf("p-offsets")),
            NpyFile.Read<int>(PathOf("p-columns")),
            NpyFile.Read<float>(PathOf("p-values")),
            _points));
    }

    /// <summary>The map after the default number of iterations.</summary>
    public Embedding Map()
    {
        Make();
        return new Embedding(NpyFile.Read<float>(PathOf("map")), 2);
    }

    /// <summary>The map and P with the points in the order of the map's tree, as the descent keeps them.</summary>
    public (Embedding Map, AffinityMatrix Affinities) InMapOrder()
    {
        Embedding map = Map();
        using WorkerTeam team = new(0);
        SpaceTree<TwoDimensions> tree = new(new TreeState(map.Points), team);
        tree.Build(DescentState<TwoDimensions>.Create<MomentumWithGains>(map).Positions);
        float[] values = new float[map.Values.Length];
        for (int place = 0; place < map.Points; place++)
        {
            map.Values.Slice(2 * tree.Order[place], 2).CopyTo(values.AsSpan(2 * place));
        }

        SortedAffinities sorted = new(Affinities().Matrix, team);
        sorted.Sort(tree.Order);
        return (new Embedding(values, 2), new AffinityMatrix(sorted.Matrix));
    }

    /// <summary>Rows of chunks as two arrays.</summary>
    private static (int[] Indices, float[] Values) Flat(ChunkedRows rows)
    {
        (int[] indices, float[] values) = (new int[rows.Count], new float[rows.Count]);
        rows.CopyTo(indices, values);
        return (indices, values);
    }

    private string PathOf(string part) => Path.Combine(_folder, $"{part}.npy");

    /// <summary>Computes what is not kept yet. The map is written last: where it is, all is.</summary>
    private void Make()
    {
        if (File.Exists(PathOf("map")))
        {
            return;
        }

        Console.WriteLine($"// Computing a converged map of {_points} points of {_set} ...");
        PointMatrix points = Points();
        NeighborGraph graph = Tsne.FindNeighbors(points);
        (int[] indices, float[] values) = Flat(graph.Rows);
        NpyFile.Write<int>(PathOf("graph-indices"), indices, graph.NeighborsPerPoint);
        NpyFile.Write<float>(PathOf("graph-distances"), values, graph.NeighborsPerPoint);
        AffinityMatrix affinities = Tsne.ComputeAffinities(graph);
        NpyFile.Write<long>(PathOf("p-offsets"), affinities.Matrix.RowOffsets.ToArray());
        (indices, values) = Flat(affinities.Matrix.Entries);
        NpyFile.Write<int>(PathOf("p-columns"), indices);
        NpyFile.Write<float>(PathOf("p-values"), values);
        Embedding map = Tsne.Fit(new TsneInput(affinities) { Start = Tsne.Initialize(points) }).Embedding;
        NpyFile.Write(PathOf("map"), map.Memory, map.Dimensions);
    }
}
