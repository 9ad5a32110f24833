using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Files;

public sealed class GzipTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_number_of_members_of_any_length_comes_out_in_any_pieces()
    {
        var cases =
            from lengths in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(60_000, 70_000), Gen.Choose(130_000, 133_000)).NonEmptyListOf()
            from seed in Gen.Choose(0, 1000)
            from piece in Gen.Elements(1 << 18, 1000, 17)
            select (Lengths: lengths.Take(4).ToArray(), seed, piece);
        Check.ForAll(Arb.From(cases), test =>
        {
            Random random = new(test.seed);
            byte[][] members = [.. test.Lengths.Select(length => new byte[length])];
            Array.ForEach(members, random.NextBytes);
            byte[][] compressed = [.. members.Select(member => File.ReadAllBytes(_folder.Write("m.gz", member)))];
            File.WriteAllBytes(_folder["all.gz"], [.. compressed.SelectMany(member => member)]);
            Assert.True(members.SelectMany(member => member).ToArray().AsSpan().SequenceEqual(ReadAll(_folder["all.gz"], test.piece)));
        }, cases: 60);
    }

    // GZipStream alone takes every one of these for a complete, shorter file.
    [Fact]
    public void A_file_cut_anywhere_is_an_error_whatever_is_inside()
    {
        byte[] whole = File.ReadAllBytes(_folder.Write("a.csv.gz", string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i * i}\n"))));
        for (int length = 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut.csv.gz"], whole[..length]);
            Faults.Expect(
                _folder["cut.csv.gz"], ": it is no gzip file, or it is truncated or damaged.", () => ReadAll(_folder["cut.csv.gz"], 4096));
        }

        Assert.Throws<TableFormatException>(() => TableReader.Read(_folder["cut.csv.gz"]));
    }

    [Fact]
    public void Damage_and_what_is_no_gzip_file_are_errors()
    {
        byte[] whole = File.ReadAllBytes(_folder.Write("a.csv.gz", "1,2\n3,4\n"));
        byte[] checksum = [.. whole];
        checksum[^6] ^= 1;
        foreach (byte[] content in new[] { checksum, [.. whole, 1, 2, 3], "1,2\n3,4\n"u8.ToArray() })
        {
            File.WriteAllBytes(_folder["b.csv.gz"], content);
            Faults.ExpectPart(
                _folder["b.csv.gz"], "no gzip file, or it is truncated or damaged", () => TableReader.Read(_folder["b.csv.gz"]));
        }

        File.WriteAllBytes(_folder["b.csv.gz"], []);
        Faults.ExpectPart(_folder["b.csv.gz"], "it is empty", () => TableReader.Read(_folder["b.csv.gz"]));
    }

    private static byte[] ReadAll(string path, int piece)
    {
        using TableInput input = TableInput.OfFile(path);
        Stream stream = input.Open();
        using MemoryStream all = new();
        stream.CopyTo(all, piece);
        return all.ToArray();
    }
}
