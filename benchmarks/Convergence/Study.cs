using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Convergence;

/// <summary>Descents of one data set from the same P.</summary>
internal sealed class Study(StudyInput input, IReadOnlyList<int> checkpoints, bool withMeasures)
{
    /// <summary>The size of the sample that the start is made of; null for the start that the options name.</summary>
    public int? SampleSize { get; init; }

    /// <summary>The factor on the map of the sample.</summary>
    public double SampleScale { get; init; } = 1;

    /// <summary>Creates the table that rows are added to.</summary>
    public static MarkdownTable NewTable() => new(
        "data set", "N", "descent", "start", "iterations", "seconds", "KL", "span", "falls by", "trustworthiness", "kept", "labels",
        "rank correlation", "triplets", "ended by");

    /// <summary>Runs, and adds a row for each checkpoint and for the end.</summary>
    /// <param name="table">Receives the rows.</param>
    /// <param name="name">Of the descent.</param>
    /// <param name="options">Of the run; the start is random, or at the principal components of the points.</param>
    /// <param name="phases">Of the caller's own instead of the schedule's; null for these.</param>
    public void AddRows(MarkdownTable table, string name, TsneOptions options, IReadOnlyList<TsnePhase>? phases)
    {
        Embedding start = SampleSize is { } size
            ? SampleStart.Of(input, size, SampleScale, options)
            : Tsne.Initialize(input.Points, options);
        using TsneRun run = Tsne.Start(new TsneInput(input.Affinities) { Start = start }, options);
        if (phases is not null)
        {
            foreach (TsnePhase phase in phases)
            {
                run.Optimize(phase);
            }
        }
        else
        {
            foreach (int checkpoint in checkpoints.Where(checkpoint => checkpoint < options.Iterations))
            {
                run.Optimize(Math.Max(0, checkpoint - run.Iteration));
                if (run.IsFinished)
                {
                    break;
                }

                Add(table, name, options, run.Result, "");
            }

            run.Optimize();
        }

        Add(table, name, options, run.Result, $"{run.Result.StopReason}");
    }

    private void Add(MarkdownTable table, string name, TsneOptions options, TsneResult result, string end)
    {
        Embedding map = result.Embedding;
        MapMeasures? measures = withMeasures ? MapMeasures.Of(input, map) : null;
        float span = Enumerable.Range(0, map.Dimensions).Max(axis =>
        {
            float[] values = [.. Enumerable.Range(0, map.Points).Select(point => map.Values[(point * map.Dimensions) + axis])];
            return values.Max() - values.Min();
        });
        string[] row =
        [
            input.Name,
            $"{map.Points:N0}",
            name,
            (SampleSize is { } size ? $"sample of {size}, x {SampleScale}" : $"{options.Initialization}") + $" {options.Seed}",
            $"{result.Iterations}",
            $"{result.Seconds.Optimization:0.00}",
            $"{result.KlDivergence:0.0000}",
            $"{span:0}",
            result.CostImprovement is { } improvement ? $"{100 * improvement:0.0} %" : "",
            $"{measures?.Trustworthiness:0.0000}",
            $"{measures?.Kept:0.0000}",
            measures?.LabelAccuracy is { } labels and not double.NaN ? $"{labels:0.0000}" : "",
            $"{measures?.RankCorrelation:0.0000}",
            $"{measures?.Triplets:0.0000}",
            end,
        ];
        table.Add(row);
        Console.Error.WriteLine(string.Join("  ", row));
    }
}
