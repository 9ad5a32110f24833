using BhTsne.Studies;
using BhTsne.Tests.Models;

namespace BhTsne.Tests.Studies;

/// <summary>Rows in a file: written as they come, read as they were, and never mixed with those of another study.</summary>
public sealed class StudyFileTests
{
    private static readonly Dictionary<string, string> Identity = new() { ["input"] = "abc", ["thetas"] = "0.2, 0.5" };
    private static readonly StudyRow[] Rows =
    [
        StudyAdviceTests.Gradient(0.1, 1.0 / 3, 1e-300), StudyAdviceTests.Gradient(0.5, 2, 0.1) with { Method = StudyMethod.Published },
        StudyAdviceTests.Outcome(30, -0.25, 0.125), StudyAdviceTests.Outcome(30, 0.5) with { Perplexity = null, Seed = ulong.MaxValue },
    ];

    [Fact]
    public void Rows_are_read_as_they_were_written()
    {
        using TempFiles files = new();
        using (StudyFile file = StudyFile.Create(files["study.csv"], Identity))
        {
            foreach (StudyRow row in Rows)
            {
                file.Add(row);

                // It is in the file before the next one is measured.
                AssertSame(file.Rows, StudyFile.Read(files["study.csv"]));
            }
        }

        using StudyFile again = StudyFile.Resume(files["study.csv"], Identity);
        AssertSame(Rows, again.Rows);
        again.Add(Rows[0]);
        AssertSame([.. Rows, Rows[0]], StudyFile.Read(files["study.csv"]));
    }

    /// <summary>What has no length of its own is neither deleted nor waited for.</summary>
    [FactThatNeeds(Requirement.Fifos)]
    public void A_pipe_is_no_study_and_stays()
    {
        using TempFiles files = new();
        string pipe = Machine.Fifo(files["study.csv"]);
        IOException error = Assert.Throws<IOException>(() => StudyFile.Resume(pipe, Identity));
        Assert.StartsWith($"{pipe}: this is a device or a pipe", error.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => StudyFile.Create(pipe, Identity));
        Assert.True(AtomicFile.IsWrittenThrough(pipe));
    }

    /// <summary>A process that ended at any byte: what follows the last whole line is dropped and can be measured again.</summary>
    [Fact]
    public void A_line_that_was_cut_is_dropped()
    {
        using TempFiles files = new();
        using (StudyFile file = StudyFile.Create(files["whole.csv"], Identity))
        {
            Array.ForEach(Rows, file.Add);
        }

        byte[] whole = File.ReadAllBytes(files["whole.csv"]);
        int[] ends = [.. Enumerable.Range(0, whole.Length).Where(at => whole[at] == '\n').Select(at => at + 1)];
        for (int length = ends[1]; length <= whole.Length; length += 7)
        {
            File.WriteAllBytes(files["cut.csv"], whole[..length]);
            using (StudyFile file = StudyFile.Resume(files["cut.csv"], Identity))
            {
                int kept = ends.Count(end => end <= length) - 2;
                AssertSame(Rows[..kept], file.Rows);
                Array.ForEach(Rows[kept..], file.Add);
            }

            Assert.Equal(whole, File.ReadAllBytes(files["cut.csv"]));
        }
    }

    [Fact]
    public void Another_study_is_refused_and_every_difference_named()
    {
        using TempFiles files = new();
        StudyFile.Create(files["study.csv"], Identity).Dispose();
        byte[] before = File.ReadAllBytes(files["study.csv"]);
        TsneFileException error = Assert.Throws<TsneFileException>(() => StudyFile.Resume(
            files["study.csv"], new Dictionary<string, string> { ["input"] = "abc", ["thetas"] = "0.2", ["seeds"] = "1" }));
        Assert.Equal(
            $"{files["study.csv"]}: it belongs to another study: thetas is 0.2, but 0.2, 0.5 in the file; seeds is 1, but not set in the "
            + "file. Name another file, or give the same again.",
            error.Message);
        Assert.Equal(before, File.ReadAllBytes(files["study.csv"]));
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        using TempFiles files = new();
        File.WriteAllText(files["other.csv"], "x,y\n1,2\n");
        Assert.Throws<IOException>(() => StudyFile.Create(files["other.csv"], Identity));
        Assert.Throws<TsneFileException>(() => StudyFile.Resume(files["other.csv"], Identity));
        Assert.Throws<TsneFileException>(() => StudyFile.Read(files["other.csv"]));
        Assert.Equal("x,y\n1,2\n", File.ReadAllText(files["other.csv"]));
    }

    [Theory]
    [InlineData("engine", "motor")]
    [InlineData("0.1,", "0.10,")]
    [InlineData("gradient,", "")]
    [InlineData("tsne", "7")]
    [InlineData("500", "many")]
    public void A_row_that_was_changed_is_named(string old, string changed)
    {
        using TempFiles files = new();
        using (StudyFile file = StudyFile.Create(files["study.csv"], Identity))
        {
            file.Add(Rows[0]);
        }

        string[] lines = File.ReadAllLines(files["study.csv"]);
        int at = lines[2].IndexOf(old, StringComparison.Ordinal);
        lines[2] = $"{lines[2][..at]}{changed}{lines[2][(at + old.Length)..]}";
        File.WriteAllText(files["study.csv"], string.Join('\n', lines) + "\n");
        TsneFileException error = Assert.Throws<TsneFileException>(() => StudyFile.Read(files["study.csv"]));
        Assert.Contains("line 3 was changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_file_that_is_not_there_is_begun()
    {
        using TempFiles files = new();
        StudyFile.Resume(files["study.csv"], Identity).Dispose();
        Assert.Empty(StudyFile.Read(files["study.csv"]));
    }

    internal static void AssertSame(IEnumerable<StudyRow> expected, IEnumerable<StudyRow> actual) =>
        Assert.Equal(expected.Select(StudyColumns.Write), actual.Select(StudyColumns.Write));
}
