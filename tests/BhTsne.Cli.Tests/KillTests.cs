using System.Diagnostics;
using System.Globalization;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;
using Xunit.Abstractions;

namespace BhTsne.Cli.Tests;

/// <summary>The tool is killed at random moments, and resumed by the same command line until it ends: nothing differs.</summary>
/// <remarks>
/// With more kills, for instance 100:
/// BHTSNE_KILLS=100 dotnet test tests/BhTsne.Cli.Tests -c Release --filter KillTests --logger "console;verbosity=detailed".
/// BHTSNE_KILL_SEED repeats the moments of a run that failed, as far as the machine does.
/// </remarks>
public class KillTests(ITestOutputHelper output)
{
    private const string KillsVariable = "BHTSNE_KILLS", SeedVariable = "BHTSNE_KILL_SEED";
    private const string Checkpoint = "run.checkpoint";
    private static readonly string[] _settings =
        ["--iterations", "400", "--min-cost-improvement", "0", "--snapshots", "every 40", "-o", "maps/"];


    [UnixTheory]
    [InlineData(5)]
    [InlineData(1)]
    public async Task A_run_that_is_killed_and_resumed_ends_with_the_files_of_one_that_was_not(int every)
    {
        int kills = Number(KillsVariable) is { } all ? (all + 1) / 2 : 5, seed = Number(SeedVariable) ?? Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed}");
        Random random = new(seed);
        using TempFolder plain = new(), folder = new();
        string points = folder.Clusters("points.csv", 3000);
        TsneInput input = new(TableReader.Read(points).Points);
        using (Process process = ToolRun.Start(plain.Root, ["embed", points, .. _settings]))
        {
            (await ToolRun.Finish(process)).Expect(ExitCode.Success);
        }

        string[] line =
        [
            "embed", points, .. _settings, "--checkpoint", Checkpoint, "--resume", Checkpoint, "--checkpoint-every", $"{every}",
        ];
        int killed = 0, ended = 0, resumed = 0, torn = 0;
        List<int> iterations = [];
        for (int start = 0; killed < kills || ended == 0; start++)
        {
            using Process process = ToolRun.Start(folder.Root, [.. line, "--threads", $"{1 + (start % 2)}"]);
            if (killed < kills)
            {
                await Moment(process, random, start % 3 == 0 ? null : folder[Checkpoint]);
                process.Kill();
            }

            ToolRun run = await ToolRun.Finish(process);
            torn += Temporaries(folder).Length;
            Array.ForEach(Temporaries(folder), File.Delete);
            Readable(folder, input);
            if (run.ExitCode != ExitCode.Success)
            {
                Assert.Equal("", run.Error);
                killed++;
                continue;
            }

            run.Expect(ExitCode.Success);
            Same(plain, folder);
            ended++;
            if (killed < kills)
            {
                File.Delete(folder[Checkpoint]);
                Directory.Delete(folder["maps"], recursive: true);
            }
        }

        output.WriteLine($"{killed} kills, {ended} runs ended, {torn} files were being written anew, {resumed} states were read");
        output.WriteLine($"at the iterations {string.Join(' ', iterations)}");

        void Readable(TempFolder files, TsneInput points)
        {
            if (File.Exists(files[Checkpoint]))
            {
                using TsneRun run = TsneRun.Load(files[Checkpoint], points);
                resumed++;
                iterations.Add(run.Iteration);
            }

            string[] maps = Directory.Exists(files["maps"]) ? Directory.GetFiles(files["maps"]) : [];
            Assert.All(maps, map => Assert.Equal(3000, EmbeddingReader.Read(map).Points));
        }
    }

    /// <summary>
    /// Any moment of a process, perhaps before its descent or while the file is written for the first time; with a file, soon after its
    /// descent has begun and there is something to resume from.
    /// </summary>
    private static async Task Moment(Process process, Random random, string? checkpoint)
    {
        if (checkpoint is not null)
        {
            while (await process.StandardOutput.ReadLineAsync() is string line && line != "optimization")
            {
            }

            while (!File.Exists(checkpoint) && !process.HasExited)
            {
                await Task.Delay(5);
            }
        }

        await Task.Delay(random.Next(checkpoint is null ? 900 : 250));
    }

    private static string[] Temporaries(TempFolder folder) => Directory.GetFiles(folder.Root, "*.tmp", SearchOption.AllDirectories);

    private static void Same(TempFolder plain, TempFolder folder)
    {
        string[] expected = [.. Directory.GetFiles(plain["maps"]).Order()];
        Assert.Equal(expected.Select(Path.GetFileName), Directory.GetFiles(folder["maps"]).Order().Select(Path.GetFileName));
        Assert.Equal(11, expected.Length);
        Assert.All(
            expected, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder[$"maps/{Path.GetFileName(file)}"])));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
