using System.Diagnostics;
using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Models;

/// <summary>One descent with and without checkpoints, in alternation, over one P.</summary>
internal static class CheckpointCost
{
    /// <summary>Prints a row for each run.</summary>
    /// <param name="set">The data.</param>
    /// <param name="iterations">Of each descent.</param>
    /// <param name="every">Iterations between two checkpoints.</param>
    /// <param name="repeat">Runs of each.</param>
    /// <param name="path">The checkpoint.</param>
    public static void Print(string set, int iterations, int every, int repeat, string path)
    {
        DataSet data = DataSet.Load(set);
        TsneOptions options = new() { Metric = data.Metric, Iterations = iterations, MinCostImprovement = 0 };
        TsneInput input;
        using (TsneRun first = Tsne.Start(data.Points, options))
        {
            // P is computed once; the descents start from it and from one start.
            PointMatrix reduced = Tsne.Reduce(data.Points, options);
            Embedding start = Tsne.Initialize(reduced, options);
            NeighborGraph graph = Tsne.FindNeighbors(reduced, options);
            input = new TsneInput(Tsne.ComputeAffinities(graph, options)) { Start = start };
        }

        MarkdownTable table = new("run", "descent, s", "ms an iteration", "checkpoints", "left out", "file, MiB");
        try
        {
            for (int round = 0; round < repeat; round++)
            {
                Descend(input, options, every, null, table);
                File.Delete(path);
                Descend(input, options, every, path, table);
            }

            Resume(input, options, path, table);
        }
        finally
        {
            File.Delete(path);
        }

        Console.WriteLine(table);
    }

    private static void Descend(TsneInput input, TsneOptions options, int every, string? path, MarkdownTable table)
    {
        using TsneRun run = Tsne.Start(input, options);
        run.HashesInput = path is not null;
        run.Prepare();
        int written = 0, leftOut = 0;
        long started = Stopwatch.GetTimestamp();
        Write();
        run.OptimizeInSteps(every, _ => Write());
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        run.WaitForSave();
        table.Add(
            path is null ? "without" : "with",
            $"{seconds:0.00}",
            $"{1000 * seconds / run.Iteration:0.00}",
            $"{written}",
            $"{leftOut}",
            path is null ? "" : $"{new FileInfo(path).Length >> 20}");

        bool Write()
        {
            if (path is not null)
            {
                bool isWritten = run.TrySaveInBackground(path);
                (written, leftOut) = (written + (isWritten ? 1 : 0), leftOut + (isWritten ? 0 : 1));
            }

            return true;
        }
    }

    private static void Resume(TsneInput input, TsneOptions options, string path, MarkdownTable table)
    {
        long started = Stopwatch.GetTimestamp();
        using TsneRun run = TsneRun.Load(path, input, options);
        table.Add($"resumed at {run.Iteration}", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} to load", "", "", "", "");
    }
}
