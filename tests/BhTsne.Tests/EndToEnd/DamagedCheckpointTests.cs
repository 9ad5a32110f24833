using System.Text.Json.Nodes;
using BhTsne.Tests.Files;
using BhTsne.Tests.Models;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>
/// A checkpoint is resumed with its own input, options and version alone, and a damaged one is refused or read as it was.
/// </summary>
public sealed class DamagedCheckpointTests
{
    private const int Slot = 4096;

    /// <summary>Where the state begins in its slot: behind a mark and its number.</summary>
    private const int StateAt = 16;

    private static readonly float[,] Points = Samples.Clusters(12, 3, clusters: 2);

    private static readonly TsneOptions Options = new() { Perplexity = 2, Iterations = 20, EarlyExaggerationIterations = 5, Threads = 1 };

    private static readonly int[] Pinned = [3];

    /// <summary>A file with two states, of iterations 6 and 9; the newer one lies behind.</summary>
    private static readonly Lazy<byte[]> File = new(() =>
    {
        using TempFiles folder = new();
        using TsneRun run = Tsne.Start(Points, Options);
        run.Optimize(6);
        run.Save(folder["c"]);
        run.Optimize(3);
        run.Save(folder["c"]);
        return System.IO.File.ReadAllBytes(folder["c"]);
    });

    private static readonly Lazy<int[]> Final = new(() => Samples.Bits(Tsne.Fit(Points, Options).Embedding));

    /// <summary>Where the slots begin.</summary>
    private static int Slots => File.Value.Length - (2 * Slot);

    [Fact]
    public void The_file_is_that_of_its_description()
    {
        SectionBytes parsed = SectionBytes.Parse(File.Value);
        Assert.Equal(["run", "header", "p offsets", "p columns", "p values", "end"], parsed.Sections.Select(section => section.Name));
        Assert.Equal(16, parsed["run"].Length);
        Assert.Equal(0, Slots % 4096);
        Assert.Equal(File.Value, parsed.ToBytes());
        Assert.True(File.Value.AsSpan(Slots).StartsWith("STATE\0\0\0\u0001\0\0\0\0\0\0\0"u8));
        Assert.True(File.Value.AsSpan(Slots + Slot).StartsWith("STATE\0\0\0\u0002\0\0\0\0\0\0\0"u8));
        Assert.Equal(9, Iteration(File.Value));
    }

    [Fact]
    public void Every_cut_is_found()
    {
        for (int length = 0; length < File.Value.Length; length += length < Slots ? 1 : 37)
        {
            TsneFileException error = Fails(File.Value[..length]);
            Assert.Equal(length < 20, error.Section is null);
            if (length > Slots)
            {
                Assert.Equal("states", error.Section);
            }
        }

        Fails(File.Value[..^1]);
    }

    /// <summary>
    /// A changed byte is found, or lies where nothing is: in the gaps, or in the state that is not taken. What is resumed ends with the
    /// bits of the run.
    /// </summary>
    [Fact]
    public void A_changed_byte_changes_no_answer()
    {
        Random random = new();
        int refused = 0, older = 0, newer = 0;
        for (int i = 0; i < 700; i++)
        {
            byte[] changed = [.. File.Value];
            int at = i < 300 ? random.Next(SectionBytes.Parse(File.Value).ToBytes().Length) : random.Next(changed.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            try
            {
                using TsneRun run = TsneRun.Load(new MemoryStream(changed), Points, Options);
                _ = run.Iteration == 6 ? older++ : newer++;
                Assert.True(run.Iteration is 6 or 9);
                Assert.True(at >= SectionsEnd(), $"byte {at} of the sections was changed, and the file was read");
                if (i % 10 == 0)
                {
                    run.Optimize();
                    Assert.Equal(Final.Value, Samples.Bits(run.Snapshot()));
                }
            }
            catch (TsneFileException)
            {
                Assert.True(at < SectionsEnd(), $"byte {at} lies in a state of which there is another");
                refused++;
            }
        }

        Assert.True(refused > 0 && older > 0 && newer > 0, $"{refused} {older} {newer}");

        int SectionsEnd() => File.Value.Length - SectionBytes.Parse(File.Value).Rest.Length;
    }

    /// <summary>The newer state was not written to its end: the one before is there.</summary>
    [Fact]
    public void Of_two_states_the_newest_whole_one_is_taken()
    {
        foreach (int written in new[] { 0, 1, 8, 16, 100, 700 })
        {
            byte[] torn = [.. File.Value];
            torn.AsSpan((Slots + Slot + written)..).Clear();
            Assert.Equal(6, Iteration(torn));
            Assert.Equal(Final.Value, Resumed(torn));
            torn.AsSpan(Slots, 4).Clear();
            TsneFileException error = Fails(torn);
            Assert.Equal("states", error.Section);
            Assert.Contains("neither of the two states is whole", error.Message, StringComparison.Ordinal);
        }

        byte[] first = [.. File.Value];
        first[Slots + 40] ^= 1;
        Assert.Equal(9, Iteration(first));
        Assert.Equal(Final.Value, Resumed(first));
    }

    /// <summary>A resumed run whose file has one whole state writes the next one over the other.</summary>
    [Fact]
    public void The_whole_state_is_never_written_over()
    {
        using TempFiles folder = new();
        byte[] torn = [.. File.Value];
        torn[Slots + Slot + 50] ^= 4;
        System.IO.File.WriteAllBytes(folder["c"], torn);
        using TsneRun run = TsneRun.Load(folder["c"], Points, Options);
        run.Optimize(1);
        run.Save(folder["c"]);
        byte[] after = System.IO.File.ReadAllBytes(folder["c"]);
        Assert.Equal(torn[..(Slots + Slot)], after[..(Slots + Slot)]);
        Assert.Equal(7, Iteration(after));
    }

    /// <summary>Lengths that the file does not have, in sections and in the header, with right checksums: little memory is taken.</summary>
    [Fact]
    public void No_length_is_believed()
    {
        SectionBytes file = SectionBytes.Parse(File.Value);
        foreach ((string name, byte[] content) in file.Sections)
        {
            foreach (long length in new[] { 0, content.Length - 1, content.Length + 1, int.MaxValue, long.MaxValue, -1 })
            {
                if (length != content.Length)
                {
                    Small(file.ToBytes(new Dictionary<string, long> { [name] = length }));
                }
            }
        }

        foreach (string field in new[] { "points", "inputPoints", "dimensions", "outputDimensions", "stateBytes" })
        {
            foreach (long value in new[] { 0, 1, 11, 13, 1 << 20, int.MaxValue, Array.MaxLength - 4200, long.MaxValue, -1 })
            {
                if (Header()[field]!.GetValue<long>() != value)
                {
                    Small(Whole(SectionBytes.Parse(File.Value).WithHeader(header => header[field] = value)), mayBeAnotherInput: true);
                }
            }
        }

        // Rows of P as long as the number of points allows.
        SectionBytes parsed = SectionBytes.Parse(File.Value);
        BitConverter.GetBytes(12L * 12).CopyTo(parsed["p offsets"], 12 * 8);
        Small(Whole(parsed));

        static void Small(byte[] file, bool mayBeAnotherInput = false)
        {
            foreach (Stream stream in new Stream[] { new MemoryStream(file), new ForwardStream(file) })
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Exception? error = Record.Exception(() => TsneRun.Load(stream, Points, Options).Dispose());
                Assert.True(error is TsneFileException || (mayBeAnotherInput && error is TsneInputException), $"{error}");
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
            }
        }
    }

    [Fact]
    public void A_wrong_header_is_refused()
    {
        foreach (string field in Header().Select(field => field.Key))
        {
            Refused(header => header.Remove(field));
            Refused(header => header[field] = new JsonArray());
            if (field is not ("inputHash" or "conditionalEntropy"))
            {
                Refused(header => header[field] = null);
            }
        }

        Refused(header => header["inputKind"] = "Nothing");
        Refused(header => header["inputHash"] = "ab");
        Refused(header => header["inputKind"] = "17");
        Refused(header => header["typicalDistance"] = -1);
        Refused(header => header["options"]!["Metric"] = null);
        Refused(header => header["options"]!["New"] = 1);
        Refused(header => header["options"]!["OutputDimensions"] = 3);
        Refused(header => header["options"]!["Perplexity"] = -3);

        static void Refused(Action<JsonObject> change)
        {
            SectionBytes parsed = SectionBytes.Parse(File.Value).WithHeader(change);
            Exception? error = Record.Exception(() => TsneRun.Load(new MemoryStream(Whole(parsed)), Points, Options).Dispose());
            Assert.True(error is TsneFileException { Section: "header" }, $"{parsed.WithHeader(_ => { })["header"].Length}: {error}");
        }
    }

    [Fact]
    public void Another_version_of_the_engine_is_refused_by_name()
    {
        byte[] other = Whole(SectionBytes.Parse(File.Value).WithHeader(header => header["engine"] = "0.0.1"));
        TsneFileException error = Fails(other);
        Assert.Equal("header", error.Section);
        Assert.Contains("saved by version 0.0.1", error.Message, StringComparison.Ordinal);
        SectionBytes newer = SectionBytes.Parse(File.Value);
        newer.Version = 2;
        Assert.Contains("use a newer BhTsne", Fails(Whole(newer)).Message, StringComparison.Ordinal);
        TsneFileException model = Fails(ModelCases.Save(ModelCases.Fit(Points, Options)));
        Assert.Equal("the stream: this is a model of BhTsne, not a checkpoint of BhTsne.", model.Message);
    }

    [Fact]
    public void What_cannot_be_P_is_refused()
    {
        Refused("p values", bytes => BitConverter.GetBytes(float.NaN).CopyTo(bytes, 0));
        Refused("p values", bytes => BitConverter.GetBytes(-1f).CopyTo(bytes, 0));
        Refused("p columns", bytes => BitConverter.GetBytes(12).CopyTo(bytes, 0));
        Refused("p columns", bytes => BitConverter.GetBytes(-1).CopyTo(bytes, 0));
        Refused("p offsets", bytes => BitConverter.GetBytes(1L).CopyTo(bytes, 0));
        Refused("p offsets", bytes => BitConverter.GetBytes(1000L).CopyTo(bytes, 8));
        Refused("p offsets", bytes => BitConverter.GetBytes(-1L).CopyTo(bytes, 8));
        Refused("p offsets", bytes => BitConverter.GetBytes(long.MinValue).CopyTo(bytes, 16));

        static void Refused(string section, Action<byte[]> change)
        {
            SectionBytes parsed = SectionBytes.Parse(File.Value);
            change(parsed[section]);
            Assert.Equal(section, Fails(Whole(parsed)).Section);
        }
    }

    /// <summary>A state with a right checksum that no run has.</summary>
    [Fact]
    public void What_cannot_be_a_state_is_refused()
    {
        const int State = StateAt, Run = 8 + 40;
        int points = Points.GetLength(0), stateBytes = (int)Header()["stateBytes"]!.GetValue<long>();
        foreach (Action<byte[]> change in new Action<byte[]>[]
        {
            bytes => BitConverter.GetBytes(99L).CopyTo(bytes, State),
            bytes => BitConverter.GetBytes(-1L).CopyTo(bytes, State + Run),
            bytes => BitConverter.GetBytes(long.MaxValue).CopyTo(bytes, State + Run),
            bytes => BitConverter.GetBytes(float.NaN).CopyTo(bytes, State + Run + 104),
            bytes => BitConverter.GetBytes(float.PositiveInfinity).CopyTo(bytes, State + Run + 104),
            bytes => bytes.AsSpan(Order(), sizeof(int)).CopyTo(bytes.AsSpan(Order() + sizeof(int))),
            bytes => bytes.AsSpan(Order() + (3 * points * sizeof(int)), sizeof(int))
                .CopyTo(bytes.AsSpan(Order() + (3 * points * sizeof(int)) + sizeof(int))),
        })
        {
            Assert.Equal("states", Fails(WithNewerState(change)).Section);
        }

        // The last of a state: the order of the points, codes of 8 bytes each, and the order of the tree.
        int Order() => State + stateBytes - (points * ((2 * sizeof(int)) + sizeof(ulong)));
    }

    /// <summary>
    /// The number of a state says which one is newer, up to the largest that a state may have: a damaged or foreign one with a larger
    /// number, or none, would be the newest for ever.
    /// </summary>
    [Theory]
    [InlineData(1L, 6)]
    [InlineData(3L, 9)]
    [InlineData(1L << 61, 9)]
    [InlineData((1L << 62) - 1, 9)]
    [InlineData(1L << 62, 6)]
    [InlineData((1L << 62) + 2, 6)]
    [InlineData(long.MaxValue, 6)]
    [InlineData(0L, 6)]
    [InlineData(-1L, 6)]
    [InlineData(long.MinValue, 6)]
    public void A_state_has_a_number_below_the_largest(long number, int iteration)
    {
        byte[] file = WithNewerState(bytes => BitConverter.GetBytes(number).CopyTo(bytes, 8));
        Assert.Equal(iteration, Iteration(file));
        Assert.Equal(Final.Value, Resumed(file));
        if (iteration == 6 && number != 1)
        {
            // There is nothing else to take.
            file.AsSpan(Slots, 4).Clear();
            Assert.Contains("neither of the two states is whole", Fails(file).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_input_is_refused()
    {
        float[,] other = (float[,])Points.Clone();
        other[11, 2] += 1e-6f;
        PointMatrix points = PointMatrix.From(Points);
        Values(other);
        Values(new TsneInput(points) { Weights = ModelCases.Weights(12) });
        Values(new TsneInput(points) { Start = Samples.Cloud(12, 1, 1) });
        Values(new TsneInput(points) { Pinned = Pinned });
        Shape(ModelCases.Rows(Points, 0, 11), "12 points of 3 dimensions (Points), but this input is 11 points of 3 dimensions (Points)");
        Shape(new float[12, 4], "this input is 12 points of 4 dimensions (Points)");
        Shape(DistanceMatrix.From(PointMatrix.From(new float[12, 12])), "this input is 12 points (Distances)");

        static void Values(TsneInput input) => Assert.StartsWith(
            "The values of the input are not those of the run that was saved",
            Assert.Throws<TsneInputException>(() => TsneRun.Load(new MemoryStream(File.Value), input, Options)).Message);

        static void Shape(TsneInput input, string words) => Assert.Contains(
            words, Assert.Throws<TsneInputException>(() => TsneRun.Load(new MemoryStream(File.Value), input, Options)).Message);
    }

    /// <summary>Without a hash the shape alone is compared.</summary>
    [Fact]
    public void A_run_without_a_hash_takes_any_input_of_its_shape()
    {
        using TsneRun run = Tsne.Start(Points, Options);
        run.HashesInput = false;
        run.Optimize(4);
        using MemoryStream stream = new();
        run.Save(stream);
        using TsneRun resumed = TsneRun.Load(new MemoryStream(stream.ToArray()), new float[12, 3], Options);
        resumed.Optimize();
        Assert.Equal(Final.Value, Samples.Bits(resumed.Snapshot()));
        Assert.Throws<TsneInputException>(() => TsneRun.Load(new MemoryStream(stream.ToArray()), new float[12, 2], Options));
    }

    [Fact]
    public void Every_other_option_is_named()
    {
        TsneOptions other = Options with { Seed = 7, Theta = 0.4, Threads = 5, Metric = Metric.Manhattan, LearningRate = 3 };
        TsneOptionsException error = Assert.Throws<TsneOptionsException>(() => TsneRun.Load(new MemoryStream(File.Value), Points, other));
        Assert.Equal(["LearningRate", "Metric", "Seed", "Theta"], error.Faults.Select(fault => fault.Option).Order());
        Assert.Contains(error.Faults, fault => fault.Message.Contains("it was euclidean in the run that was saved, and is manhattan now"));
        Assert.Contains(error.Faults, fault => fault.Message.Contains("it was not set in the run that was saved, and is 3 now"));
    }

    [Fact]
    public void A_metric_of_the_callers_own_must_be_given_again()
    {
        TsneOptions options = Options with { Metric = ModelCases.Custom };
        using TsneRun run = Tsne.Start(Points, options);
        run.Optimize(5);
        using MemoryStream stream = new();
        run.Save(stream);
        TsneFileException error = Assert.Throws<TsneFileException>(() => TsneRun.Load(new MemoryStream(stream.ToArray()), Points));
        Assert.Contains("the metric 'own'", error.Message, StringComparison.Ordinal);
        using TsneRun resumed = TsneRun.Load(new MemoryStream(stream.ToArray()), Points, options);
        resumed.Optimize();
        run.Optimize();
        Assert.Equal(Samples.Bits(run.Snapshot()), Samples.Bits(resumed.Snapshot()));
    }

    private static JsonObject Header() => JsonNode.Parse(SectionBytes.Parse(File.Value)["header"])!.AsObject();

    /// <summary>The file with its states where they belong behind sections of perhaps another length.</summary>
    private static byte[] Whole(SectionBytes parsed)
    {
        parsed.Rest = [];
        byte[] sections = parsed.ToBytes();
        return [.. sections, .. new byte[((sections.Length + 4095) / 4096 * 4096) - sections.Length], .. File.Value[Slots..]];
    }

    /// <summary>The file with a changed newer state, and a right checksum behind it.</summary>
    private static byte[] WithNewerState(Action<byte[]> change)
    {
        byte[] changed = [.. File.Value], slot = changed[(Slots + Slot)..];
        change(slot);
        int end = StateAt + (int)Header()["stateBytes"]!.GetValue<long>();
        BitConverter.GetBytes(CrcTable.Of(slot.AsSpan(0, end))).CopyTo(slot, end);
        slot.CopyTo(changed, Slots + Slot);
        return changed;
    }

    private static int Iteration(byte[] file)
    {
        using TsneRun run = TsneRun.Load(new ForwardStream(file), Points, Options);
        return run.Iteration;
    }

    private static int[] Resumed(byte[] file)
    {
        using TsneRun run = TsneRun.Load(new MemoryStream(file), Points, Options);
        run.Optimize();
        return Samples.Bits(run.Snapshot());
    }

    private static TsneFileException Fails(byte[] file) =>
        Assert.Throws<TsneFileException>(() => TsneRun.Load(new MemoryStream(file), Points, Options).Dispose());
}
