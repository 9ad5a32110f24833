using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using BhTsne.Data;
using BhTsne.Initialization;
using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// PCA of 70,000 x 784 to 50 components and its parts: Fashion-MNIST where ../shared/data has it, uniform noise of that shape otherwise (the
/// work is the same). The scatter matrix is 70,000 x 784 x 785 / 2 fused multiply-adds: divide by the register limit of the processor at hand.
/// </summary>
#pragma warning disable CA1001 // GlobalCleanup disposes the team: BenchmarkDotNet knows no IDisposable benchmarks.
public class PcaBenchmarks
#pragma warning restore CA1001
{
    private const int Rows = 70000;
    private const int Dimensions = 784;
    private PointMatrix _points = null!;
    private PointMatrix _reduced = null!;
    private PcaResult _pca = null!;
    private double[] _scatter = null!;
    private WorkerTeam _team = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _team = new WorkerTeam(Threads);
        _points = PointMatrix.From(FashionMnist() ?? Noise(), Rows, Dimensions);
        _pca = Fit();
        _reduced = Transform();
        _scatter = Scatter();
    }

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark(Baseline = true)]
    public PointMatrix Whole() => Fit().Transform(_points, _team, CancellationToken.None);

    [Benchmark]
    public double[] Scatter()
    {
        ColumnStatistics statistics = ColumnStatistics.Measure(_points, _team, CancellationToken.None);
        CentredPoints centred = new(_points, statistics.Mean, CentredPoints.ScaleFor(statistics.Spread));
        return SymmetricProduct.Compute(Rows, Dimensions, centred.PackColumns, _team, CancellationToken.None);
    }

    [Benchmark]
    public double Eigenvectors() => SymmetricEigen
        .Largest((double[])_scatter.Clone(), Dimensions, SymmetricProduct.Stride(Dimensions), 50, (blocks, body) => _team.Run(blocks, body))
        .Values[0];

    [Benchmark]
    public PointMatrix Transform() => _pca.Transform(_points, _team, CancellationToken.None);

    [Benchmark]
    public double Randomized() =>
        PrincipalComponents.Fit(_points, 50, PcaMethod.Randomized, 1, _team, CancellationToken.None).Variances[0];

    [Benchmark]
    public Embedding Start() => PcaStart.Create(_reduced, 2, TsneDefaults.InitialStandardDeviation, 1, _team, CancellationToken.None);

    private PcaResult Fit() => PrincipalComponents.Fit(_points, 50, 1, _team, CancellationToken.None);

    private static float[] Noise()
    {
        CounterRandom random = new(1, RandomStream.Start);
        float[] values = new float[Rows * Dimensions];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.Uniform(i);
        }

        return values;
    }

    private static float[]? FashionMnist()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BhTsne.sln")))
        {
            folder = folder.Parent;
        }

        string data = Path.Combine(folder?.FullName ?? ".", "..", "shared", "data", "fashion-mnist");
        if (!Directory.Exists(data))
        {
            return null;
        }

        float[] values = new float[Rows * Dimensions];
        int next = 0;
        foreach (string file in new[] { "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz" })
        {
            using GZipStream stream = new(File.OpenRead(Path.Combine(data, file)), CompressionMode.Decompress);
            using MemoryStream pixels = new();
            stream.CopyTo(pixels);

            // An IDX file of images has a header of sixteen bytes.
            foreach (byte pixel in pixels.GetBuffer().AsSpan(16, (int)pixels.Length - 16))
            {
                values[next++] = pixel;
            }
        }

        return values;
    }
}
