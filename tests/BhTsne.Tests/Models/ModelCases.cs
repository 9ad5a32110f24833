using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Models;

/// <summary>Small models of every kind, with points that are new to them.</summary>
internal static class ModelCases
{
    public static readonly Metric Custom = Metric.Custom(
        "own",
        (a, b) =>
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++)
            {
                sum += Math.Abs((double)a[i] - b[i]);
            }

            return (float)sum;
        });

    public static readonly string[] Objectives = ["t-SNE", "heavy tails", "light tails", "symmetric SNE", "SNE"];

    /// <summary>The names of all cases.</summary>
    public static TheoryData<string> Names =>
    [
        "plain", "PCA", "sparse", "sparse cosine", "weights", "merged", "merged and PCA", "manhattan", "chebyshev", "cosine",
        "inner product", "custom", "exact", "classic", "multiscale", "a start and pins",
        .. from objective in Objectives from dimensions in Enumerable.Range(1, 3) select $"{objective} {dimensions}",
    ];

    /// <summary>Few iterations, one thread.</summary>
    public static TsneOptions Quick => new() { Perplexity = 6, Iterations = 60, EarlyExaggerationIterations = 20, Threads = 1 };

    /// <summary>A model and points that are new to it; the first three are points of the map.</summary>
    public static (TsneModel Model, TsneInput New) Of(string name)
    {
        (TsneInput input, TsneInput added, TsneOptions options) = Parts(name);
        return (Fit(input, options), added);
    }

    /// <summary>The input of a case, points that are new to its map, and the options.</summary>
    public static (TsneInput Input, TsneInput New, TsneOptions Options) Parts(string name)
    {
        const int N = 70, D = 7;
        float[,] all = Samples.Clusters(N + 12, D, clusters: 4);
        float[,] old = Rows(all, 0, N), added = Rows(all, N - 3, N + 12);
        return name switch
        {
            "PCA" => (old, added, Quick with { PcaComponents = 3 }),
            "sparse" => (Sparse(old), Sparse(added), Quick with { PcaComponents = 3 }),
            "sparse cosine" => (Sparse(old), Sparse(added), Quick with { PcaComponents = 4, Metric = Metric.Cosine }),
            "weights" => (new TsneInput(PointMatrix.From(old)) { Weights = Weights(N) }, added, Quick),
            "merged" => (Twice(old), added, Quick with { MergeDuplicates = true }),
            "merged and PCA" => (Twice(old), added, Quick with { MergeDuplicates = true, PcaComponents = 2 }),
            "manhattan" => (old, added, Quick with { Metric = Metric.Manhattan }),
            "chebyshev" => (old, added, Quick with { Metric = Metric.Chebyshev }),
            "cosine" => (old, added, Quick with { Metric = Metric.Cosine }),
            "inner product" => (old, added, Quick with { Metric = Metric.InnerProduct }),
            "custom" => (old, added, Quick with { Metric = Custom }),
            "exact" => (old, added, Quick with { Repulsion = RepulsionMethod.Exact, LateExaggeration = 1.5 }),
            "classic" => (old, added, Quick with { Schedule = TsneSchedule.Classic, Theta = 0.8 }),
            "multiscale" => (old, added, Quick with { Affinities = AffinityKind.Multiscale(3, 12) }),
            "a start and pins" => (
                new TsneInput(PointMatrix.From(old)) { Start = Samples.Cloud(N, 1, 3), Pinned = new[] { 3, 4 } }, added, Quick),
            _ => (old, added, OfObjective(name)),
        };
    }

    /// <summary>A finished map as a model.</summary>
    public static TsneModel Fit(TsneInput input, TsneOptions options)
    {
        using TsneRun run = Tsne.Start(input, options);
        run.Optimize();
        return run.ToModel();
    }

    /// <summary>The metric that a loader needs.</summary>
    public static Metric? MetricFor(string name) => name == "custom" ? Custom : null;

    /// <summary>A model as a file.</summary>
    public static byte[] Save(TsneModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>A model from a file.</summary>
    public static TsneModel Load(byte[] file, Metric? metric = null) => TsneModel.Load(new MemoryStream(file), metric);

    /// <summary>Rows of points.</summary>
    public static float[,] Rows(float[,] points, int first, int last)
    {
        float[,] rows = new float[last - first, points.GetLength(1)];
        Array.Copy(points, first * points.GetLength(1), rows, 0, rows.Length);
        return rows;
    }

    /// <summary>All that a transformation says, as bits.</summary>
    public static int[] Bits(TransformResult result) =>
    [
        .. Samples.Bits(result.Embedding),
        .. result.NearestDistances.ToArray().Select(BitConverter.SingleToInt32Bits),
        .. result.DistanceScores.ToArray().Select(BitConverter.SingleToInt32Bits),
        .. result.FarPoints,
    ];

    /// <summary>Weights of 1 to 3.</summary>
    public static float[] Weights(int points) => [.. Enumerable.Range(0, points).Select(i => 1 + (i % 5 * 0.5f))];

    /// <summary>A point many times smaller than a cloud's as sparse as points can be.</summary>
    private static SparseMatrix Sparse(float[,] points)
    {
        float[,] kept = (float[,])points.Clone();
        for (int i = 0; i < points.GetLength(0); i++)
        {
            for (int j = 0; j < points.GetLength(1); j++)
            {
                kept[i, j] = (i + j) % 3 == 0 ? 0 : points[i, j];
            }
        }

        return SparseCloud.Sparse(kept);
    }

    /// <summary>Every point, and every third once more.</summary>
    private static TsneInput Twice(float[,] points)
    {
        int rows = points.GetLength(0), columns = points.GetLength(1);
        float[,] twice = new float[rows + (rows / 3), columns];
        for (int i = 0; i < twice.GetLength(0); i++)
        {
            for (int j = 0; j < columns; j++)
            {
                twice[i, j] = points[i < rows ? i : 3 * (i - rows), j];
            }
        }

        return twice;
    }

    private static TsneOptions OfObjective(string name)
    {
        TsneOptions options = Quick with { OutputDimensions = char.IsAsciiDigit(name[^1]) ? name[^1] - '0' : 2 };
        return name.TrimEnd(' ', '1', '2', '3') switch
        {
            "plain" or "t-SNE" => options,
            "heavy tails" => options with { DegreesOfFreedom = 0.5 },
            "light tails" => options with { DegreesOfFreedom = 3 },
            "symmetric SNE" => options with { Objective = TsneObjective.SymmetricSne },
            "SNE" => options with { Objective = TsneObjective.Sne },
            _ => throw new ArgumentException(name),
        };
    }
}
