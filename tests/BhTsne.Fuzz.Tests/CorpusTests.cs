using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests;

/// <summary>
/// Files that were read wrongly once. A folder of Corpus is named like the format; the name of a file begins with what must happen to it,
/// read or refused, and goes on with what it is.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> files = [];
            foreach (string folder in Directory.GetDirectories(Repository.PathOf("tests", "BhTsne.Fuzz.Tests", "Corpus")))
            {
                foreach (string file in Directory.GetFiles(folder))
                {
                    files.Add(Path.GetFileName(folder), Path.GetFileName(file));
                }
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_the_corpus_is_read_or_refused_as_its_name_says(string name, string file)
    {
        FuzzedFormat format = FuzzTests.All.Single(one => one.Name == name);
        byte[] bytes = File.ReadAllBytes(Repository.PathOf("tests", "BhTsne.Fuzz.Tests", "Corpus", name, file));
        using TempFolder folder = new();
        bool wasRead = false;
        Func<Delivery, string> read = format.Reader(null);
        foreach (int piece in new[] { 0, 7 })
        {
            Judge.Examine(
                format,
                bytes,
                delivery =>
                {
                    string digest = read(delivery);
                    wasRead = true;
                    return digest;
                },
                mustBeRead: false,
                folder.Path,
                piece);
        }

        // With other options what is in the file may be refused or read: within the same limits.
        for (ulong seed = 1; seed <= 30; seed++)
        {
            Judge.Examine(format, bytes, format.Reader(new Dice(seed)), mustBeRead: false, folder.Path, seed % 2 == 0 ? 0 : 7);
        }

        Assert.Equal(file.StartsWith("read", StringComparison.Ordinal), wasRead);
        Assert.True(wasRead || file.StartsWith("refused", StringComparison.Ordinal), "the name must begin with read or refused");
    }
}
