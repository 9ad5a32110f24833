using BhTsne.Files;
using BhTsne.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.Tests.Files;

/// <summary>Files in sections: the bytes are those of the description, and a reader believes nothing.</summary>
public sealed class SectionTests
{
    /// <summary>The writer against a reader that shares no code with it.</summary>
    [Fact]
    public void A_file_has_the_described_bytes()
    {
        byte[] file = Example();
        SectionBytes parsed = SectionBytes.Parse(file);
        Assert.Equal([0x89, 0x42, 0x68, 0x54, 0x73, 0x6E, 0x0D, 0x0A, (byte)'M', (byte)'O', (byte)'D', (byte)'L'], parsed.Mark);
        Assert.Equal(1, parsed.Version);
        Assert.Equal(["floats", "longs", "a name of 16 by.", "end"], parsed.Sections.Select(section => section.Name));
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], parsed["floats"]);
        Assert.Equal([7, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0], parsed["longs"]);
        Assert.Empty(parsed["a name of 16 by."]);
        Assert.Empty(parsed.Rest);
        Assert.Equal(file, parsed.ToBytes());
    }

    [Fact]
    public void What_was_written_is_read()
    {
        foreach (bool seeks in new[] { true, false })
        {
            using Stream stream = seeks ? new MemoryStream(Example()) : new ForwardStream(Example());
            SectionReader file = new(stream, FileKind.Model, "f");
            Assert.Equal(1, file.Version);
            Assert.Equal([1f, -2f], file.Read<float>("floats"));
            file.Begin("longs");
            Assert.Equal(12, file.Left);
            Assert.Equal(7, file.ReadNumber<long>());
            Assert.Equal([5], file.ReadArray<int>(1));
            file.EndSection();
            Assert.Empty(file.Read<byte>("a name of 16 by.", 0));
            file.Finish();
            Assert.Equal(Example().Length, file.Position);
        }
    }

    /// <summary>Arrays of several blocks, to memory that grows where the length of the stream is not known.</summary>
    [Fact]
    public void Long_arrays_are_read_in_blocks()
    {
        double[] values = [.. Enumerable.Range(0, 700_001).Select(i => Math.Sqrt(i))];
        using MemoryStream memory = new();
        SectionWriter writer = new(memory, FileKind.Checkpoint);
        writer.Write<double>("values", values);
        writer.Finish();
        Assert.Equal(memory.Length, writer.Position);
        foreach (bool seeks in new[] { true, false })
        {
            using Stream stream = seeks ? new MemoryStream(memory.ToArray()) : new ForwardStream(memory.ToArray());
            SectionReader file = new(stream, FileKind.Checkpoint, null);
            Assert.Equal(values, file.Read<double>("values", values.Length));
            file.Finish();
        }
    }

    [Fact]
    public void A_section_that_is_not_as_long_as_announced_is_an_error_of_the_program()
    {
        SectionWriter file = new(new MemoryStream(), FileKind.Model);
        file.Begin("s", 4);
        Assert.Throws<InvalidOperationException>(() => file.Begin("t", 0));
        Assert.Throws<InvalidOperationException>(file.EndSection);
        Assert.Throws<InvalidOperationException>(() => file.Write<byte>(new byte[5]));
    }

    /// <summary>Every cut and every flipped bit is found, and the section is named.</summary>
    [Fact]
    public void Every_damage_is_found()
    {
        byte[] whole = Example();
        for (int length = 0; length < whole.Length; length++)
        {
            TsneFileException error = Assert.Throws<TsneFileException>(() => ReadAll(whole[..length]));
            Assert.Equal(SectionAt(length), error.Section);
        }

        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            TsneFileException error = Assert.Throws<TsneFileException>(() => ReadAll(flipped));
            Assert.Equal(SectionAt(bit / 8), error.Section);
        }

        string? SectionAt(int at) => at < 20 ? null
            : at < 20 + 28 + 12 ? "floats"
            : at < 20 + 28 + 12 + 28 + 16 ? "longs"
            : at < 20 + 28 + 12 + 28 + 16 + 32 ? "a name of 16 by."
            : "end";
    }

    /// <summary>Any bytes instead of a file: a typed error, never another one, and little memory.</summary>
    [Fact]
    public void Noise_is_refused() => Check.ForAll(
        Arb.From(Gen.Choose(0, int.MaxValue - 1)),
        seed =>
        {
            Random random = new(seed);
            byte[] noise = Example();
            random.NextBytes(noise.AsSpan(random.Next(noise.Length)));

            // Noise in the last bytes alone may happen to be what was there.
            noise[^1] ^= (byte)(noise.AsSpan().SequenceEqual(Example()) ? 1 : 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<TsneFileException>(() => ReadAll(noise));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        },
        cases: 300);

    /// <summary>
    /// A length that the file does not have takes no memory, even where its checksum is right and the stream cannot seek.
    /// </summary>
    [Theory]
    [InlineData(long.MaxValue, true)]
    [InlineData(long.MaxValue, false)]
    [InlineData(int.MaxValue, true)]
    [InlineData(int.MaxValue, false)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, true)]
    [InlineData(8001, true)]
    [InlineData(8001, false)]
    [InlineData(7, false)]
    [InlineData(0, false)]
    public void A_length_is_not_believed(long length, bool seeks)
    {
        byte[] changed = SectionBytes.Parse(Example()).ToBytes(new Dictionary<string, long> { ["floats"] = length });
        using Stream stream = seeks ? new MemoryStream(changed) : new ForwardStream(changed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TsneFileException error = Assert.Throws<TsneFileException>(() => ReadAll(stream));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 << 20);
        Assert.Equal("floats", error.Section);
    }

    [Fact]
    public void The_error_says_which_file_and_what_to_do()
    {
        TsneFileException empty = Fails([], "f.bhtsne");
        Assert.Equal("f.bhtsne: the file is empty.", empty.Message);
        Assert.Equal(("f.bhtsne", null), (empty.File, empty.Section));
        Assert.Equal("the stream: this is not a model of BhTsne.", Fails("a text file, and a long one\n"u8.ToArray(), null).Message);
        Assert.Equal("f: this is not a model of BhTsne.", Fails([0x93, .. "NUMPY"u8], "f").Message);
        SectionBytes checkpoint = SectionBytes.Parse(Example());
        "CKPT"u8.CopyTo(checkpoint.Mark.AsSpan(8));
        Assert.Equal("f: this is a checkpoint of BhTsne, not a model of BhTsne.", Fails(checkpoint.ToBytes(), "f").Message);
        "ABCD"u8.CopyTo(checkpoint.Mark.AsSpan(8));
        Assert.Equal("f: this is another file of BhTsne, not a model of BhTsne.", Fails(checkpoint.ToBytes(), "f").Message);
        foreach (int version in new[] { 2, 0, -1, int.MaxValue })
        {
            SectionBytes newer = SectionBytes.Parse(Example());
            newer.Version = version;
            TsneFileException error = Fails(newer.ToBytes(), "f");
            Assert.Null(error.Section);
            Assert.StartsWith($"f: it has version {version} of the format, but this program reads versions up to 1;", error.Message);
        }

        SectionBytes swapped = SectionBytes.Parse(Example());
        swapped.Sections.Reverse(0, 2);
        Assert.Equal("f: section 'floats': the section 'longs' is in its place.", Fails(swapped.ToBytes(), "f").Message);
        SectionBytes longer = SectionBytes.Parse(Example());
        longer.Rest = [0];
        Assert.Equal("f: section 'end': something follows the end of the file.", Fails(longer.ToBytes(), "f").Message);
    }

    private static TsneFileException Fails(byte[] file, string? name) =>
        Assert.Throws<TsneFileException>(() => ReadAll(new MemoryStream(file), name));

    private static void ReadAll(byte[] file) => ReadAll(new MemoryStream(file));

    private static void ReadAll(Stream stream, string? name = null)
    {
        SectionReader file = new(stream, FileKind.Model, name);
        float[] floats = file.Read<float>("floats", 2);
        file.Begin("longs");
        long number = file.ReadNumber<long>();
        int[] last = file.ReadArray<int>(1);
        file.EndSection();
        file.Read<byte>("a name of 16 by.", 0);
        file.Finish();
        Assert.Equal((1f, -2f, 7, 5), (floats[0], floats[1], number, last[0]));
    }

    private static byte[] Example()
    {
        using ForwardStream stream = new();
        SectionWriter file = new(stream, FileKind.Model);
        file.Write<float>("floats", [1, -2]);
        file.Begin("longs", 12);
        file.WriteNumber(7L);
        file.Write<int>([5]);
        file.EndSection();
        file.Write<byte>("a name of 16 by.", []);
        file.Finish();
        return stream.ToArray();
    }
}
