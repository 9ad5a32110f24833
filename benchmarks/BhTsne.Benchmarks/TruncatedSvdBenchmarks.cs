using BenchmarkDotNet.Attributes;
using BhTsne.Benchmarks.Support;
using BhTsne.IO;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// The truncated SVD of 20 Newsgroups (18,846 x 30,043, 2.1 million entries) to 50 components, and what each number of power iterations misses of the
/// best sum of squares, which the log tells: this tunes TruncatedSvd.PowerIterations and its oversampling. Needs ../shared/data.
/// </summary>
[ShortRunJob]
#pragma warning disable CA1001 // GlobalCleanup disposes the team: BenchmarkDotNet knows no IDisposable benchmarks.
public class TruncatedSvdBenchmarks
#pragma warning restore CA1001
{
    private const int Components = 50;

    /// <summary>So many that the sum of squares no longer moves.</summary>
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
        Console.WriteLine($"// {Iterations} iterations miss {(found.DiscardedSquares - best.DiscardedSquares) / kept:E1} of the best sum of squares");
    }

    [GlobalCleanup]
    public void Cleanup() => _team.Dispose();

    [Benchmark]
    public TruncatedSvdResult Fit() => Fit(Iterations);

    private TruncatedSvdResult Fit(int iterations) => TruncatedSvd.Fit(_points, Components, 42, iterations, _team);
}
