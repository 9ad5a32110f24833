using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>A .npy file that is mapped, with all that the tool does to an input.</summary>
public class MappedInputTests
{
    private const int MiB = 1 << 20;

    /// <summary>114 MiB of points under a limit of the heap of 70: read they have no place, mapped they make the same map.</summary>
    [Fact]
    public async Task A_file_that_is_larger_than_the_heap_may_be_makes_the_map_of_one_that_was_read()
    {
        using TempFolder folder = new();
        string points = Npy<float>(folder["points.npy"], 600, 50_000, "<f4");
        string[] line = ["--pca", "4", .. ToolRun.Short, "-q"];
        (await Run(70 * MiB, folder, null, ["embed", points, .. line, "-o", folder["mapped.csv"]])).Expect(ExitCode.Success);
        (await Run(null, folder, points, ["embed", "-", .. line, "-o", folder["read.csv"]])).Expect(ExitCode.Success);
        Assert.Equal(File.ReadAllBytes(folder["read.csv"]), File.ReadAllBytes(folder["mapped.csv"]));
        (await Run(70 * MiB, folder, points, ["embed", "-", .. line, "-o", folder["none.csv"]]))
            .ExpectFault(ExitCode.Failure, "there is not enough memory");

        // A copy of the points that is standardized has no place either, which is said before it is made.
        (await Run(70 * MiB, folder, null, ["embed", points, .. line, "--standardize", "-o", folder["none.csv"]]))
            .ExpectFault(ExitCode.Failure, "there is not enough memory for a standardized copy of these points");
    }

    /// <summary>The same numbers in double precision are read.</summary>
    [Fact]
    public void Every_command_gives_what_it_gives_of_a_file_that_is_read()
    {
        using TempFolder folder = new();
        string mapped = Npy<float>(folder["mapped.npy"], 3000, 6000, "<f4");
        string read = Npy<double>(folder["read.npy"], 3000, 6000, "<f8");
        foreach ((string name, string points) in new[] { ("mapped", mapped), ("read", read) })
        {
            ToolRun.Of(
                "embed", points, "--pca", "6", "--perplexity", "5", "--iterations", "40", "-o", folder[$"{name}.csv"],
                "--model", folder[$"{name}.bhtsne"], "--checkpoint", folder[$"{name}.state"], "--report", folder[$"{name}.json"], "-q")
                .Expect(ExitCode.Success);
            ToolRun.Of("transform", folder[$"{name}.bhtsne"], points, "-o", folder[$"{name}.new.csv"], "-q").Expect(ExitCode.Success);
            ToolRun.Of(
                "evaluate", points, folder[$"{name}.csv"], "--no-kl", "--queries", "50",
                "--json", folder[$"{name}.evaluation.json"], "-q")
                .Expect(ExitCode.Success);
            ToolRun.Of(
                "embed", points, "--standardize", "--pca", "6", "--perplexity", "5", "--iterations", "10",
                "-o", folder[$"{name}.standardized.csv"], "-q").Expect(ExitCode.Success);
        }

        foreach (string end in new[] { ".csv", ".bhtsne", ".new.csv", ".standardized.csv" })
        {
            Assert.Equal(File.ReadAllBytes(folder[$"read{end}"]), File.ReadAllBytes(folder[$"mapped{end}"]));
        }

        Assert.Equal((true, false), (IsMapped(folder["mapped.json"]), IsMapped(folder["read.json"])));
        Assert.Equal((true, false), (IsMapped(folder["mapped.evaluation.json"]), IsMapped(folder["read.evaluation.json"])));

        // A checkpoint recognises the numbers, however they were got.
        ToolRun.Of("embed", read, "--resume", folder["mapped.state"], "--pca", "6", "--perplexity", "5", "--iterations", "40",
            "-o", folder["resumed.csv"], "-q").Expect(ExitCode.Success);
        Assert.Equal(File.ReadAllBytes(folder["read.csv"]), File.ReadAllBytes(folder["resumed.csv"]));
    }

    [Fact]
    public void A_dry_run_says_that_the_file_is_mapped_and_does_not_count_it()
    {
        using TempFolder folder = new();
        string points = Npy<float>(folder["points.npy"], 300, 60_000, "<f4");
        ToolRun run = ToolRun.Of("embed", points, "--dry-run", "--pca", "6", "--perplexity", "5").Expect(ExitCode.Success);
        Assert.Contains(
            "the file is mapped, not read: its 68 MiB are not memory that this process holds", run.Out, StringComparison.Ordinal);
        Assert.Contains("memory of the process, without the 68 MiB of the file that is mapped", run.Out, StringComparison.Ordinal);
    }

    private static bool IsMapped(string report)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(report));
        return json.RootElement.GetProperty("table").GetProperty("mapped").GetBoolean();
    }

    private static async Task<ToolRun> Run(long? limit, TempFolder folder, string? standardInput, string[] line)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll"), .. line])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (limit is { } bytes)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = $"{bytes:X}";
            start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        }

        using Process process = Process.Start(start)!;
        Task<ToolRun> run = ToolRun.Finish(process);
        try
        {
            using Stream input = process.StandardInput.BaseStream;
            if (standardInput is not null)
            {
                using FileStream file = File.OpenRead(standardInput);
                await file.CopyToAsync(input);
            }
        }
        catch (IOException)
        {
            // The tool has ended before it had read all.
        }

        return await run;
    }

    /// <summary>Points around five centres; all numbers are singles.</summary>
    private static string Npy<T>(string path, int rows, int columns, string descr)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
        header = header.PadRight(128 - 11) + "\n";
        using FileStream file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        Random random = new(1);
        float[] noise = [.. Enumerable.Range(0, 10_007).Select(_ => random.NextSingle())];
        T[] line = new T[columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float near = noise[((row * 97) + (column * (1 + (row % 3)))) % noise.Length];
                line[column] = T.CreateTruncating(near + (row % 5 * (column % 2)));
            }

            file.Write(MemoryMarshal.AsBytes(line.AsSpan()));
        }

        return path;
    }
}
