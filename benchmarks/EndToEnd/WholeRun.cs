using System.Diagnostics;
using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.EndToEnd;

/// <summary>Whole runs on one data set.</summary>
internal sealed class WholeRun(string set, TsneOptions options, bool judge, IProgress<TsneProgress>? progress)
{
    /// <summary>The table that rows are added to. Memory is the process's largest so far: name one set a call where it matters.</summary>
    public static MarkdownTable NewTable() => new(
        "data set", "N x D", "threads", "θ", "iterations", "read s", "PCA s", "neighbours s", "affinities s", "start s", "descent s", "ms/iteration",
        "total s", "KL", "KL, exact", "peak MiB", "input MiB");

    /// <summary>Runs and adds rows.</summary>
    public void AddRows(MarkdownTable table, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        DataSet data = DataSet.Load(set);
        double read = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TsneOptions settings = options with { Metric = data.Metric };
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            TsneResult result = Tsne.Fit(data.Points, settings, progress);
            StageSeconds seconds = result.Seconds;
            table.Add(
                set,
                $"{data.Points.Rows:N0} x {data.Points.Columns}",
                $"{result.Threads}",
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
                judge ? $"{Judge(data.Points, settings, result.Embedding):0.0000}" : "",
                $"{result.PeakMemoryBytes >> 20}",
                $"{((long)data.Points.Rows * data.Points.Columns * sizeof(float)) >> 20}");
        }
    }

    /// <summary>The stages before the descent are run again: they give the same P, and the run that was measured did not have to keep it.</summary>
    private static double Judge(PointMatrix points, TsneOptions settings, Embedding map)
    {
        PointMatrix reduced = Tsne.Reduce(points, settings);
        AffinityMatrix affinities = Tsne.ComputeAffinities(Tsne.FindNeighbors(reduced, settings), settings);
        return ExactDivergence.Compute(affinities, map, settings.Threads);
    }
}
