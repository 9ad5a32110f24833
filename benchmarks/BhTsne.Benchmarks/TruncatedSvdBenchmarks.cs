using BenchmarkDotNet.Attributes;
using BhTsne.Benchmarks.Support;
using BhTsne.IO;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// The truncated SVD of 20 Newsgroups (18,846 x 30,043, 2.1 million entries) to 50 components. The log has the share of the best sum of
/// squares that each number of power iterations misses: TruncatedSvd.PowerIterations and its oversampling are chosen by it. Needs
/// ../shared/data.
/// </summary>
[ShortRunJob]
#pragma warning disable CA1001 // GlobalCleanup disposes the team: BenchmarkDotNet does not dispose benchmarks.
public class TruncatedSvdBenchmarks
#pragma warning restore CA1001
{
    private const int Components = 50;

    /// <summary>Power iterations after which the sum of squares no longer changes.</summary>
    private const int Converged = 60;

    private SparseMatrix _points = null!;
    private WorkerTeam _team = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params(4, 5, 7, 10, 12)]
    public int Iterations { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _team = new WorkerTeam(Threads);
        _points = SparseReader.Read(Path.Combine(Repository.Data, "sparse", "20news_tfidf.csr.npz"));
        TruncatedSvdResult best = Fit(Converged), found = Fit(Iterations);
        double kept = best.SumOfSquares - best.DiscardedSquares;
        double missed = (found.DiscardedSquares - best.DiscardedSquares) / kept;
        Console.WriteLine($"// {Iterations} iterations miss {missed:E1} of the best sum of squares");
    }

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark]
    public TruncatedSvdResult Fit() => Fit(Iterations);

    private TruncatedSvdResult Fit(int iterations) => TruncatedSvd.Fit(_points, Components, 42, iterations, _team);
}
