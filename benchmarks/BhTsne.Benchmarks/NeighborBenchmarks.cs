using BenchmarkDotNet.Attributes;
using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// The exact searches on a Gaussian mixture of the size of Fashion-MNIST after PCA (variances that fall as 1 / axis) and on five-dimensional points:
/// calibrates the leaf size of trees, the stretch of blocks and the crossovers of NeighborSearches.
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
        int[] shape = Array.ConvertAll(Shape.Split('x'), int.Parse);
        CounterRandom random = new(1, RandomStream.Start);
        float[] values = new float[shape[0] * shape[1]];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % shape[1], cluster = i / shape[1] % 10;
            values[i] = (float)((random.Gaussian(i) + (2 * random.Gaussian(values.Length + (cluster * shape[1]) + column))) / Math.Sqrt(1 + column));
        }

        _points = PointMatrix.From(values, shape[0], shape[1]);
    }

    [Benchmark(Baseline = true)]
    public NeighborGraph AllPairs() => Find(new BlockedSearch());

    [Benchmark]
    public NeighborGraph VantagePoints() => Find(new VantagePointTree());

    [Benchmark]
    public NeighborGraph KdTreeBoxes() => Find(new KdTree());

    private NeighborGraph Find(INeighborSearch search)
    {
        using WorkerTeam team = new(0);
        return search.FindNeighbors(_points, Metric.Euclidean, Neighbors, team, null, default);
    }
}
