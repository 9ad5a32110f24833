using System.Text;
using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Readers and writers over streams, which need not be able to seek.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stream_of_one_byte_at_a_time_gives_what_a_file_gives() => Check.ForAll(Arb.From(ValidFile.Any), file =>
    {
        string path = _folder.WriteBytes($"a.{file.Format}", file.Content);
        float[] expected = ValidFile.Read(TableInput.OfFile(path));
        DripStream stream = new(file.Content);
        Assert.Equal(expected, ValidFile.Read(TableInput.OfStream(stream, file.Format)));
        Assert.False(stream.IsClosed);

        // A stream that can seek may begin in the middle.
        using MemoryStream middle = new([1, 2, 3, .. file.Content]) { Position = 3 };
        Assert.Equal(expected, ValidFile.Read(TableInput.OfStream(middle, file.Format)));
    });

    [Fact]
    public void The_content_says_the_format_where_nothing_else_does() => Check.ForAll(Arb.From(ValidFile.Any), file =>
    {
        float[] expected = ValidFile.Read(TableInput.OfStream(new DripStream(file.Content), file.Format));
        Assert.Equal(expected, ValidFile.Read(TableInput.OfStream(new DripStream(file.Content))));
        foreach (string name in new[] { "noname", "name.dat", $"name.{file.Format}" })
        {
            Assert.Equal(expected, ValidFile.Read(TableInput.OfFile(_folder.WriteBytes(name, file.Content))));
        }
    });

    [Fact]
    public void A_file_cut_at_any_byte_is_a_fault_of_the_file_and_never_another_exception() => Check.ForAll(Arb.From(ValidFile.Any), file =>
    {
        // Text does not say how long it is: a shorter one is valid too, but of Matrix Market only one without the last digits.
        int lastLine = file.Format == TableFormat.MatrixMarket ? file.Content.AsSpan()[..^1].LastIndexOf((byte)'\n') + 1 : 0;
        bool mayBeShorter = !file.Gzipped && !file.Format.IsArray && file.Format != TableFormat.Npz;
        for (int length = 0; length < file.Content.Length; length++)
        {
            byte[] cut = file.Content[..length];
            TableInput[] inputs =
            [
                TableInput.OfFile(_folder.WriteBytes($"a.{file.Format}{(file.Gzipped ? ".gz" : "")}", cut)),
                TableInput.OfStream(new DripStream(cut), file.Format),
                TableInput.OfStream(new DripStream(cut)),
            ];
            foreach (TableInput input in inputs)
            {
                Exception? fault = Record.Exception(() => ValidFile.Read(input));
                Assert.True(
                    fault is TableFormatException || (fault is null && mayBeShorter && length > lastLine),
                    $"cut at {length}: {fault?.ToString() ?? "no fault"}");
            }
        }
    }, cases: 12);

    [Fact]
    public void Labels_and_maps_are_read_from_streams()
    {
        Assert.Equal(["a", "b"], LabelReader.Read(new DripStream("label\na\nb\n"u8.ToArray()), TableFormat.Csv));
        using TableInput lines = TableInput.OfStream(new DripStream("Smith, A\t\nb\n"u8.ToArray()));
        Assert.Equal(["Smith, A\t", "b"], LabelReader.Read(lines));
        Assert.Equal(["7", "8"], LabelReader.Read(new DripStream(IdxOracle.File(0x08, [2], [7, 8])), TableFormat.Idx));
        Embedding map = EmbeddingReader.Read(new DripStream("x,y,label\n1,2,a\n3,4,b\n"u8.ToArray()), TableFormat.Csv);
        Assert.Equal([1f, 2, 3, 4], map.Values.ToArray());
        Assert.Equal(["a", "b"], TableReader.Read(
            new DripStream("x,kind\n1,a\n2,b\n"u8.ToArray()), TableFormat.Csv, new TableReadOptions { LabelColumn = "kind" }).Labels!);
        Assert.Equal(2, SparseReader.Read(
            new DripStream("%%MatrixMarket matrix coordinate real general\n2 3 1\n1 1 1\n"u8.ToArray()), TableFormat.MatrixMarket).Rows);
    }

    [Theory]
    [InlineData("csv", "x,label\n1,a\n2,b\n")]
    [InlineData("tsv", "x\tlabel\n1\ta\n2\tb\n")]
    [InlineData("npy", null)]
    public void A_map_is_written_to_a_stream_as_to_a_file(string name, string? text)
    {
        TableFormat format = TableFormat.All.Single(format => format.Name == name);
        Embedding map = new([1, 2], 1);
        using MemoryStream stream = new();
        EmbeddingWriter.Write(stream, format, map, ["a", "b"]);
        EmbeddingWriter.Write(_folder["map"], map, ["a", "b"], format);
        EmbeddingWriter.Write(_folder[$"map.{name}"], map, ["a", "b"]);
        Assert.Equal(File.ReadAllBytes(_folder["map"]), stream.ToArray());
        Assert.Equal(File.ReadAllBytes(_folder[$"map.{name}"]), stream.ToArray());
        Assert.True(stream.CanWrite);
        if (text is not null)
        {
            Assert.Equal(text, Encoding.ASCII.GetString(stream.ToArray()));
        }

        Assert.Throws<ArgumentException>(() => EmbeddingWriter.Write(stream, TableFormat.Idx, map));
        Assert.Throws<ArgumentException>(() => EmbeddingWriter.Write(stream, format, map, ["a"]));
    }

    [Fact]
    public void Faults_call_a_stream_by_the_name_that_the_caller_gives()
    {
        using TableInput text = TableInput.OfStream(new DripStream("1,2\n3,x\n"u8.ToArray()), name: "standard input");
        TableFormatException fault = Faults.ExpectPart(
            "standard input", ", line 2, column 2: 'x' is not a number.", () => TableReader.Read([text]));
        Assert.Equal((2, 2), (fault.Line, fault.Column));
        using TableInput array = TableInput.OfStream(
            new DripStream(NpyOracle.File("<f4", [9, 2], new double[18])[..^6]), name: "standard input");
        Faults.Expect(
            "standard input",
            ": it is truncated: its header promises 9 x 2 = 18 values, but no more than 16 are there.",
            () => TableReader.Read([array]));
        using TableInput empty = TableInput.OfStream(Stream.Null, name: "standard input");
        Faults.Expect("standard input", ": it is empty.", () => TableReader.Read([empty]));
        Faults.Expect("the stream", ": it is empty.", () => TableReader.Read(Stream.Null, TableFormat.Csv));
        Faults.Expect("the stream", ": it has no labels.", () => LabelReader.Read(Stream.Null, TableFormat.Csv));
    }

    [Theory]
    [InlineData("a.csv", 100_000)]
    [InlineData("a.npy", 100_000)]
    [InlineData("a.mtx", 100_000)]
    [InlineData("a.txt", 100_000)]
    public void A_file_that_becomes_shorter_while_it_is_read_is_a_fault(string name, int rows)
    {
        string path = name switch
        {
            "a.npy" => _folder.Write(name, NpyOracle.File("<f4", [rows], new double[rows])),
            "a.mtx" => _folder.Write(
                name,
                $"%%MatrixMarket matrix coordinate pattern general\n{rows} 1 {rows}\n"
                    + string.Concat(Enumerable.Range(1, rows).Select(i => $"{i} 1\n"))),
            _ => _folder.Write(name, string.Concat(Enumerable.Repeat("1.25\n", rows))),
        };
        long length = new FileInfo(path).Length;
        using FileStream writer = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using TableInput input = TableInput.OfStream(reader, TableInput.OfFile(path).Format, path);
        input.Open().Peek(1);
        writer.SetLength((length / 2) - ((length / 2) % 5));
        Faults.ExpectPart(path, "it became shorter while it was read", () => name switch
        {
            "a.mtx" => SparseReader.Read([input]),
            "a.txt" => LabelReader.Read(input),
            _ => TableReader.Read([input]),
        });
    }

    [Fact]
    public void A_header_of_a_pipe_that_promises_too_much_is_no_lack_of_memory()
    {
        byte[] header = NpyOracle.Header("{'descr': '<f4', 'fortran_order': False, 'shape': (20000000, 100), }");
        long before = GC.GetTotalAllocatedBytes();
        Faults.ExpectPart(
            "the stream", "it is truncated", () => TableReader.Read(new DripStream([.. header, 0, 0, 0, 0]), TableFormat.Npy));
        byte[] market = "%%MatrixMarket matrix coordinate real general\n9 9 2000000000\n1 1 1\n"u8.ToArray();
        Faults.ExpectPart("the stream", "is it truncated?", () => SparseReader.Read(new DripStream(market), TableFormat.MatrixMarket));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
    }

    [Fact]
    public void An_archive_larger_than_a_piece_of_memory_is_read_from_a_pipe()
    {
        const int Rows = 700_000;
        Dictionary<string, byte[]> members = NpzOracle.Members(
            [1], [0], [0, 1], [1, 1]);
        members["indptr.npy"] = Ints([.. Enumerable.Range(0, Rows + 1)]);
        members["indices.npy"] = Ints([.. Enumerable.Range(0, Rows).Select(row => row * 7919L % 1000)]);
        members["data.npy"] = Ints([.. Enumerable.Range(1, Rows)]);
        members["shape.npy"] = Ints([Rows, 1000]);
        byte[] archive = NpzOracle.Zip(members, System.IO.Compression.CompressionLevel.NoCompression);
        Assert.InRange(archive.Length, 5 << 20, int.MaxValue);
        using MemoryStream stream = new([0, .. archive]) { Position = 1 };
        SparseMatrix matrix = SparseReader.Read(stream, TableFormat.Npz);
        Assert.Equal((Rows, 1000, (long)Rows), (matrix.Rows, matrix.Columns, matrix.EntryCount));
        Assert.Equal(Enumerable.Range(1, Rows).Select(value => (float)value), matrix.Values.ToArray());

        static byte[] Ints<T>(T[] values)
            where T : IConvertible => [.. NpyOracle.Header($"{{'descr': '<i4', 'fortran_order': False, 'shape': ({values.Length},), }}"),
                .. values.SelectMany(value => BitConverter.GetBytes(value.ToInt32(null)))];
    }
}
