using System.IO.Compression;
using System.Text;
using BhTsne.IO.Tests.Oracles;

namespace BhTsne.IO.Tests.Sparse;

public sealed class NpzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f4", "<i4")]
    [InlineData("<f8", "<i8")]
    [InlineData(">f8", ">i4")]
    [InlineData("<i8", "<u2")]
    [InlineData("<u1", "<u8")]
    public void A_matrix_of_any_number_types_is_read(string dataType, string indexType)
    {
        Dictionary<string, byte[]> members = Good(dataType, indexType);
        SparseMatrix matrix = SparseReader.Read(_folder.Write("a.npz", NpzOracle.Zip(members)));
        AssertGood(matrix);
        AssertGood(SparseReader.Read(_folder.Write("stored.npz", NpzOracle.Zip(members, CompressionLevel.NoCompression))));
    }

    [Fact]
    public void The_format_may_be_missing_or_wide_and_the_name_may_say_nothing()
    {
        Dictionary<string, byte[]> members = Good();
        const string Wide = "{'descr': '<U3', 'fortran_order': False, 'shape': (), }";
        members["format.npy"] = [.. NpyOracle.Header(Wide), .. Encoding.UTF32.GetBytes("csr")];
        AssertGood(SparseReader.Read(_folder.Write("a.npz", NpzOracle.Zip(members))));
        members.Remove("format.npy");
        string unnamed = _folder.Write("counts", NpzOracle.Zip(members));
        AssertGood(SparseReader.Read(unnamed));
        Assert.True(IsSparse(unnamed));
        Assert.False(IsSparse("nothing/there.NPZ"));
        Assert.False(IsSparse("nothing/there"));
        Assert.False(IsSparse(_folder.Write("a.csv", "1,2\n")));
        Assert.False(IsSparse(_folder.Write("what", "\u0001neither")));

        static bool IsSparse(string path)
        {
            using TableInput input = TableInput.OfFile(path);
            return input.IsSparse();
        }
    }

    [Fact]
    public void Labels_are_a_member_of_their_own()
    {
        Dictionary<string, byte[]> members = Good();
        string without = _folder.Write("a.npz", NpzOracle.Zip(members));
        Faults.Expect(without, ": it has no member labels.npy; give the labels in a file of their own.", () => LabelReader.Read(without));
        members["labels.npy"] = NpyOracle.File("<i4", [3], [2, 0, 2]);
        Assert.Equal(["2", "0", "2"], LabelReader.Read(_folder.Write("b.npz", NpzOracle.Zip(members))));
        members["labels.npy"] = NpyOracle.File("<f4", [3], [2, 0.5, 2]);
        string half = _folder.Write("c.npz", NpzOracle.Zip(members));
        Faults.Expect(half, ", labels.npy, row 2: 0.5 is not a whole number; labels must be.", () => LabelReader.Read(half));
    }

    [Fact]
    public void Files_are_stacked_in_order()
    {
        string npz = _folder.Write("a.npz", NpzOracle.Zip(Good()));
        string mtx = _folder.Write("b.mtx", "%%MatrixMarket matrix coordinate real general\n1 4 1\n1 3 7\n");
        SparseMatrix both = SparseReader.Read([npz, mtx, npz]);
        Assert.Equal((7, 4, 7L), (both.Rows, both.Columns, both.EntryCount));
        Assert.Equal([0, 2, 2, 3, 4, 6, 6, 7], both.RowOffsets);
        Assert.Equal([0, 3, 1, 2, 0, 3, 1], both.ColumnIndices);
        Assert.Equal([1, 2, 3, 7, 1, 2, 3], both.Values);

        string narrow = _folder.Write("c.mtx", "%%MatrixMarket matrix coordinate real general\n1 3 1\n1 3 7\n");
        string dense = _folder.Write("d.csv", "1,2,3,4\n");
        Faults.Expect(
            narrow,
            $": it has 3 columns, but {npz} has 4; files can be stacked only when they are of one width.",
            () => SparseReader.Read([npz, narrow]));
        Faults.Expect(
            dense,
            ": it holds no sparse matrix (.npz or .mtx); sparse and dense points cannot be stacked.",
            () => SparseReader.Read([npz, dense]));
        Assert.Throws<ArgumentException>(() => SparseReader.Read(Array.Empty<string>()));
    }

    [Fact]
    public void Who_needs_dense_numbers_is_told()
    {
        string path = _folder.Write("a.npz", NpzOracle.Zip(Good())), market = _folder.Write("b.mtx", "%%MatrixMarket");
        Faults.Expect(path, ": it holds a sparse matrix, but a table of dense points is needed here.", () => TableReader.Read(path));
        Faults.Expect(path, ": it holds a sparse matrix, but a map is needed here.", () => EmbeddingReader.Read(path));
        Faults.Expect(market, ": a Matrix Market file holds no labels.", () => LabelReader.Read(market));
    }

    public static TheoryData<string, string, byte[]?> Malformed => new()
    {
        {
            "indices.npy",
            ": it has no member indices.npy; a sparse matrix as scipy.sparse.save_npz writes it has the members data, indices, "
                + "indptr and shape.",
            null
        },
        {
            "data.npy",
            ": it has no member data.npy; a sparse matrix as scipy.sparse.save_npz writes it has the members data, indices, indptr "
                + "and shape.",
            null
        },
        {
            "format.npy",
            ", format.npy: the matrix has the form 'csc', but only 'csr' can be read: save matrix.tocsr().",
            NpzOracle.Text("csc")
        },
        {
            "shape.npy",
            ", shape.npy: the shape is 3; points need rows and columns, one at least of each.",
            NpyOracle.File("<i4", [1], [3])
        },
        {
            "shape.npy",
            ", shape.npy: the shape is 3 x 0; points need rows and columns, one at least of each.",
            NpyOracle.File("<i4", [2], [3, 0])
        },
        { "shape.npy", ", shape.npy: it holds numbers with a point; integers are needed here.", NpyOracle.File("<f8", [2], [3, 4]) },
        { "shape.npy", ", shape.npy, row 2: 3000000000 is outside 0 to 2147483646.", NpyOracle.File("<i8", [2], [3, 3e9]) },
        { "shape.npy", ", shape.npy: it needs one dimension, but its shape is 1 x 2.", NpyOracle.File("<i4", [1, 2], [3, 4]) },
        { "indptr.npy", ", indptr.npy: there are 5 row offsets, but 3 rows need 4.", NpyOracle.File("<i4", [5], [0, 2, 3, 3, 3]) },
        { "indptr.npy", ", indptr.npy: there are 3 row offsets, but 3 rows need 4.", NpyOracle.File("<i4", [3], [0, 2, 3]) },
        {
            "indptr.npy",
            ", indptr.npy: the row offsets run from 0 to 2, but there are 3 entries.",
            NpyOracle.File("<i4", [4], [0, 2, 2, 2])
        },
        {
            "indptr.npy",
            ", indptr.npy: the row offsets run from 1 to 3, but there are 3 entries.",
            NpyOracle.File("<i4", [4], [1, 2, 2, 3])
        },
        { "indptr.npy", ", indptr.npy, row 2: the row offsets fall.", NpyOracle.File("<i4", [4], [0, 2, 1, 3]) },
        { "indptr.npy", ", indptr.npy, row 1: -1 is outside 0 to 9223372036854775806.", NpyOracle.File("<i4", [4], [-1, 2, 2, 3]) },
        {
            "indptr.npy",
            ", indptr.npy: it holds numbers with a point; integers are needed here.",
            NpyOracle.File("<f4", [4], [0, 2, 2, 3])
        },
        { "indices.npy", ", indices.npy, row 2: 4 is outside 0 to 3.", NpyOracle.File("<i4", [3], [0, 4, 1]) },
        { "indices.npy", ", indices.npy, row 2: 9223372036854775807 is outside 0 to 3.", NpyOracle.File("<u8", [3], [0, 1.8e19, 1]) },
        { "indices.npy", ": there are 3 values in data.npy, but 2 columns in indices.npy.", NpyOracle.File("<i4", [2], [0, 3]) },
        {
            "indices.npy",
            ", row 1, column 1: the column is out of order or named twice in its row; call sum_duplicates() on the matrix before it "
                + "is saved.",
            NpyOracle.File("<i4", [3], [3, 0, 1])
        },
        {
            "indices.npy",
            ", row 1, column 4: the column is out of order or named twice in its row; call sum_duplicates() on the matrix before it "
                + "is saved.",
            NpyOracle.File("<i4", [3], [3, 3, 1])
        },
        { "data.npy", ", data.npy, row 2, column 1: NaN is not a finite number.", NpyOracle.File("<f4", [3], [1, double.NaN, 3]) },
        { "data.npy", ", data.npy, row 3, column 1: 1E+300 does not fit single precision.", NpyOracle.File("<f8", [3], [1, 2, 1e300]) },
        { "data.npy", ", data.npy: it needs one dimension, but its shape is 1 x 3.", NpyOracle.File("<f4", [1, 3], [1, 2, 3]) },
        { "data.npy", ", data.npy: the array is empty: its shape is 0.", NpyOracle.File("<f4", [0], []) },
        { "data.npy", ", data.npy: it is empty or ends before a .npy header.", [] },
        { "data.npy", ", data.npy: it is a Python pickle, not a .npy array.", [0x80, 3, 4, 5, 6, 7, 8, 9, 10] },
        {
            "data.npy",
            ", data.npy: the array holds the type <c8, which cannot be read.*",
            NpyOracle.Header("{'descr': '<c8', 'fortran_order': False, 'shape': (3,), }")
        },
        {
            "data.npy",
            ", data.npy: it is truncated: its header promises 3 = 3 values, but no more than 2 are there.",
            NpyOracle.File("<f4", [3], [1, 2, 3])[..^4]
        },
        {
            "data.npy",
            ", data.npy: it is truncated: its header promises 300 = 300 values, but no more than *",
            NpyOracle.Header("{'descr': '<f4', 'fortran_order': False, 'shape': (300,), }")
        },
        {
            "data.npy",
            ", data.npy: there are bytes after the end of the array (3); the header and the data do not agree.",
            [.. NpyOracle.File("<f4", [3], [1, 2, 3]), 0]
        },
    };

    /// <summary>One member of a good file left out or replaced. A message that ends in * goes on.</summary>
    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_member_is_named(string member, string message, byte[]? content)
    {
        Dictionary<string, byte[]> members = Good();
        members.Remove(member);
        if (content is not null)
        {
            members[member] = content;
        }

        string path = _folder.Write("a.npz", NpzOracle.Zip(members));
        if (message.EndsWith('*'))
        {
            Faults.ExpectPart(path, message[..^1], () => SparseReader.Read(path));
        }
        else
        {
            Faults.Expect(path, message, () => SparseReader.Read(path));
        }
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        const string Damaged = ": it is no zip archive, or it is truncated or damaged.";
        byte[] good = NpzOracle.Zip(Good());
        foreach (int length in new[] { 0, 3, good.Length / 2, good.Length - 1 })
        {
            string path = _folder.Write("cut.npz", good.AsSpan(0, length));
            Faults.Expect(path, Damaged, () => SparseReader.Read(path));
        }

        string words = _folder.Write("words.npz", "1,2\n3,4\n");
        Faults.Expect(words, Damaged, () => SparseReader.Read(words));
        AssertGood(SparseReader.Read(_folder.Write("a.npz.gz", good)));

        // A value that another has taken the place of: only the checksum tells.
        byte[] stored = NpzOracle.Zip(Good(), CompressionLevel.NoCompression), three = [.. BitConverter.GetBytes(3f)];
        stored[stored.AsSpan().LastIndexOf(three) + 2] ^= 1;
        string changed = _folder.Write("changed.npz", stored);
        Faults.Expect(changed, ", data.npy: it is truncated or damaged.", () => SparseReader.Read(changed));

        // Wherever a byte is wrong, it is a fault of the file or has no effect, and never another exception.
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = [.. good];
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            string path = _folder.Write("flipped.npz", bytes);
            Exception? fault = Record.Exception(() => SparseReader.Read(path));
            Assert.True(fault is null or TableFormatException, $"{fault}");
        }
    }

    [Fact]
    public void A_cancelled_reading_stops_and_the_file_is_closed()
    {
        string path = _folder.Write("a.npz", NpzOracle.Zip(Good()));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SparseReader.Read(path, source.Token));
        SparseReader.Read(path);
        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private static Dictionary<string, byte[]> Good(string dataType = "<f4", string indexType = "<i4") =>
        NpzOracle.Members([1, 2, 3], [0, 3, 1], [0, 2, 2, 3], [3, 4], dataType, indexType);

    private static void AssertGood(SparseMatrix matrix)
    {
        Assert.Equal((3, 4), (matrix.Rows, matrix.Columns));
        Assert.Equal([0, 2, 2, 3], matrix.RowOffsets);
        Assert.Equal([0, 3, 1], matrix.ColumnIndices);
        Assert.Equal([1, 2, 3], matrix.Values);
    }
}
