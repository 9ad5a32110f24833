using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Models: loaded, saved, loaded again; and a point placed in them.</summary>
internal sealed class ModelFiles() : SectionFiles("model")
{
    private static readonly Lazy<byte[][]> _files = new(() =>
    [
        Saved(new TsneInput(PointMatrix.From(Cloud(10, 3))) { Weights = new float[] { 1, 2, 1, 1, 1.5f, 1, 1, 1, 1, 3 } }, Few, ids: false),
        Saved(new TsneInput(PointMatrix.From(Twice(Cloud(6, 3)))), Few with { PcaComponents = 2, MergeDuplicates = true }, ids: true),
        Saved(Sparse(Cloud(9, 4)), Few with { PcaComponents = 2, OutputDimensions = 1 }, ids: true),
        Saved(Cloud(9, 2), Few with { OutputDimensions = 3, Affinities = AffinityKind.Multiscale(2, 1.5), Perplexity = 1 }, ids: false),
    ]);

    /// <summary>Few iterations on one thread.</summary>
    public static TsneOptions Few => new() { Perplexity = 1.5, Iterations = 5, Threads = 1 };

    public override byte[] Make(Dice dice) => Change(dice.Pick(_files.Value), dice);

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    /// <summary>Points that repeat nothing.</summary>
    public static float[,] Cloud(int points, int dimensions)
    {
        Dice dice = new(7);
        float[,] cloud = new float[points, dimensions];
        for (int i = 0; i < cloud.Length; i++)
        {
            cloud[i / dimensions, i % dimensions] = dice.Between(-1000, 1000) / 64f;
        }

        return cloud;
    }

    private static string Read(Delivery delivery)
    {
        TsneModel model = delivery.Path is null ? TsneModel.Load(delivery.Stream!) : TsneModel.Load(delivery.Path);
        foreach (float value in model.Embedding.Values)
        {
            FuzzFault.Unless(float.IsFinite(value), $"a coordinate is {value}");
        }

        FuzzFault.Unless(double.IsFinite(model.TypicalDistance), "the typical distance is not finite");
        FuzzFault.Unless((model.Ids?.Count ?? model.Points) == model.Points, "ids and points are not equally many");
        byte[] once = Save(model), twice = Save(TsneModel.Load(new MemoryStream(once)));
        FuzzFault.Unless(once.AsSpan().SequenceEqual(twice), "what was loaded and saved is not loaded as the same");
        if (model.InputKind == TsneInputKind.Points)
        {
            Place(model);
        }

        return new Digest().Add(once).ToString();
    }

    /// <summary>Numbers so large that distances overflow are refused; all other points get a place.</summary>
    private static void Place(TsneModel model)
    {
        float[,] point = new float[1, model.Dimensions];
        point[0, 0] = 1;
        try
        {
            TransformResult result = model.Transform(point, new TransformOptions { Threads = 1 });
            foreach (float value in result.Embedding.Values)
            {
                FuzzFault.Unless(float.IsFinite(value), $"a new point is placed at {value}");
            }
        }
        catch (TsneInputException exception) when (exception.Message.Contains("single precision", StringComparison.Ordinal))
        {
        }
    }

    private static byte[] Save(TsneModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    private static byte[] Saved(TsneInput input, TsneOptions options, bool ids)
    {
        using TsneRun run = Tsne.Start(input, options);
        run.Optimize();
        TsneModel model = run.ToModel();
        return Save(ids ? model.WithIds([.. Enumerable.Range(0, input.Points).Select(row => $"é{row}")]) : model);
    }

    private static float[,] Twice(float[,] points)
    {
        int rows = points.GetLength(0), columns = points.GetLength(1);
        float[,] twice = new float[2 * rows, columns];
        for (int i = 0; i < twice.Length; i++)
        {
            twice[i / columns, i % columns] = points[i / columns % rows, i % columns];
        }

        return twice;
    }

    private static SparseMatrix Sparse(float[,] points)
    {
        int rows = points.GetLength(0), columns = points.GetLength(1);
        return new SparseMatrix(
            [.. Enumerable.Range(0, rows + 1).Select(row => (long)row * columns)],
            [.. Enumerable.Range(0, rows * columns).Select(entry => entry % columns)],
            [.. points.Cast<float>()],
            columns);
    }
}
