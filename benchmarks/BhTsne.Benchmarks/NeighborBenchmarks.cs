using BenchmarkDotNet.Attributes;
using BhTsne.Benchmarks.Support;
using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// The searches on a Gaussian mixture of the size of Fashion-MNIST after PCA (variances that fall as 1 / axis) and on five-dimensional
/// points: the leaf size of trees, the size of blocks and the choices of NeighborSearches follow from it. The approximate search prints
/// its recall when it is set up: it is the same in every run.
/// </summary>
[ShortRunJob]
public class NeighborBenchmarks
{
    private const int Neighbors = 90;
    private PointMatrix _points = PointMatrix.From(new float[1, 1]);

    [Params("70000x50", "20000x50", "200000x5")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _points = DataSet.Load($"mixture:{Shape}").Points;
        InvertedFileSearch search = Approximate();
        Find(search);
        Console.WriteLine($"// {search.Description}");
    }

    [Benchmark(Baseline = true)]
    public NeighborGraph AllPairs() => Find(new ExhaustiveSearch());

    [Benchmark]
    public NeighborGraph VantagePoints() => Find(new VantagePointTree());

    [Benchmark]
    public NeighborGraph KdTreeBoxes() => Find(new KdTree());

    [Benchmark]
    public NeighborGraph InvertedFile() => Find(Approximate());

    private static InvertedFileSearch Approximate() => new(TsneDefaults.NeighborRecall, TsneDefaults.Seed, new ExhaustiveSearch());

    private NeighborGraph Find(INeighborSearch search)
    {
        using WorkerTeam team = new(0);
        return NeighborGraph.Adopt(search.FindNeighbors(_points, Metric.Euclidean, Neighbors, team, null));
    }
}
