using System.IO.Compression;
using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Sparse;

/// <summary>Dense arrays in .npz, as numpy.savez and numpy.savez_compressed write them.</summary>
public sealed class DenseNpzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_array_in_an_archive_reads_as_in_a_file_of_its_own()
    {
        var archives =
            from type in Gen.Elements("<f4", ">f8", "<i2", "|u1")
            from rows in Gen.Choose(1, 30)
            from columns in Gen.Choose(1, 5)
            from values in ArrayGenerators.Of(type.Trim('<', '>', '|')).Where(value => Math.Abs(value) < 1e30).ArrayOf(rows * columns)
            from fortran in Gen.Elements(true, false)
            from isPacked in Gen.Elements(true, false)
            from others in Gen.Elements("none", "labels", "named")
            from name in Gen.Elements("a.npz", "a.npz.gz", "unnamed")
            select (type, rows, columns, values, fortran, isPacked, others, name);
        Check.ForAll(Arb.From(archives), given =>
        {
            byte[] points = NpyOracle.File(given.type, [given.rows, given.columns], given.values, given.fortran);
            Dictionary<string, byte[]> members = new() { ["arr_0.npy"] = points };
            if (given.others != "none")
            {
                members[given.others == "labels" ? "labels.npy" : "y.npy"] = NpyOracle.File("<i4", [given.rows], new double[given.rows]);
            }

            byte[] zip = NpzOracle.Zip(members, given.isPacked ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            TableReadOptions options = new() { ArrayName = given.others == "named" ? "arr_0" : null };
            float[] expected = TableReader.Read(_folder.Write("a.npy", points)).Points.Values.ToArray();
            string path = _folder.Write(given.name, zip);
            using TableInput input = TableInput.OfFile(path);
            Assert.False(input.IsSparse());
            Table table = TableReader.Read([input], options);
            Assert.Equal((given.rows, given.columns), (table.Points.Rows, table.Points.Columns));
            Assert.Equal(expected, table.Points.Values.ToArray());
            using DripStream drips = new(zip);
            using TableInput stream = TableInput.OfStream(drips);
            Assert.False(stream.IsSparse());
            Assert.Equal(expected, TableReader.Read([stream], options).Points.Values.ToArray());
        });
    }

    [Fact]
    public void Several_arrays_are_listed_and_one_is_named()
    {
        string path = Zip(("X", NpyOracle.File("<f4", [2, 2], [1, 2, 3, 4])), ("say \"hi\"", NpyOracle.File("<i4", [3], [7, 8, 9])));
        TableFormatException fault = Faults.Expect(
            path, ": it has 2 arrays: 'X' (2 x 2), 'say \"hi\"' (3); name the one that holds the points.", () => TableReader.Read(path));
        Assert.Equal(TableProblem.SeveralArrays, fault.Problem);
        Assert.Equal([7f, 8, 9], TableReader.Read(path, new TableReadOptions { ArrayName = "say \"hi\"" }).Points.Values.ToArray());
        Faults.Expect(
            path,
            ": it has no array 'Y', or several of this name; there are 'X' (2 x 2), 'say \"hi\"' (3).",
            () => TableReader.Read(path, new TableReadOptions { ArrayName = "Y" }));
        Assert.Equal(
            [2f, 4], TableReader.Read(path, new TableReadOptions { ArrayName = "X", Columns = ["2"] }).Points.Values.ToArray());
    }

    [Fact]
    public void Labels_and_maps_are_read_from_the_archive()
    {
        string path = Zip(("xy", NpyOracle.File("<f4", [2, 2], [1, 2, 3, 4])), ("labels", NpyOracle.File("<i4", [2], [5, 6])));
        Assert.Equal(["5", "6"], LabelReader.Read(path));
        Assert.Equal([1f, 2, 3, 4], EmbeddingReader.Read(path).Values.ToArray());
        Assert.Null(LabelReader.ReadFromMap(path));
        string alone = Zip(("y", NpyOracle.File("<i4", [2], [5, 6])));
        Assert.Equal(["5", "6"], LabelReader.Read(alone));
        Faults.Expect(alone, ": a list of rows is not read from .npz; save it as .npy.", () => RowListReader.Read(alone, 3));
    }

    public static TheoryData<string, string> Faulty { get; } = new()
    {
        { "objects", ", X.npy: the array holds Python objects (a pickle), which cannot be read." },
        { "short", ", X.npy: it is truncated: its header promises 2 x 2 = 4 values, but no more than 3 are there." },
        { "nan", ", X.npy, row 2, column 1: NaN is a missing value. It is the only missing value." },
        { "inf", ", X.npy, row 2, column 1: -Infinity is not a finite number." },
        { "column", ", X.npy: the column to read '3' was not found; there are 2 columns without names." },
        { "none", ": it has no arrays." },
        { "damaged", ": it is no zip archive, or it is truncated or damaged." },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Faults_name_the_array(string what, string message)
    {
        byte[] array = what switch
        {
            "objects" => [.. NpyOracle.Header("{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }"), 1, 2, 3, 4],
            "short" => NpyOracle.File("<f4", [2, 2], [1, 2, 3, 4])[..^4],
            "nan" => NpyOracle.File("<f4", [2, 2], [1, 2, double.NaN, 4]),
            "inf" => NpyOracle.File("<f4", [2, 2], [1, 2, double.NegativeInfinity, 4]),
            _ => NpyOracle.File("<f4", [2, 2], [1, 2, 3, 4]),
        };
        string path = what == "none" ? _folder.Write("a.npz", NpzOracle.Zip(new() { ["read.me"] = array }))
            : what == "damaged" ? _folder.Write("a.npz", "PK\u0003\u0004 and no more")
            : Zip(("X", array));
        TableReadOptions options = new() { Columns = what == "column" ? ["3"] : null };
        if (what == "damaged")
        {
            // What cannot be opened is taken for a sparse matrix, whose reader says what is wrong.
            Faults.Expect(path, message, () => SparseReader.Read(path));
            return;
        }

        Faults.ExpectPart(path, message, () => TableReader.Read(path, options));
    }

    [Fact]
    public void Two_arrays_of_one_name_are_refused()
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int copy = 0; copy < 2; copy++)
            {
                using Stream member = archive.CreateEntry("X.npy").Open();
                member.Write(NpyOracle.File("<f4", [1, 2], [copy, 2]));
            }
        }

        string path = _folder.Write("a.npz", zip.ToArray());
        foreach (string? name in new[] { null, "X" })
        {
            Faults.Expect(
                path,
                ": it has no array 'X', or several of this name; there are 'X' (1 x 2), 'X' (1 x 2).",
                () => TableReader.Read(path, new TableReadOptions { ArrayName = name }));
        }
    }

    [Fact]
    public void A_part_of_a_sparse_matrix_is_no_list_of_labels()
    {
        string path = Zip(("indptr", NpyOracle.File("<i4", [2], [0, 1])));
        Faults.Expect(path, ": it has no member labels.npy; give the labels in a file of their own.", () => LabelReader.Read(path));
    }

    [Fact]
    public void Files_are_closed()
    {
        string path = Zip(("X", NpyOracle.File("<f4", [1, 2], [1, 2])));
        TableReader.Read(path);
        Assert.Throws<TableFormatException>(() => TableReader.Read(path, new TableReadOptions { ArrayName = "Y" }));
        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private string Zip(params (string Name, byte[] Content)[] members) => _folder.Write(
        "a.npz", NpzOracle.Zip(members.ToDictionary(member => $"{member.Name}.npy", member => member.Content)));
}
