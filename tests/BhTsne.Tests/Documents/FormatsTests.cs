using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Models;

namespace BhTsne.Tests.Documents;

/// <summary>docs/formats.md is enough to read models and checkpoints: a reader that follows it alone finds what the engine saved.</summary>
public sealed partial class FormatsTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "formats.md"));

    private readonly string _folder = Directory.CreateTempSubdirectory("bhtsne-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_checksum_is_the_one_of_the_page()
    {
        byte[] digits = Encoding.ASCII.GetBytes("123456789");
        Assert.Contains($"0x{FormatReader.Checksum(digits, 0, 9):X8}", Page, StringComparison.Ordinal);
        Assert.Equal(0u, FormatReader.Checksum([], 0, 0));
    }

    [Fact]
    public void A_model_without_a_reduction_is_read()
    {
        using TsneRun run = Tsne.Start(new TsneInput(Points(60, 4)) { Weights = Weights(60) }, Options(3) with { Perplexity = 5 });
        run.Optimize();
        TsneModel model = run.ToModel();
        FormatReader file = Saved(model);
        Assert.Equal(["header", "points", "weights", "map", "end"], file.Names);
        ComparePoints(file, model);
        Assert.Equal(Weights(60), file.Floats("weights"));
        Assert.Equal("none", file.Header.GetProperty("reduction").GetString());
        Assert.Equal("TSne", file.Header.GetProperty("options").GetProperty("Objective").GetString());
    }

    [Fact]
    public void A_model_with_principal_components_and_merged_points_is_read()
    {
        PointMatrix points = Points(70, 9, repeated: 10);
        using TsneRun run = Tsne.Start(points, Options(2) with { PcaComponents = 4, MergeDuplicates = true });
        run.Optimize();
        TsneModel model = run.ToModel();
        FormatReader file = Saved(model);
        Assert.Equal(["header", "pca mean", "pca axes", "pca variances", "points", "weights", "map", "places", "end"], file.Names);
        ComparePoints(file, model);
        PcaResult pca = model.Content.Reduction.Pca!;
        Assert.Equal(pca.Mean.ToArray(), file.Doubles("pca mean"));
        Assert.Equal(pca.Axes.ToArray(), file.Doubles("pca axes"));
        Assert.Equal([.. pca.Variances, pca.Scale], file.Doubles("pca variances"));

        // Every original point has the place of the point that it equals.
        long[] places = file.Integers("places", 4);
        Assert.Equal(points.Rows, file.Number("originalPoints"));
        float[] map = file.Floats("map");
        Assert.All(
            Enumerable.Range(0, points.Rows),
            point => Assert.Equal(
                (model.Embedding[point, 0], model.Embedding[point, 1]), (map[2 * places[point]], map[(2 * places[point]) + 1])));

        // A point is reduced as the page says.
        double[] mean = file.Doubles("pca mean"), axes = file.Doubles("pca axes");
        for (int k = 0; k < 4; k++)
        {
            double sum = 0;
            for (int column = 0; column < 9; column++)
            {
                sum += (points.Row(7)[column] - mean[column]) * axes[(9 * k) + column];
            }

            Assert.Equal(sum, file.Floats("points")[(4 * places[7]) + k], 1e-5);
        }
    }

    [Fact]
    public void A_model_of_sparse_points_is_read()
    {
        SparseMatrix points = SparsePoints(80, 12);
        using TsneRun run = Tsne.Start(points, Options(1) with { PcaComponents = 3 });
        run.Optimize();
        TsneModel model = run.ToModel();
        FormatReader file = Saved(model);
        Assert.Equal(["header", "svd axes", "svd values", "points", "map", "end"], file.Names);
        ComparePoints(file, model);
        TruncatedSvdResult svd = model.Content.Reduction.Svd!;
        float[] axes = file.Floats("svd axes");
        Assert.All([0, 1, 2], axis => Assert.Equal(svd.Axis(axis), axes[(12 * axis)..(12 * (axis + 1))]));
        Assert.Equal([.. svd.SingularValues, svd.SumOfSquares], file.Doubles("svd values"));
    }

    [Theory]
    [InlineData(1, TsneSchedule.Accelerated, false)]
    [InlineData(2, TsneSchedule.Accelerated, false)]
    [InlineData(2, TsneSchedule.Accelerated, true)]
    [InlineData(3, TsneSchedule.Classic, false)]
    public void A_checkpoint_is_read(int dimensions, TsneSchedule schedule, bool isPinned)
    {
        const int N = 90;
        string path = Path.Combine(_folder, "run.checkpoint");
        TsneOptions options = Options(dimensions) with { Schedule = schedule, Iterations = 40 };
        TsneInput input = new(Points(N, 5)) { Pinned = isPinned ? new[] { 3, 8 } : null };
        using TsneRun run = Tsne.Start(input, options);
        run.Prepare();
        run.Save(path);
        FormatReader file = Read(path);
        Assert.Equal("CKPT", file.Kind);
        Assert.Equal(["run", "header", "p offsets", "p columns", "p values", "end"], file.Names);
        Assert.Equal((48, 16), file.Section("run"));
        Assert.Equal([1L, null], file.Slots().Select(slot => slot.Sequence));
        CompareAffinities(file, Tsne.ComputeAffinities(Tsne.FindNeighbors(Points(N, 5), options), options));
        CompareState(file, 0, run.Snapshot(), isPinned);

        // The next state is in the other slot, and the one before is still there.
        run.Optimize(13);
        run.Save(path);
        file = Read(path);
        Assert.Equal([1L, 2], file.Slots().Select(slot => slot.Sequence));
        CompareState(file, 13, run.Snapshot(), isPinned);
        run.Optimize(1);
        run.Save(path);
        file = Read(path);
        Assert.Equal([3L, 2], file.Slots().Select(slot => slot.Sequence));
        CompareState(file, 14, run.Snapshot(), isPinned);
        CompareHeader(file);
    }

    [Fact]
    public void The_bytes_on_the_page_are_those_of_a_model()
    {
        byte[][] dumps = [.. Dumps()];
        byte[] front = dumps[0], back = dumps[1];
        Assert.Equal(112, front.Length);
        int header = (int)BitConverter.ToInt64(front, 36), atPoints = 48 + header + 4 - 0x440;
        Assert.Contains($"{header:#,0} bytes of JSON", Page, StringComparison.Ordinal);
        Assert.Equal(FormatReader.Checksum(front, 0, 16), BitConverter.ToUInt32(front, 16));
        Assert.Equal(FormatReader.Checksum(front, 20, 24), BitConverter.ToUInt32(front, 44));

        // The same beginning in front of the sections of the second dump is a model but for its header.
        byte[] sections = [.. front[..20], .. HeaderOfFourPoints(), .. back[atPoints..]];
        FormatReader file = new(sections);
        Assert.Equal(["header", "points", "map", "end"], file.Names);
        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], file.Floats("points"));
        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], file.Floats("map"));
        Assert.Equal(sections.Length, file.End);

        // And what the engine writes today has the same bytes, apart from the version and the options in the header.
        PointMatrix points = PointMatrix.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
        using TsneRun run = Tsne.Start(
            new TsneInput(points) { Start = new Embedding([0, 0, 0, 1, 1, 0, 1, 1], 2) },
            new TsneOptions { Perplexity = 2, Iterations = 0 });
        run.Prepare();
        using MemoryStream now = new();
        run.ToModel().Save(now);
        Assert.Equal(front[..36], now.ToArray()[..36]);
        Assert.Equal(back[atPoints..], now.ToArray()[^(back.Length - atPoints)..]);
    }

    [Fact]
    public void A_cache_file_is_read()
    {
        PointMatrix points = Points(60, 4);
        NeighborGraph graph = Tsne.FindNeighbors(points, Options(2));
        StudyCache cache = new(Path.Combine(_folder, "cache"));
        cache.Neighbors("some key", () => graph);
        FormatReader file = Read(Assert.Single(Directory.GetFiles(cache.Folder, "neighbors-*.bhtsne-cache")));
        Assert.Equal("STDY", file.Kind);
        Assert.Equal(["header", "offsets", "indices", "values", "end"], file.Names);
        Assert.Equal(("Neighbors", "some key"), (Text("content"), Text("key")));
        Assert.Equal(EngineVersion.Current, Text("engine"));
        Assert.Equal(60, file.Number("points"));
        int k = graph.NeighborsPerPoint;
        Assert.Equal([.. Enumerable.Range(0, 61).Select(row => (long)row * k)], file.Integers("offsets", 8));
        Assert.Equal([.. graph.NeighborsOf(59).ToArray().Select(index => (long)index)], file.Integers("indices", 4)[(59 * k)..]);
        Assert.Equal(graph.DistancesOf(59).ToArray(), file.Floats("values")[(59 * k)..]);

        AffinityMatrix affinities = Tsne.ComputeAffinities(graph, Options(2));
        cache.Affinities("some key", () => affinities);
        file = Read(Assert.Single(Directory.GetFiles(cache.Folder, "affinities-*.bhtsne-cache")));
        Assert.Equal(affinities.ConditionalEntropy, file.Header.GetProperty("conditionalEntropy").GetDouble());
        Assert.Equal(affinities.Matrix.ValuesOf(0).ToArray(), file.Floats("values")[..affinities.Matrix.ValuesOf(0).Length]);

        Embedding map = EndToEnd.Samples.Cloud(60, 1, 1);
        cache.Map("some key", () => map);
        file = Read(Assert.Single(Directory.GetFiles(cache.Folder, "map-*.bhtsne-cache")));
        Assert.Equal(["header", "map", "end"], file.Names);
        Assert.Equal((2, map.Values.ToArray().Length), (file.Number("outputDimensions"), file.Floats("map").Length));

        string? Text(string field) => file.Header.GetProperty(field).GetString();
    }

    private FormatReader Saved(TsneModel model)
    {
        string path = Path.Combine(_folder, "map.bhtsne");
        model.Save(path);
        FormatReader file = Read(path);
        Assert.Equal("MODL", file.Kind);
        Assert.Equal(new FileInfo(path).Length, file.End);
        CompareHeader(file);
        return file;
    }

    private static FormatReader Read(string path) => new(File.ReadAllBytes(path));

    private static void ComparePoints(FormatReader file, TsneModel model)
    {
        ModelContent content = model.Content;
        Assert.Equal((content.Points.Rows, content.Points.Columns), (file.Number("points"), file.Number("columns")));
        Assert.Equal((model.Dimensions, model.Embedding.Dimensions), (file.Number("dimensions"), file.Number("outputDimensions")));
        Assert.Equal(content.Points.Values.ToArray(), file.Floats("points"));
        Assert.Equal(content.Map.Values.ToArray(), file.Floats("map"));
        Assert.Equal(model.TypicalDistance, file.Header.GetProperty("typicalDistance").GetDouble());
        Assert.Equal(model.EngineVersion, file.Header.GetProperty("engine").GetString());
        Assert.Equal(content.Weights is not null, file.Header.GetProperty("weighted").GetBoolean());
        Assert.Equal(content.Places is not null, file.Header.GetProperty("merged").GetBoolean());
    }

    private static void CompareAffinities(FormatReader file, AffinityMatrix affinities)
    {
        SparseMatrix matrix = affinities.Matrix;
        long[] offsets = file.Integers("p offsets", 8), columns = file.Integers("p columns", 4);
        float[] values = file.Floats("p values");
        Assert.Equal(matrix.RowOffsets.ToArray(), offsets);
        for (int row = 0; row < matrix.Rows; row++)
        {
            Range entries = (int)offsets[row]..(int)offsets[row + 1];
            Assert.Equal(matrix.ColumnsOf(row).ToArray().Select(column => (long)column), columns[entries]);
            Assert.Equal(matrix.ValuesOf(row), values[entries]);
        }
    }

    /// <summary>The valid state has the iteration and the map, to the last bit, in the order of the page.</summary>
    private static void CompareState(FormatReader file, long iterations, Embedding map, bool isPinned)
    {
        int n = file.Number("points"), d = file.Number("outputDimensions"), stride = d == 3 ? 4 : d, c = (n * stride + 15) / 16 * 16;
        Assert.Equal(152 + (12 * c) + (16 * n), file.Number("stateBytes"));
        int at = file.ValidSlot().State, arrays = at + 152 + (12 * c);
        Assert.Equal(-1, file.Signed(at, 8));
        Assert.All(Enumerable.Range(0, 5), stage => Assert.True(file.Double(at + 8 + (8 * stage)) >= 0));
        Assert.Equal(iterations, file.Signed(at + 48, 8));
        float[] mean = file.Floats(at + 72, 4);
        Assert.Equal(0, file.Signed(at + 140, 4));
        Assert.Equal(0, file.Signed(at + 144, 8));
        float[] positions = file.Floats(at + 152, c);
        long[] order = file.Integers(arrays, n, 4);
        for (int place = 0; place < n; place++)
        {
            for (int axis = 0; axis < d; axis++)
            {
                float position = positions[(place * stride) + axis];
                Assert.Equal(map[(int)order[place], axis], isPinned ? position : position - mean[axis]);
            }
        }

        // Before the first iteration there is no tree, no point has moved, and every gain is 1.
        Assert.Equal(iterations == 0, file.Signed(at + 88, 8) == 0);
        Assert.Equal(iterations == 0, double.IsNaN(file.Double(at + 96)));
        float[] steps = file.Floats(at + 152 + (4 * c), n * stride), gains = file.Floats(at + 152 + (8 * c), n * stride);
        Assert.Equal(iterations == 0, steps.All(step => step == 0));
        Assert.Equal(iterations == 0, gains.All(gain => gain == 1));
        Assert.All(gains, gain => Assert.True(isPinned || gain > 0));

        ulong[] codes = [.. Enumerable.Range(0, n).Select(i => file.Unsigned(arrays + (4 * n) + (8 * i), 8))];
        Assert.Equal(codes.Order(), codes);
        IEnumerable<long> all = Enumerable.Range(0, n).Select(i => iterations == 0 ? 0L : i);
        Assert.Equal(all, file.Integers(arrays + (12 * n), n, 4).Order());
    }

    /// <summary>The page names every section and every field that a file has.</summary>
    private static void CompareHeader(FormatReader file)
    {
        Assert.All(file.Names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        Assert.All(
            file.Header.EnumerateObject(), field => Assert.Contains($"`{field.Name}`", Page, StringComparison.Ordinal));
        Assert.Equal(
            typeof(TsneOptions).GetProperties().Where(option => option.GetMethod!.IsPublic && !option.GetMethod.IsStatic)
                .Select(option => option.Name).Order(),
            file.Header.GetProperty("options").EnumerateObject().Select(option => option.Name).Order());
    }

    /// <summary>The bytes of each hexadecimal dump of the page.</summary>
    private static IEnumerable<byte[]> Dumps() => DumpedLines().Matches(Page).Select(dump => (byte[])
    [
        .. dump.Value.Trim().Split('\n').SelectMany(line => line[8..line.IndexOf('|', StringComparison.Ordinal)]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(digits => byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
    ]);

    /// <summary>A section "header" with an empty object, made by hand.</summary>
    private static byte[] HeaderOfFourPoints()
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, int>());
        byte[] head = [.. Encoding.ASCII.GetBytes("header".PadRight(16, '\0')), .. BitConverter.GetBytes((long)content.Length)];
        return
        [
            .. head, .. BitConverter.GetBytes(FormatReader.Checksum(head, 0, 24)),
            .. content, .. BitConverter.GetBytes(FormatReader.Checksum(content, 0, content.Length)),
        ];
    }

    private static TsneOptions Options(int dimensions) =>
        new() { Perplexity = 6, OutputDimensions = dimensions, Iterations = 20, Threads = 2 };

    private static float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => 1 + (i % 3))];

    /// <summary>Points at random; the last ones repeat the first.</summary>
    private static PointMatrix Points(int count, int dimensions, int repeated = 0)
    {
        Random random = new(3);
        float[][] rows = [.. Enumerable.Range(0, count - repeated).Select(_ => Enumerable.Range(0, dimensions)
            .Select(_ => random.NextSingle()).ToArray())];
        float[][] all = [.. rows, .. rows[..repeated]];
        return PointMatrix.From(all);
    }

    private static SparseMatrix SparsePoints(int count, int dimensions)
    {
        long[] offsets = [.. Enumerable.Range(0, count + 1).Select(row => 3L * row)];
        int[] columns = [.. Enumerable.Range(0, count).SelectMany(row => new[] { row % 4, 4 + (row % 3), 7 + (row % (dimensions - 7)) })];
        float[] values = [.. Enumerable.Range(0, 3 * count).Select(i => 1f + (i % 7))];
        return new SparseMatrix(offsets, columns, values, dimensions);
    }

    [GeneratedRegex(@"(^[0-9a-f]{8}  [^|\n]*\|.*\|\n)+", RegexOptions.Multiline)]
    private static partial Regex DumpedLines();
}
