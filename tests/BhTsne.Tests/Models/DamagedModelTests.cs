using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using BhTsne.Tests.Files;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Models;

/// <summary>A damaged file is refused by a typed error that names the section, never read as another model.</summary>
public sealed class DamagedModelTests
{
    /// <summary>Every section that a file can have, in two files of few points.</summary>
    private static readonly Lazy<byte[][]> Small = new(() =>
    [
        ModelCases.Save(ModelCases.Fit(
            new TsneInput(PointMatrix.From(new float[,] { { 0, 1, 2 }, { 4, 1, 0 }, { 9, 1, 3 }, { 9, 1, 3 }, { 2, 2, 2 }, { 7, 0, 1 } }))
            {
                Weights = new float[] { 1, 2, 1, 1, 1.5f, 1 },
            },
            new TsneOptions { Perplexity = 1.5, Iterations = 3, PcaComponents = 2, MergeDuplicates = true, Threads = 1 })),
        ModelCases.Save(ModelCases.Fit(
            SparseCloud.Sparse(new float[,] { { 0, 1, 2 }, { 4, 1, 0 }, { 9, 0, 3 }, { 0, 2, 0 }, { 7, 0, 1 } }),
            new TsneOptions { Perplexity = 1.5, Iterations = 3, PcaComponents = 2, OutputDimensions = 1, Threads = 1 })),
    ]);

    [Fact]
    public void The_files_have_every_section() => Assert.Equal(
        [
            "header", "pca mean", "pca axes", "pca variances", "points", "weights", "map", "places", "end",
            "header", "svd axes", "svd values", "points", "map", "end",
        ],
        Small.Value.SelectMany(file => SectionBytes.Parse(file).Sections.Select(section => section.Name)));

    [Fact]
    public void Every_cut_is_found()
    {
        foreach (byte[] file in Small.Value)
        {
            string?[] sections = Map(file);
            for (int length = 0; length < file.Length; length++)
            {
                TsneFileException error = Assert.Throws<TsneFileException>(() => ModelCases.Load(file[..length]));
                Assert.Equal(sections[length], error.Section);
                Assert.Throws<TsneFileException>(() => TsneModel.Load(new ForwardStream(file[..length])));
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        foreach (byte[] file in Small.Value)
        {
            string?[] sections = Map(file);
            byte[] flipped = [.. file];
            for (int bit = 0; bit < 8 * file.Length; bit++)
            {
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                TsneFileException error = Assert.Throws<TsneFileException>(() => ModelCases.Load(flipped));
                Assert.Equal(sections[bit / 8], error.Section);
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    /// <summary>Every section with another length and right checksums: refused, with little memory.</summary>
    [Fact]
    public void Every_changed_length_is_found()
    {
        foreach (byte[] file in Small.Value)
        {
            foreach ((string name, byte[] content) in SectionBytes.Parse(file).Sections)
            {
                foreach (long length in (long[])[0, 1, content.Length - 1, content.Length + 1, int.MaxValue, 1L << 40, long.MaxValue, -1])
                {
                    if (length == content.Length)
                    {
                        continue;
                    }

                    byte[] changed = SectionBytes.Parse(file).ToBytes(new Dictionary<string, long> { [name] = length });
                    foreach (Stream stream in new Stream[] { new MemoryStream(changed), new ForwardStream(changed) })
                    {
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        TsneFileException error = Assert.Throws<TsneFileException>(() => TsneModel.Load(stream));
                        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
                        Assert.NotNull(error.Section);
                    }
                }
            }
        }
    }

    /// <summary>Content of another length, whose section says so: the header knows better.</summary>
    [Fact]
    public void Every_section_must_be_as_long_as_the_header_says()
    {
        foreach (byte[] file in Small.Value)
        {
            foreach (string name in SectionBytes.Parse(file).Sections.Select(section => section.Name).Where(name => name != "header"))
            {
                foreach (int change in new[] { 4, -4 })
                {
                    SectionBytes parsed = SectionBytes.Parse(file);
                    byte[] content = parsed[name];
                    Array.Resize(ref content, Math.Max(0, content.Length + change));
                    if (content.Length != parsed[name].Length)
                    {
                        parsed[name] = content;
                        Assert.Equal(name, Fails(parsed).Section);
                    }
                }
            }
        }
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Assert.Null(Fails([]).Section);
        Assert.Null(Fails("x,y\n1,2\n"u8.ToArray()).Section);
        Assert.Null(Fails([0x93, .. "NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }"u8]).Section);
        Assert.Null(Fails([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0]).Section);
        using TsneRun run = Tsne.Start(new TsneInput(PointMatrix.From(new float[8, 2])), new TsneOptions { Perplexity = 2, Threads = 1 });
        run.Prepare();
        using MemoryStream checkpoint = new();
        run.Save(checkpoint);
        TsneFileException error = Fails(checkpoint.ToArray());
        Assert.Equal("the stream: this is a checkpoint of BhTsne, not a model of BhTsne.", error.Message);
        SectionBytes newer = SectionBytes.Parse(Small.Value[0]);
        newer.Version = 2;
        Assert.Contains("use a newer BhTsne", Fails(newer).Message, StringComparison.Ordinal);
        SectionBytes longer = SectionBytes.Parse(Small.Value[0]);
        longer.Rest = [1];
        Assert.Equal("end", Fails(longer).Section);
        using TempFiles folder = new();
        File.WriteAllBytes(folder["empty"], []);
        TsneFileException named = Assert.Throws<TsneFileException>(() => TsneModel.Load(folder["empty"]));
        Assert.Equal(folder["empty"], named.File);
        Assert.Throws<FileNotFoundException>(() => TsneModel.Load(folder["none"]));
    }

    /// <summary>A header with right checksums that cannot be: refused in the header.</summary>
    [Fact]
    public void A_wrong_header_is_refused()
    {
        foreach (byte[] file in Small.Value)
        {
            string[] fields = [.. Header(file).Select(field => field.Key)];
            string[] options = [.. Header(file)["options"]!.AsObject().Select(option => option.Key)];
            foreach (string field in fields)
            {
                Refused(file, header => header.Remove(field));
                if (field != "columnNames")
                {
                    Refused(file, header => header[field] = null);
                }

                foreach (Func<JsonNode> wrong in Wrong(field))
                {
                    Refused(file, header => header[field] = wrong());
                }
            }

            foreach (string option in options)
            {
                if (option is not nameof(TsneOptions.OutputDimensions))
                {
                    Older(file, option);
                }

                Refused(file, header => header["options"]![option] = new JsonArray(1));
                Refused(file, header => header["options"]![option] = "nonsense");
                if (option is not "Threads")
                {
                    Refused(file, header => header["options"]![option] = -1);
                }
            }

            Refused(file, header => header["options"]!["NewOption"] = 1);
            Refused(file, header => header["options"]!["Metric"] = null);
            Refused(file, header => header["options"]!["Perplexity"] = 0.5);
            Refused(file, header => header["options"]!["Affinities"] = "perplexity");
            Refused(file, header => header["options"]!["Affinities"] = "uniform 1e300");
            Refused(file, header => header["options"]!["Affinities"] = "perplexity x");

            // Another dimension of the map than the options say, with a map of that size.
            Refused(file, header => header["options"]!["OutputDimensions"] = 3);
            foreach (string text in new[] { "", "{", "[]", "1", "null", "\"x\"", "{}", "{\"points\":1}", new string('[', 500), "\u00ff" })
            {
                SectionBytes parsed = SectionBytes.Parse(file).WithHeaderText(_ => text);
                Assert.Equal("header", Fails(parsed).Section);
            }

            // A name twice, and bytes that are no UTF-8, which JSON finds only when the value is taken.
            Assert.Equal("header", Fails(SectionBytes.Parse(file).WithHeaderText(text => text.Insert(1, "\"points\": 5, "))).Section);
            foreach (string wrong in new[] { "\u00ff", "\\ud800" })
            {
                SectionBytes parsed = SectionBytes.Parse(file)
                    .WithHeaderText(text => text.Replace("\"engine\": \"", "\"engine\": \"" + wrong, StringComparison.Ordinal));
                Assert.Equal("header", Fails(parsed).Section);
                parsed = SectionBytes.Parse(file).WithHeaderText(text => text.Insert(1, $"\"{wrong}\": 5, "));
                Assert.Equal("header", Fails(parsed).Section);
                parsed = SectionBytes.Parse(file)
                    .WithHeaderText(text => text.Replace("\"Metric\": \"", "\"Metric\": \"" + wrong, StringComparison.Ordinal));
                Assert.Equal("header", Fails(parsed).Section);
            }
        }
    }

    /// <summary>Values that no model has, with right checksums.</summary>
    [Theory]
    [InlineData(0, "pca mean", 8, double.NaN)]
    [InlineData(0, "pca axes", 8, double.PositiveInfinity)]
    [InlineData(0, "pca variances", 8, double.NaN)]
    [InlineData(0, "points", 4, double.NaN)]
    [InlineData(0, "weights", 4, 0.5)]
    [InlineData(0, "weights", 4, double.PositiveInfinity)]
    [InlineData(0, "weights", 4, double.NaN)]
    [InlineData(0, "map", 4, double.NegativeInfinity)]
    [InlineData(0, "places", 0, 99)]
    [InlineData(0, "places", 0, -1)]
    [InlineData(1, "svd axes", 4, double.NaN)]
    [InlineData(1, "svd values", 8, double.NaN)]
    public void Values_that_cannot_be_are_refused(int file, string section, int size, double value)
    {
        SectionBytes parsed = SectionBytes.Parse(Small.Value[file]);
        byte[] bytes = size == 8 ? BitConverter.GetBytes(value)
            : size == 4 ? BitConverter.GetBytes((float)value)
            : BitConverter.GetBytes((int)value);
        bytes.CopyTo(parsed[section].AsSpan());
        Assert.Equal(section, Fails(parsed).Section);
    }

    private static IEnumerable<Func<JsonNode>> Wrong(string field) => field switch
    {
        "points" or "dimensions" or "columns" or "outputDimensions" or "originalPoints" =>
            [() => 0, () => -1, () => 1.5, () => 1e300, () => "5", () => true, () => new JsonObject()],
        "reduction" => [() => "none", () => "other", () => 1],
        "weighted" or "merged" => [() => 1, () => "true"],
        "typicalDistance" or "typicalResidual" => [() => -1, () => "NaN", () => JsonNode.Parse("1e999")!],
        "columnNames" => [() => "a", () => new JsonArray("a"), () => new JsonArray("a", "b", 3), () => new JsonArray("a", "b", null)],
        "options" => [() => new JsonArray(), () => 1],
        _ => [() => 1, () => new JsonArray()],
    };

    private static JsonObject Header(byte[] file) => JsonNode.Parse(SectionBytes.Parse(file)["header"])!.AsObject();

    /// <summary>A file without an option is older than the option, whose default then counts.</summary>
    private static void Older(byte[] file, string option)
    {
        SectionBytes parsed = SectionBytes.Parse(file).WithHeader(header => header["options"]!.AsObject().Remove(option));
        TsneOptions options = ModelCases.Load(parsed.ToBytes()).Options;
        PropertyInfo property = typeof(TsneOptions).GetProperty(option)!;
        Assert.Equal(property.GetValue(new TsneOptions()), property.GetValue(options));
    }

    private static void Refused(byte[] file, Action<JsonObject> change)
    {
        SectionBytes parsed = SectionBytes.Parse(file).WithHeader(change);
        byte[] bytes = parsed.ToBytes();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Record.Exception(() => ModelCases.Load(bytes));
        Assert.True(
            error is TsneFileException { Section: not null },
            $"{Encoding.UTF8.GetString(parsed["header"])}: {error?.ToString() ?? "was read"}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    private static TsneFileException Fails(SectionBytes file) => Fails(file.ToBytes());

    private static TsneFileException Fails(byte[] file) => Assert.Throws<TsneFileException>(() => ModelCases.Load(file));

    /// <summary>Of each byte the section; null for the beginning of the file.</summary>
    private static string?[] Map(byte[] file) =>
    [
        .. new string?[20],
        .. SectionBytes.Parse(file).Sections.SelectMany(section => Enumerable.Repeat(section.Name, 28 + section.Content.Length + 4)),
    ];
}
