using System.Diagnostics;
using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.EndToEnd;

/// <summary>Whole runs on one data set.</summary>
internal sealed class WholeRun(string set, TsneOptions options, bool withExactCost, IProgress<TsneProgress>? progress)
{
    /// <summary>
    /// Creates the table that rows are added to. Memory is the largest of the process so far: where it matters, name one set for each call.
    /// </summary>
    public static MarkdownTable NewTable() => new(
        "data set", "N x D", "threads", "θ", "iterations", "read s", "PCA s", "neighbours s", "affinities s", "start s", "descent s",
        "ms/iteration", "total s", "KL", "KL, exact", "peak MiB", "input MiB");

    /// <summary>The last map.</summary>
    public Embedding? Map { get; private set; }

    /// <summary>Runs, and adds a row for each run.</summary>
    /// <param name="table">Receives the rows.</param>
    /// <param name="repeats">The number of runs.</param>
    /// <param name="budgets">Receives rows of each stage's memory; null to measure none.</param>
    /// <returns>Whether all stages kept to their budgets.</returns>
    public bool AddRows(MarkdownTable table, int repeats, MarkdownTable? budgets)
    {
        long start = Stopwatch.GetTimestamp();
        DataSet data = DataSet.Load(set);
        double read = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TsneOptions settings = options with { Metric = data.Metric };
        bool isWithin = true;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            using MemoryBudget? budget = budgets is null ? null : new MemoryBudget(progress);
            TsneResult result = Tsne.Fit(data.Points, settings, budget ?? progress);
            Map = result.Embedding;
            if (budget is not null)
            {
                budget.AddRows(budgets!, set, result.Plan);
                isWithin &= !budget.IsExceeded;
            }

            long peak = Machine.PeakMemoryBytes;
            StageSeconds seconds = result.Seconds;
            table.Add(
                set,
                $"{data.Points.Rows:N0} x {data.Points.Columns}",
                $"{result.Plan.Threads}",
                $"{settings.Theta}",
                $"{result.Iterations}",
                $"{read:0.00}",
                $"{seconds.Reduction:0.00}",
                $"{seconds.Neighbors:0.00}",
                $"{seconds.Affinities:0.00}",
                $"{seconds.Initialization:0.00}",
                $"{seconds.Optimization:0.00}",
                $"{1000 * seconds.Optimization / Math.Max(1, result.Iterations):0.0}",
                $"{seconds.Total:0.00}",
                $"{result.KlDivergence:0.0000}",
                withExactCost ? $"{ExactCost(data.Points, settings, result.Embedding):0.0000}" : "",
                $"{peak >> 20}",
                $"{((long)data.Points.Rows * data.Points.Columns * sizeof(float)) >> 20}");
        }

        return isWithin;
    }

    /// <summary>
    /// The cost over all pairs. The stages before the descent are run again: they give the same P, and the run that was measured need not
    /// keep it.
    /// </summary>
    private static double ExactCost(PointMatrix points, TsneOptions settings, Embedding map)
    {
        PointMatrix reduced = Tsne.Reduce(points, settings);
        AffinityMatrix affinities = Tsne.ComputeAffinities(Tsne.FindNeighbors(reduced, settings), settings);
        return ExactDivergence.Compute(affinities, map, settings.Threads);
    }
}
