using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;
using BhTsne.Tests.Files;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>Every open, write, flush and rename of a whole run fails in turn: each file is the old one or the new one.</summary>
public class FailingOutputsTests
{
    private static readonly string[] _names = ["map.csv", "page.html", "plot.svg", "plot.png", "model.bhtsne", "run.json"];
    private static readonly int[] _snapshots = [20, 40, 60];

    /// <summary>Maps, pictures, the model and the report, with older ones in their place.</summary>
    [Fact]
    public void An_output_is_the_old_one_or_the_new_one()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        string[] line =
        [
            "embed", points, .. ToolRun.Short, "-o", folder["map.csv"], "--plot", folder["page.html"], "--plot", folder["plot.svg"],
            "--plot", folder["plot.png"], "--model", folder["model.bhtsne"], "--report", folder["run.json"], "--threads", "1", "-q",
        ];
        byte[] old = "the old file"u8.ToArray();
        ToolRun? run = null;
        int failed = FailingFiles.Sweep(
            1 << 18,
            () =>
            {
                Array.ForEach(_names, name => File.WriteAllBytes(folder[name], old));
                run = ToolRun.Of(line);
            },
            (fault, thrown) =>
            {
                Assert.True(thrown is null, $"{fault}: {thrown}");
                Assert.True(run!.ExitCode is ExitCode.Failure, $"{fault}: exit code {run.ExitCode}");
                string[] kept = [.. _names.Where(name => File.ReadAllBytes(folder[name]).AsSpan().SequenceEqual(old))];
                bool isOne = !fault.EndsWith("after it", StringComparison.Ordinal);
                Assert.True(isOne ? kept.Length == 1 : kept.Length > 0, $"{fault}: {run.Error}");
                Assert.Equal(
                    kept.Select(name => $"bhtsne: {folder[name]}: No space left on device.").Order(),
                    run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
                Array.ForEach([.. _names.Except(kept)], name => RequireWhole(folder[name]));
                Assert.Equal(_names.Append("points.csv").Order(), Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
            });
        Assert.True(failed >= 30, $"only {failed} calls have failed");
        Array.ForEach(_names, name => RequireWhole(folder[name]));
    }

    /// <summary>Snapshots and checkpoints do not end the run: it goes on, and says what is missing.</summary>
    [Fact]
    public void A_run_goes_on_without_the_snapshots_and_checkpoints_that_fail()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30), maps = folder["maps"], checkpoint = folder["run.checkpoint"];
        string[] line =
        [
            "embed", points, .. ToolRun.Short, "-o", $"{maps}/", "--snapshots", "every 20", "--checkpoint", checkpoint,
            "--checkpoint-every", "20", "--threads", "1", "-q",
        ];
        ToolRun.Of(line).Expect(ExitCode.Success);
        string map = Path.Combine(maps, "map.npy");
        Dictionary<string, byte[]> whole = Directory.GetFiles(maps).ToDictionary(file => file, File.ReadAllBytes);
        Assert.Equal(4, whole.Count);
        Assert.Contains(map, whole);
        TsneInput input = new(TableReader.Read(points).Points);
        ToolRun? run = null;
        int failed = FailingFiles.Sweep(
            1 << 14,
            () =>
            {
                File.Delete(checkpoint);
                if (Directory.Exists(maps))
                {
                    Directory.Delete(maps, recursive: true);
                }

                run = ToolRun.Of(line);
            },
            (fault, thrown) =>
            {
                Assert.True(thrown is null, $"{fault}: {thrown}");
                Assert.True(run!.Error.Contains(folder.Root, StringComparison.Ordinal), $"{fault}: {run.Error}");
                string[] there = Directory.Exists(maps) ? Directory.GetFiles(maps) : [];
                Assert.All(there, file => Assert.Equal(whole[file], File.ReadAllBytes(file)));

                // The map of the end is there, unless the writing of this very file has failed; what else is missing is said, too.
                Assert.Equal(!there.Contains(map), run.Error.Contains($"bhtsne: {map}: No space left", StringComparison.Ordinal));
                string[] missing =
                [
                    .. _snapshots.Where(at => !there.Contains(Path.Combine(maps, $"snapshot-{at:D6}.npy"))).Select(at => $"{at}"),
                ];
                string said = $"bhtsne: {maps}/: the {(missing.Length == 1 ? "snapshot" : "snapshots")} {string.Join(", ", missing)} could";
                Assert.Equal(missing.Length > 0, run.Error.Contains(said, StringComparison.Ordinal));
                if (File.Exists(checkpoint))
                {
                    using TsneRun read = TsneRun.Load(checkpoint, input);
                    Assert.InRange(read.Iteration, 0, 60);
                }
                else
                {
                    Assert.NotEqual(ExitCode.Success, run.ExitCode);
                }

                Assert.True(run.ExitCode != ExitCode.Success || there.Length == whole.Count, fault);
                Assert.Empty(Directory.GetFiles(folder.Root, "*.tmp", SearchOption.AllDirectories));
            });
        Assert.True(failed >= 20, $"only {failed} calls have failed");
    }

    private static void RequireWhole(string file)
    {
        switch (Path.GetExtension(file))
        {
            case ".csv":
                Assert.Equal(30, EmbeddingReader.Read(file).Points);
                break;
            case ".html" or ".svg":
                string end = Path.GetExtension(file) == ".svg" ? "</svg>" : "</html>";
                Assert.EndsWith(end, File.ReadAllText(file).TrimEnd(), StringComparison.Ordinal);
                break;
            case ".png":
                Assert.Equal("IEND"u8.ToArray(), File.ReadAllBytes(file)[^8..^4]);
                break;
            case ".bhtsne":
                Assert.Equal(30, TsneModel.Load(file).Points);
                break;
            default:
                JsonDocument.Parse(File.ReadAllText(file)).Dispose();
                break;
        }
    }
}
