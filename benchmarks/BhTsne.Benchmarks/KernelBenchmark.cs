using BenchmarkDotNet.Attributes;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks;

/// <summary>
/// What benchmarks of kernels share: sizes, a team of one thread per processor, few iterations. The fastest iteration has a column, because
/// other programs on the machine change it less than the mean.
/// </summary>
[ShortRunJob]
[MinColumn]
#pragma warning disable CA1001 // GlobalCleanup disposes the team: BenchmarkDotNet does not dispose benchmarks.
public abstract class KernelBenchmark
#pragma warning restore CA1001
{
    /// <summary>The sizes to measure.</summary>
    public static IEnumerable<int> Sizes => BenchmarkData.Sizes;

    [ParamsSource(nameof(Sizes))]
    public int Points { get; set; }

    internal WorkerTeam Team { get; private set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        Team = new WorkerTeam(Threads);
        Prepare();
    }

    [GlobalCleanup]
    public void Cleanup() => Team.Dispose();

    /// <summary>The number of threads; 0 for one per processor.</summary>
    protected virtual int Threads => 0;

    /// <summary>Reads the input.</summary>
    protected abstract void Prepare();
}
