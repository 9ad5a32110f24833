using System.Diagnostics;
using BhTsne.Benchmarks.Support;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Models;

/// <summary>
/// New points in maps of the other points of a set: label accuracy, seconds, and the distance from where a joint map of all points has
/// them.
/// </summary>
/// <param name="set">The data.</param>
/// <param name="threads">Threads.</param>
internal sealed class PlacesStudy(string set, int threads)
{
    private readonly PointMatrix _points = DataSet.Load(set).Points;
    private readonly IReadOnlyList<string> _labels = LabelsOf(set);

    /// <summary>Prints a table for each split.</summary>
    public void Print(int splits, double[] perplexities, bool withPeer)
    {
        Console.WriteLine($"## {set}\n");
        MarkdownTable table = new(
            "split", "places", "perplexity", "seconds", "label accuracy", "of the map's points", "difference", "far",
            "mean from the joint map", "median");
        TsneOptions options = new() { Threads = threads };
        using TsneRun joint = Tsne.Start(_points, options);
        joint.KeepsPoints = joint.HashesInput = false;
        joint.Optimize();
        Embedding together = joint.Result.Embedding;
        for (int split = 0; split < splits; split++)
        {
            (int[] old, int[] added) = Split(split);
            Add(table, split, perplexities, old, added, together, withPeer);
        }

        Console.WriteLine(table);
        Console.WriteLine();
    }

    private static IReadOnlyList<string> LabelsOf(string set) => set is "mnist" or "fashion-mnist"
        ? [.. Read($"{set}/train-labels-idx1-ubyte.gz"), .. Read($"{set}/t10k-labels-idx1-ubyte.gz")]
        : Read(set == "digits" ? "small/digits.labels.npy" : $"medium/{set}.labels.npy");

    private static IReadOnlyList<string> Read(string name) => LabelReader.Read(Path.Combine(Repository.Data, name));

    /// <summary>The first split of images is the one of their publishers; every other leaves out a seventh at random.</summary>
    private (int[] Old, int[] Added) Split(int split)
    {
        int[] order = [.. Enumerable.Range(0, _points.Rows)];
        if (set is "mnist" or "fashion-mnist" && split == 0)
        {
            return (order[..60000], order[60000..]);
        }

        new Random(split).Shuffle(order);
        int added = _points.Rows / 7;
        return (order[added..], order[..added]);
    }

    private void Add(
        MarkdownTable table, int split, double[] perplexities, int[] old, int[] added, Embedding together, bool withPeer)
    {
        PointMatrix reference = Pick(old), others = Pick(added);
        string[] oldLabels = [.. old.Select(point => _labels[point])], newLabels = [.. added.Select(point => _labels[point])];
        using TsneRun run = Tsne.Start(reference, new TsneOptions { Threads = threads });
        run.Optimize();
        TsneModel model = run.ToModel();
        double own = LabelVotes.OwnAccuracy(model.Embedding, oldLabels);

        // The same points where the joint map has them: what a transform should find again.
        using TsneRun held = Tsne.Start(
            new TsneInput(reference) { Start = Places(together, old) }, new TsneOptions { Threads = threads, Iterations = 0 });
        held.Prepare();
        TsneModel jointModel = held.ToModel();
        Embedding truth = Places(together, added);
        foreach (double perplexity in perplexities)
        {
            TransformOptions options = new() { Perplexity = perplexity, Threads = threads };
            model.Transform(others, options);
            TransformResult placed = model.Transform(others, options);
            (double mean, double median) = Distances(jointModel.Transform(others, options).Embedding, truth);
            double accuracy = LabelVotes.Accuracy(model.Embedding, oldLabels, placed.Embedding, newLabels);
            table.Add(
                $"{split}", "BhTsne", $"{perplexity}", $"{placed.Seconds:0.000}", $"{accuracy:0.0000}", $"{own:0.0000}",
                $"{accuracy - own:+0.0000;-0.0000}", $"{placed.FarPoints.Count}", $"{mean:0.00}", $"{median:0.00}");
        }

        if (withPeer)
        {
            PcaResult components = PrincipalComponents.Fit(reference, Math.Min(50, reference.Columns), TsneDefaults.Seed);
            (PointMatrix reduced, PointMatrix reducedOthers) = (components.Transform(reference), components.Transform(others));
            (Embedding placed, double[] seconds) = OpenTsne(reduced, model.Embedding, reducedOthers);
            (Embedding again, _) = OpenTsne(reduced, jointModel.Embedding, reducedOthers);
            (double mean, double median) = Distances(again, truth);
            double accuracy = LabelVotes.Accuracy(model.Embedding, oldLabels, placed, newLabels);
            table.Add(
                $"{split}", "openTSNE", "5", string.Join(", ", seconds.Select(second => $"{second:0.00}")), $"{accuracy:0.0000}",
                $"{own:0.0000}", $"{accuracy - own:+0.0000;-0.0000}", "", $"{mean:0.00}", $"{median:0.00}");
        }
    }

    private (Embedding Places, double[] Seconds) OpenTsne(PointMatrix reference, Embedding map, PointMatrix others)
    {
        string folder = Repository.Scratch("new-points");
        string[] files = ["points.npy", "map.npy", "new.npy", "placed.npy"];
        files = [.. files.Select(file => Path.Combine(folder, file))];
        NpyFile.Write(files[0], reference.Memory, reference.Columns);
        NpyFile.Write(files[1], map.Memory, map.Dimensions);
        NpyFile.Write(files[2], others.Memory, others.Columns);
        ProcessStartInfo start = new("python3", [Path.Combine(AppContext.BaseDirectory, "open_tsne_transform.py"), .. files, $"{threads}"])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0
            ? (new Embedding(NpyFile.Read<float>(files[3]), 2), [.. lines[1..].Select(double.Parse)])
            : throw new InvalidOperationException("No python3 on the PATH has openTSNE.");
    }

    private PointMatrix Pick(int[] rows)
    {
        float[] values = new float[rows.Length * _points.Columns];
        for (int row = 0; row < rows.Length; row++)
        {
            _points.Row(rows[row]).CopyTo(values.AsSpan(row * _points.Columns));
        }

        return PointMatrix.From(values, rows.Length, _points.Columns);
    }

    private static Embedding Places(Embedding map, int[] points) =>
        new([.. points.SelectMany(point => new[] { map[point, 0], map[point, 1] })], 2);

    private static (double Mean, double Median) Distances(Embedding a, Embedding b)
    {
        double[] distances =
        [
            .. Enumerable.Range(0, a.Points).Select(point => Math.Sqrt(
                Math.Pow((double)a[point, 0] - b[point, 0], 2) + Math.Pow((double)a[point, 1] - b[point, 1], 2))),
        ];
        Array.Sort(distances);
        return (distances.Average(), distances[distances.Length / 2]);
    }
}
