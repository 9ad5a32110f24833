using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
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
            RequireRefusal(await ToolRun.Finish(process), limit, LeastLimit(bytesPerEntry), LeastLimit(bytesPerEntry));
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

            RequireRefusal(await run, limit, LeastLimit(20), leastNamed: limit);
        }
    }

    /// <summary>The entries and what is left free, and nothing else.</summary>
    private static double LeastLimit(int bytesPerEntry) => (Rows * PerRow * (double)bytesPerEntry / MiB) + 8;

    /// <param name="run">What ended.</param>
    /// <param name="limit">Of its heap, MiB.</param>
    /// <param name="leastLimit">Below it the points cannot be read.</param>
    /// <param name="leastNamed">The least limit that a message may name.</param>
    private void RequireRefusal(ToolRun run, double limit, double leastLimit, double leastNamed)
    {
        output.WriteLine($"{limit:F1} MiB: {run.ExitCode} {run.Error.Trim()}");
        Assert.Contains("there is not enough memory", run.Expect(ExitCode.Failure).Error, StringComparison.Ordinal);
        if (limit < leastLimit)
        {
            string number = Regex.Match(run.Error, "to read the points: the limit of the heap must be (\\d+) MiB").Groups[1].Value;
            Assert.InRange(int.Parse(number, CultureInfo.InvariantCulture), leastNamed, 60);
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
        Add("data", "<f4", Enumerable.Repeat(1f, Rows * PerRow));
        Add("indices", "<i4", Enumerable.Range(0, Rows).SelectMany(ColumnsOf));
        Add("indptr", "<i4", Enumerable.Range(0, Rows + 1).Select(row => row * PerRow));
        Add("shape", "<i4", [Rows, Columns]);

        void Add<T>(string member, string type, IEnumerable<T> entries)
            where T : unmanaged
        {
            T[] values = [.. entries];
            string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({values.Length},), }}".PadRight(117) + "\n";
            using Stream part = archive.CreateEntry($"{member}.npy").Open();
            part.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
            part.Write(MemoryMarshal.AsBytes<T>(values));
        }
    }
}
