using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Files;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Models;

/// <summary>A model that was saved and loaded is the same model.</summary>
public sealed class ModelFileTests
{
    /// <summary>The places and then the scores of nine points, as recorded.</summary>
    private const string RecordedBits =
        "c1a248ad c09e1959 3f8e1946 c1aab0f1 be15944b 41a982a9 415fb60f 417709b0 c1a1af18 c09d8f3c 3f9fd374 c1aa99d2 "
        + "be19183f 41a9d5cb 415e3372 4173e697 c1a15a1a c09d37c7 3e54b757 3f7616c6 3e733499 3f9b8c7c 3ea23386 3f742368 "
        + "3ea23385 3f9be876 3ef34d4a";

    [Theory]
    [MemberData(nameof(ModelCases.Names), MemberType = typeof(ModelCases))]
    public void A_loaded_model_answers_with_the_same_bits(string name)
    {
        (TsneModel model, TsneInput added) = ModelCases.Of(name);
        byte[] file = ModelCases.Save(model);
        TsneModel loaded = ModelCases.Load(file, ModelCases.MetricFor(name));
        Assert.Equal(ModelCases.Bits(model.Transform(added)), ModelCases.Bits(loaded.Transform(added)));
        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(Samples.Bits(model.Embedding), Samples.Bits(loaded.Embedding));
        Assert.Equal(
            (model.EngineVersion, model.Points, model.Dimensions, model.InputKind, model.TypicalDistance),
            (loaded.EngineVersion, loaded.Points, loaded.Dimensions, loaded.InputKind, loaded.TypicalDistance));
        Assert.Null(loaded.ColumnNames);
        Assert.Equal(file, ModelCases.Save(loaded));

        // The file is that of its description: right checksums, and nothing behind its end.
        Assert.Equal(file, SectionBytes.Parse(file).ToBytes());
    }

    /// <summary>Options of the transformation mean the same for both, and the reduction too.</summary>
    [Fact]
    public void Other_options_of_a_transformation_give_the_same_bits_too()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("merged and PCA");
        TsneModel loaded = ModelCases.Load(ModelCases.Save(model));
        TransformOptions options = new() { Perplexity = 12.5, Iterations = 7, Theta = 0.9, Threads = 3 };
        Assert.Equal(ModelCases.Bits(model.Transform(added, options)), ModelCases.Bits(loaded.Transform(added, options)));
    }

    [Fact]
    public void It_goes_through_streams_that_cannot_seek_and_leaves_them_open()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("sparse");
        using ForwardStream saved = new();
        model.Save(saved);
        Assert.Equal(ModelCases.Save(model), saved.ToArray());
        using ForwardStream stream = new(saved.ToArray());
        TsneModel loaded = TsneModel.Load(stream);
        Assert.Equal(ModelCases.Bits(model.Transform(added)), ModelCases.Bits(loaded.Transform(added)));
        Assert.True(saved.CanWrite && stream.CanRead);
    }

    /// <summary>A stream is read from where it stands; a file may lie within another.</summary>
    [Fact]
    public void A_stream_is_read_from_where_it_stands()
    {
        byte[] file = ModelCases.Save(ModelCases.Of("plain").Model);
        using MemoryStream stream = new([1, 2, 3, .. file]) { Position = 3 };
        Assert.Equal(70, TsneModel.Load(stream).Points);
    }

    [Fact]
    public void Names_of_columns_are_kept_whatever_they_are()
    {
        string[] names = ["", "a,b\n\"c\"", "größe", "列", "\ud83d\ude00", "a", "a"];
        TsneModel model = ModelCases.Of("plain").Model.WithColumnNames(names);
        TsneModel loaded = ModelCases.Load(ModelCases.Save(model));
        Assert.Equal(names, loaded.ColumnNames);
        Assert.Throws<ArgumentException>(() => model.WithColumnNames(["one"]));
    }

    [Fact]
    public void A_metric_of_the_callers_own_must_be_given_again()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("custom");
        byte[] file = ModelCases.Save(model);
        foreach (Metric? wrong in new[] { null, Metric.Manhattan, Metric.Custom("other", (_, _) => 0) })
        {
            TsneFileException error = Assert.Throws<TsneFileException>(() => ModelCases.Load(file, wrong));
            Assert.Equal("header", error.Section);
            Assert.Contains("the metric 'own'", error.Message, StringComparison.Ordinal);
        }

        Metric same = Metric.Custom("own", ModelCases.Custom.Function!);
        Assert.Equal(ModelCases.Bits(model.Transform(added)), ModelCases.Bits(ModelCases.Load(file, same).Transform(added)));
    }

    /// <summary>A file is replaced again and again while it is read: what is read is one of the two, whole.</summary>
    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_the_old_or_the_new_one()
    {
        using TempFiles folder = new();
        string path = folder["map.bhtsne"];
        byte[][] models = [ModelCases.Save(ModelCases.Of("plain").Model), ModelCases.Save(ModelCases.Of("PCA").Model)];
        TsneModel[] loaded = [.. models.Select(model => ModelCases.Load(model))];
        loaded[0].Save(path);
        using CancellationTokenSource enough = new();
        using SemaphoreSlim started = new(0);

        // A thread of its own: one of the pool may have to wait until other tests leave it one.
        Task writer = Task.Factory.StartNew(
            () =>
            {
                for (int i = 1; !enough.IsCancellationRequested; i++)
                {
                    loaded[i % 2].Save(path);
                    started.Release();
                }
            },
            TaskCreationOptions.LongRunning);
        await started.WaitAsync();
        int[] seen = new int[2];
        for (int i = 0; i < 100_000 && (i < 100 || seen.Min() < 5); i++)
        {
            Thread.Yield();
            byte[] again = ModelCases.Save(TsneModel.Load(path));
            int which = Array.FindIndex(models, model => model.AsSpan().SequenceEqual(again));
            Assert.True(which >= 0, "a mixture was read");
            seen[which]++;
        }

        await enough.CancelAsync();
        await writer;
        Assert.All(seen, count => Assert.True(count > 0));
        Assert.Single(folder.Names());
    }

    /// <summary>
    /// A file of the first version of the format, which every later version must read with the same answers. It was made of the case
    /// "recorded" below by this test with BHTSNE_RECORD_MODEL=1, which writes the file and prints the bits; that is done once for a format.
    /// </summary>
    [Fact]
    public void A_recorded_file_of_format_1_gives_the_recorded_answers()
    {
        string path = Repository.PathOf("tests", "BhTsne.Tests", "Models", "format-1.bhtsne");
        if (Environment.GetEnvironmentVariable("BHTSNE_RECORD_MODEL") == "1")
        {
            Recorded().Save(path);
        }

        TsneModel model = TsneModel.Load(path);
        Assert.Equal((40, 5, 2), (model.Points, model.Dimensions, model.Embedding.Dimensions));
        Assert.Equal(["a", "b", "c", "d", "e"], model.ColumnNames);
        TransformResult result = model.Transform(RecordedPoints(40, 9), new TransformOptions { Perplexity = 5 });
        IEnumerable<float> answers = result.Embedding.Values.ToArray().Concat(result.DistanceScores.ToArray());
        string bits = string.Join(' ', answers.Select(value => $"{BitConverter.SingleToInt32Bits(value):x8}"));
        Assert.True(RecordedBits == bits, bits);
    }

    /// <summary>Weights, merged duplicates, PCA and names: every section that a model of dense points can have.</summary>
    private static TsneModel Recorded()
    {
        TsneInput input = new(PointMatrix.From(RecordedPoints(0, 40))) { Weights = ModelCases.Weights(40) };
        TsneModel model = ModelCases.Fit(
            input, ModelCases.Quick with { Perplexity = 4, PcaComponents = 3, MergeDuplicates = true, Seed = ulong.MaxValue });
        return new TsneModel(model.Content with { EngineVersion = "0.1.0" }).WithColumnNames(["a", "b", "c", "d", "e"]);
    }

    /// <summary>Whole numbers; row 5 equals row 4.</summary>
    private static float[,] RecordedPoints(int first, int count)
    {
        float[,] points = new float[count, 5];
        for (int i = 0; i < count; i++)
        {
            int row = i + first == 5 ? 4 : i + first;
            for (int j = 0; j < 5; j++)
            {
                points[i, j] = (row % 4 * 25 * (j % 2)) + (((row * 5) + j) * 7919 % 31);
            }
        }

        return points;
    }
}
