using System.Diagnostics;
using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Tests that measure the process run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

/// <summary>Many runs in one process: threads, open handles and the heap do not grow with the iterations, nor with the runs.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class EnduranceTests(ITestOutputHelper output)
{
    private const int Count = 150;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(Count, 8, 3));

    private static readonly TsneOptions Quick = new()
    {
        Perplexity = 8,
        Iterations = 30,
        EarlyExaggerationIterations = 10,
        Threads = 3,
    };

    private static readonly TsneInput[] Inputs =
    [
        Points,
        SparseCloud.Sparse(Samples.Clusters(Count, 8, 3)),
        DistanceMatrix.From(Distances()),
        Tsne.FindNeighbors(Points, Quick),
        Tsne.ComputeAffinities(Tsne.FindNeighbors(Points, Quick), Quick),
    ];

    private static readonly Action[] Uses = [.. Inputs.Select<TsneInput, Action>(input => () => Tsne.Fit(input, Quick)),
        () => Tsne.Fit(Points, Quick with { Objective = TsneObjective.Sne, OutputDimensions = 3 }),
        () => Tsne.Fit(Points, Quick with { Schedule = TsneSchedule.Classic, OutputDimensions = 1, DegreesOfFreedom = 0.5 }),
        Canceled,
        Refused,
        LeftHalfWay,
        SavedAndPlaced,
    ];

    [Fact]
    public void Three_hundred_fits_leave_nothing_behind() => Fits(300);

    [LongFact]
    public void Ten_thousand_fits_leave_nothing_behind() => Fits(10_000);

    [Fact]
    public void Ten_thousand_iterations_take_no_more_memory_than_a_thousand() => Iterations(10_000);

    [LongFact]
    public void A_million_iterations_take_no_more_memory_than_a_thousand() => Iterations(1_000_000);

    private void Fits(int count)
    {
        // Each use is repeated a few times first, so that what is made once is there.
        Repeat(4 * Uses.Length);
        Size before = Size.Now();
        Repeat(count);
        Size after = Size.Now();
        output.WriteLine($"{before}; after {count} fits {after}");
        Assert.True(after.Heap - before.Heap < 100_000 + (50L * count), $"the heap grew from {before.Heap} to {after.Heap} bytes");
        AssertSame(before, after);
    }

    private void Iterations(int count)
    {
        TsneOptions options = Quick with { Iterations = count, MinCostImprovement = 0, Threads = 2 };
        using TsneRun run = Tsne.Start(Points, options);
        run.Optimize(1000);
        Size before = Size.Now();
        run.Optimize();
        Size after = Size.Now();
        Assert.Equal(count, run.Iteration);
        output.WriteLine($"{before}; after {count} iterations {after}");
        Assert.True(after.Heap - before.Heap < 100_000, $"the heap grew from {before.Heap} to {after.Heap} bytes");
        AssertSame(before, after);
    }

    /// <summary>The runtime may begin or end a thread or open a file of its own; the engine's leaks would be one for each run.</summary>
    private static void AssertSame(Size before, Size after)
    {
        Assert.True(after.Threads <= before.Threads + 5, $"{before.Threads} threads became {after.Threads}");
        Assert.True(after.Handles <= before.Handles + 5, $"{before.Handles} handles became {after.Handles}");
    }

    private static void Repeat(int count)
    {
        for (int use = 0; use < count; use++)
        {
            Uses[use % Uses.Length]();
        }
    }

    private static void Canceled()
    {
        using CancellationTokenSource source = new();
        Canceling progress = new(news => news.Stage == TsneStage.Optimization && news.Iteration == 7, source);
        Assert.Throws<TsneCanceledException>(() => Tsne.Fit(Points, Quick, progress, source.Token));
    }

    private static void Refused() => Assert.ThrowsAny<Exception>(
        () => Tsne.Fit(Points, Quick with { Metric = Metric.Custom("broken", (_, _) => throw new NotSupportedException()) }));

    private static void LeftHalfWay()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        run.Optimize(5);
    }

    private static void SavedAndPlaced()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bhtsne-use-");
        string checkpoint = Path.Combine(folder.FullName, "run"), model = Path.Combine(folder.FullName, "model");
        using (TsneRun run = Tsne.Start(Points, Quick))
        {
            run.Optimize(5);
            run.Save(checkpoint);
        }

        using (TsneRun run = TsneRun.Load(checkpoint, Points, Quick))
        {
            run.Optimize();
            run.TrySaveInBackground(checkpoint);
            run.WaitForSave();
            run.ToModel().Save(model);
        }

        TsneModel.Load(model).Transform(Points);
        folder.Delete(recursive: true);
    }

    private static PointMatrix Distances()
    {
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(Points));
        float[] distances = [.. squared.Cast<double>().Select(value => (float)Math.Sqrt(value))];
        return PointMatrix.From(distances, Count, Count);
    }

    /// <summary>What a process holds.</summary>
    private readonly record struct Size(long Heap, int Threads, int Handles)
    {
        public static Size Now()
        {
            for (int pass = 0; pass < 3; pass++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            using Process process = Process.GetCurrentProcess();
            return new Size(GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count, process.HandleCount);
        }
    }
}
