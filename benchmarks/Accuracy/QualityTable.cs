using BhTsne.Benchmarks.Support;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>Whole runs with default options, and the quality of their maps.</summary>
internal static class QualityTable
{
    /// <summary>Prints a row for each run; writes to standard error why a data set is skipped.</summary>
    public static void Print()
    {
        MarkdownTable table = new("points", "objective", "dimensions", "KL", "trustworthiness", "labels", "seconds", "processor seconds");
        TsneOptions plain = new();
        Add(
            table,
            "digits",
            ["small/digits.labels.npy"],
            ("t-SNE", plain),
            ("t-SNE, α = 0.5", plain with { DegreesOfFreedom = 0.5 }),
            ("t-SNE, α = 3", plain with { DegreesOfFreedom = 3 }),
            ("symmetric SNE", plain with { Objective = TsneObjective.SymmetricSne }),
            ("SNE", plain with { Objective = TsneObjective.Sne }),
            ("t-SNE", plain with { OutputDimensions = 1 }),
            ("t-SNE", plain with { OutputDimensions = 3 }));
        Add(
            table,
            "fashion-mnist",
            ["fashion-mnist/train-labels-idx1-ubyte.gz", "fashion-mnist/t10k-labels-idx1-ubyte.gz"],
            ("t-SNE", plain with { OutputDimensions = 1 }),
            ("t-SNE", plain),
            ("t-SNE", plain with { OutputDimensions = 3 }));
        Console.WriteLine($"### Quality of maps\n\n{table}");
    }

    private static void Add(MarkdownTable table, string set, string[] labels, params (string Name, TsneOptions Options)[] runs)
    {
        if (!DataSet.IsAvailable(set))
        {
            Console.Error.WriteLine($"{set}: skipped, its files are not in ../shared/data.");
            return;
        }

        PointMatrix points = DataSet.Load(set).Points;
        MapQuality quality = new(points, [.. labels.SelectMany(file => LabelReader.Read(Path.Combine(Repository.Data, file)))]);
        foreach ((string name, TsneOptions options) in runs)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            TsneResult run = Tsne.Fit(points, options);
            double processor = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
            (double trustworthiness, double accuracy) = quality.Of(run.Embedding);
            table.Add(
                $"{set}, {points.Rows:N0}",
                name,
                $"{options.OutputDimensions}",
                $"{run.KlDivergence:0.0000}",
                $"{trustworthiness:0.0000}",
                $"{accuracy:0.0000}",
                $"{run.Seconds.Total:0.0}",
                $"{processor:0.0}");
            Console.Error.WriteLine($"{set}, {name}, {options.OutputDimensions}d: KL {run.KlDivergence:0.0000}, {run.Seconds.Total:0.0} s");
        }
    }
}
