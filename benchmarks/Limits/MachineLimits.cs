using BhTsne.Benchmarks.Support;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks.Limits;

/// <summary>What this machine can do at most with a number of threads, as measured by this process.</summary>
/// <param name="Threads">The number of threads.</param>
/// <param name="MultiplyAdds">Fused multiply-adds of vectors of sixteen a second.</param>
/// <param name="Divisions">Divisions of vectors of sixteen a second.</param>
/// <param name="ReadBytes">Bytes read a second from memory.</param>
/// <param name="TriadBytes">Bytes read and written a second by a triad in memory.</param>
/// <param name="Gathers">Points of two coordinates fetched a second at random, by the size in bytes of the table.</param>
internal sealed record MachineLimits(
    int Threads, double MultiplyAdds, double Divisions, double ReadBytes, double TriadBytes, IReadOnlyDictionary<int, double> Gathers)
{
    private const int Calls = 7;

    /// <summary>Blocks for each thread: where one thread is slow, the others do more of them.</summary>
    private const int BlocksPerThread = 16;

    /// <summary>Far beyond all caches.</summary>
    private const int StreamValues = 1 << 26;

    /// <summary>Tables within the first, the second and the third level of caches as servers have them, and beyond.</summary>
    private static readonly int[] _tables = [1 << 14, 1 << 19, 1 << 23, 1 << 28];

    /// <summary>Measures.</summary>
    public static MachineLimits Measure(int threads)
    {
        using WorkerTeam team = new(threads);
        int blocks = threads * BlocksPerThread;
        double vectors = (double)blocks * RegisterKernels.Chains * RegisterKernels.Turns;
        float[] left = new float[StreamValues], right = new float[StreamValues], target = new float[StreamValues];
        left.AsSpan().Fill(1);
        right.AsSpan().Fill(1);
        double bytes = (double)StreamValues * sizeof(float);
        return new MachineLimits(
            threads,
            vectors / Timing.Best(Calls, () => team.Run(blocks, (_, _) => RegisterKernels.MultiplyAdd())),
            vectors / Timing.Best(Calls, () => team.Run(blocks, (_, _) => RegisterKernels.Divide())),
            bytes / Timing.Best(Calls, () => team.Run(blocks, (block, _) => MemoryKernels.Read(Part(left, block, blocks)))),
            3 * bytes / Timing.Best(
                Calls,
                () => team.Run(
                    blocks,
                    (block, _) => MemoryKernels.Triad(Part(target, block, blocks), Part(left, block, blocks), Part(right, block, blocks)))),
            _tables.ToDictionary(table => table, table => MeasureGathers(table, team, blocks)));
    }

    /// <summary>The gathers a second from a table at least as large as so many bytes.</summary>
    public double GathersFrom(long bytes) => Gathers[_tables.First(table => table >= bytes || table == _tables[^1])];

    /// <summary>The table of all limits, of one thread and of several.</summary>
    public static MarkdownTable Table(params MachineLimits[] all)
    {
        MarkdownTable table = new(["limit", .. all.Select(limits => $"{limits.Threads} thread{(limits.Threads == 1 ? "" : "s")}")]);
        Add("fused multiply-adds, GFLOP/s", limits => 2 * Lanes.Count * limits.MultiplyAdds / 1e9);
        Add("IEEE divisions, 10⁹/s", limits => Lanes.Count * limits.Divisions / 1e9);
        Add("memory read, GB/s", limits => limits.ReadBytes / 1e9);
        Add("memory triad, GB/s", limits => limits.TriadBytes / 1e9);
        foreach (int size in _tables)
        {
            Add($"gathers of 8 bytes from {Size(size)}, 10⁹/s", limits => limits.Gathers[size] / 1e9);
        }

        return table;

        void Add(string name, Func<MachineLimits, double> figure) => table.Add([name, .. all.Select(limits => $"{figure(limits):0.00}")]);
    }

    /// <summary>A size in bytes for a person.</summary>
    private static string Size(int bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";

    private static double MeasureGathers(int table, WorkerTeam team, int blocks)
    {
        int points = table / (2 * sizeof(float)), indices = Math.Min(points, 1 << 18);
        float[] positions = new float[2 * points];
        positions.AsSpan().Fill(1);
        CounterRandom random = new(1, RandomStream.Start);
        int[][] lists =
        [
            .. Enumerable.Range(0, blocks).Select(
                block => Enumerable.Range(0, indices).Select(i => random.Below(((long)block << 32) + i, points)).ToArray()),
        ];
        int rounds = Math.Max(1, (1 << 18) / indices);
        double seconds = Timing.Best(
            Calls,
            () => team.Run(
                blocks,
                (block, _) =>
                {
                    for (int round = 0; round < rounds; round++)
                    {
                        MemoryKernels.Gather(positions, lists[block]);
                    }
                }));
        return (double)blocks * rounds * indices / seconds;
    }

    private static Span<float> Part(float[] values, int part, int parts)
    {
        int length = values.Length / parts & -64;
        return values.AsSpan(part * length, length);
    }
}
