using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using BhTsne.Cli.Tests.Support;
using Xunit.Abstractions;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>Sparse points that have no place under a limit of the heap.</summary>
public class SparseMemoryTests(ITestOutputHelper output)
{
    private const int Rows = 60_000, PerRow = 22, Columns = 2_000;

    private const double MiB = 1 << 20;

    /// <summary>
    /// While a text is read, an entry has 12 bytes, and then 8 in compressed rows. An archive has these 8, and the matrix is a copy of
    /// them. Without the checks some of these runs were ended by the collector.
    /// </summary>
    [Theory]
    [InlineData("points.mtx", 20)]
    [InlineData("points.mtx.gz", 20)]
    [InlineData("points.npz", 16)]
    public async Task Sparse_points_that_have_no_place_are_refused_while_they_are_read(string name, int bytesPerEntry)
    {
        using TempFolder folder = new();
        using (FileStream file = File.Create(folder[name]))
        {
            Write(file, name);
        }

        for (double limit = 16; limit < 40; limit += 1.9)
        {
            using Process process = MemoryLimitTests.Limited((long)(limit * MiB), folder.Root, "embed", name, "-o", "map.csv");
            RequireRefusal(await ToolRun.Finish(process), limit, LeastLimit(bytesPerEntry), more: 3);
        }
    }

    /// <summary>How many entries a pipe has is only promised: its arrays begin with 1,048,576 entries and grow.</summary>
    [Fact]
    public async Task Sparse_points_of_a_pipe_that_have_no_place_are_refused_while_they_are_read()
    {
        using MemoryStream text = new();
        Write(text, "points.mtx");
        using TempFolder folder = new();
        for (double limit = 16; limit < 50; limit += 3.1)
        {
            using Process process = MemoryLimitTests.Limited((long)(limit * MiB), folder.Root, "embed", "-", "-o", "map.csv");
            Task<ToolRun> run = ToolRun.Finish(process);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(text.ToArray());
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The tool has ended: what it said is below.
            }

            RequireRefusal(await run, limit, LeastLimit(20), more: 6, leastNamed: limit);
        }
    }

    /// <summary>Two matrices are held and copied into one: 16 bytes an entry, twice. While the second is read there are 24.</summary>
    [Fact]
    public async Task Files_that_have_no_place_together_are_refused()
    {
        using TempFolder folder = new();
        using (FileStream file = File.Create(folder["a.npz"]))
        {
            WriteNpz(file);
        }

        File.Copy(folder["a.npz"], folder["b.npz"]);
        foreach (double limit in new[] { 43, 46, 55 })
        {
            using Process process = MemoryLimitTests.Limited((long)(limit * MiB), folder.Root, "embed", "a.npz", "b.npz", "-o", "map.csv");
            RequireRefusal(await ToolRun.Finish(process), limit, LeastLimit(32), more: 5);
        }
    }

    /// <summary>The entries and what is left free, and nothing else.</summary>
    private static double LeastLimit(int bytesPerEntry) => (Rows * PerRow * (double)bytesPerEntry / MiB) + 8;

    /// <summary>P has no place under any of the limits: what can be read is refused by the plan.</summary>
    /// <param name="run">What ended.</param>
    /// <param name="limit">Of its heap, MiB.</param>
    /// <param name="least">Below it the points cannot be read.</param>
    /// <param name="more">With so many MiB more they can.</param>
    /// <param name="leastNamed">The least limit that a message may name; null for <paramref name="least"/>.</param>
    private void RequireRefusal(ToolRun run, double limit, double least, double more, double? leastNamed = null)
    {
        output.WriteLine($"{limit:F1} MiB: {run.ExitCode} {run.Error.Trim()}");
        run.Expect(ExitCode.Failure);
        if (limit < least)
        {
            string number = Regex.Match(run.Error, "not enough memory to read the points: the limit of the heap must be (\\d+) MiB")
                .Groups[1].Value;
            Assert.InRange(int.Parse(number, CultureInfo.InvariantCulture), leastNamed ?? least, 60);
        }
        else if (limit > least + more)
        {
            Assert.Contains("not enough memory for this run: the limit of the heap", run.Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("there is not enough memory", run.Error, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<int> ColumnsOf(int row) => Enumerable.Range(0, PerRow).Select(entry => (row % 7) + (entry * 90));

    private static void Write(Stream stream, string file)
    {
        if (file.EndsWith(".npz", StringComparison.Ordinal))
        {
            WriteNpz(stream);
            return;
        }

        using Stream? packed = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.Fastest) : null;
        using StreamWriter text = new(packed ?? stream, leaveOpen: true);
        text.Write($"%%MatrixMarket matrix coordinate pattern general\n{Rows} {Columns} {Rows * PerRow}\n");
        for (int row = 0; row < Rows; row++)
        {
            foreach (int column in ColumnsOf(row))
            {
                text.Write($"{row + 1} {column + 1}\n");
            }
        }
    }

    private static void WriteNpz(Stream stream)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        NpzMember.Add(archive, "data", "<f4", [.. Enumerable.Repeat(1f, Rows * PerRow)]);
        NpzMember.Add(archive, "indices", "<i4", [.. Enumerable.Range(0, Rows).SelectMany(ColumnsOf)]);
        NpzMember.Add(archive, "indptr", "<i4", [.. Enumerable.Range(0, Rows + 1).Select(row => row * PerRow)]);
        NpzMember.Add(archive, "shape", "<i4", Rows, Columns);
    }
}
