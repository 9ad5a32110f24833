using BenchmarkDotNet.Attributes;
using BhTsne.Benchmarks.Support;
using BhTsne.Data;
using BhTsne.Initialization;
using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// PCA of 70,000 x 784 to 50 components and its parts: Fashion-MNIST where ../shared/data has it, a Gaussian mixture of that shape
/// otherwise (the work is the same). The scatter matrix takes 70,000 x 784 x 785 / 2 fused multiply-adds: divide by the limit that
/// benchmarks/Limits measures.
/// </summary>
[ShortRunJob]
#pragma warning disable CA1001 // GlobalCleanup disposes the team: BenchmarkDotNet does not dispose benchmarks.
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
        _points = DataSet.Load(DataSet.IsAvailable("fashion-mnist") ? "fashion-mnist" : $"mixture:{Rows}x{Dimensions}").Points;
        _pca = Fit();
        _reduced = Transform();
        _scatter = Scatter();
    }

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark(Baseline = true)]
    public PointMatrix Whole() => Fit().Transform(_points, _team);

    [Benchmark]
    public double[] Scatter()
    {
        ColumnStatistics statistics = ColumnStatistics.Measure(_points, new UnitWeights(_points.Rows), _team);
        CentredPoints centred = new(_points, statistics.Mean, CentredPoints.ScaleFor(statistics.Spread));
        return SymmetricProduct.Compute(Rows, Dimensions, centred.PackColumns, _team);
    }

    [Benchmark]
    public double Eigenvectors() => SymmetricEigen
        .Largest((double[])_scatter.Clone(), Dimensions, SymmetricProduct.Stride(Dimensions), 50, _team)
        .Values[0];

    [Benchmark]
    public PointMatrix Transform() => _pca.Transform(_points, _team);

    [Benchmark]
    public double Randomized() =>
        PrincipalComponents.Fit(_points, 50, PcaMethod.Randomized, 1, _team).Variances[0];

    [Benchmark]
    public Embedding Start() => PcaStart.Create(_reduced, 2, TsneDefaults.InitialStandardDeviation, 1, _team);

    private PcaResult Fit() => PrincipalComponents.Fit(_points, 50, 1, _team);
}
