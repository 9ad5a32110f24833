using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>A run is saved on the way, and goes on to the same map.</summary>
public class CheckpointTests
{
    private static readonly string[] _settings = ["--perplexity", "5", "--iterations", "160"];

    [Theory]
    [InlineData("1", "2", "50")]
    [InlineData("2", "1", "7")]
    [InlineData("1", "1", "1")]
    public void A_run_that_was_interrupted_goes_on_to_the_same_bits_on_any_number_of_threads(string before, string after, string every)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 120), file = folder["run.checkpoint"];
        ToolRun.Of(["embed", points, .. _settings, "-o", folder["plain.npy"], "--report", folder["plain.json"]]).Expect(ExitCode.Success);

        ToolRun stopped = Acting(
            "iteration 50 of",
            null,
            [
                "embed", points, .. _settings, "-o", folder["map.npy"], "--threads", before,
                "--checkpoint", file, "--checkpoint-every", every,
            ]);
        stopped.Expect(ExitCode.Interrupted);
        Assert.Matches($"^bhtsne: interrupted after 5[01] of .*; --resume {Regex.Escape(file)} goes on from there\\.\r?\n$", stopped.Error);

        string[] line =
            ["embed", points, .. _settings, "-o", folder["map.npy"], "--threads", after, "--resume", file, "--report", folder["run.json"]];
        ToolRun resumed = ToolRun.Of(line).Expect(ExitCode.Success);

        Assert.Matches($"{Regex.Escape(file)}: going on after 5[01] of at most 160 iterations", resumed.Out);
        Assert.DoesNotContain("neighbours:", resumed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("iteration 50 ", resumed.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder["plain.npy"]), File.ReadAllBytes(folder["map.npy"]));
        JsonElement plain = Json(folder["plain.json"]), report = Json(folder["run.json"]);
        Assert.All(
            ["iterations", "stopReason", "costImprovement", "klDivergence"],
            field => Assert.Equal(plain.GetProperty(field).GetRawText(), report.GetProperty(field).GetRawText()));
        Assert.InRange(report.GetProperty("resumedAt").GetInt32(), 50, 51);
        Assert.Equal("null", plain.GetProperty("resumedAt").GetRawText());
        Assert.Equal("null", report.GetProperty("checkpoint").GetRawText());
    }

    /// <summary>A run that converges finds it out after an iteration whose state may be saved already, as one that goes on.</summary>
    [Theory]
    [InlineData("--iterations 160")]
    [InlineData("--iterations 750 --min-cost-improvement 0.5 --checkpoint-every 50")]
    public void One_command_line_begins_goes_on_and_writes_the_outputs_of_a_run_that_has_ended_again(string settings)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 120), file = folder["run.checkpoint"], map = folder["map.npy"];
        string[] line =
        [
            "embed", points, "--perplexity", "5", .. settings.Split(' '), "-o", map,
            "--checkpoint", file, "--resume", file, "--report", folder["run.json"],
        ];

        ToolRun first = ToolRun.Of(line).Expect(ExitCode.Success);
        byte[] bytes = File.ReadAllBytes(map);
        Assert.Contains("neighbours:", first.Out, StringComparison.Ordinal);
        Assert.Contains($"the checkpoint is {file}", first.Out, StringComparison.Ordinal);
        Assert.Equal(file, Json(folder["run.json"]).GetProperty("checkpoint").GetString());

        File.Delete(map);
        ToolRun again = ToolRun.Of(line).Expect(ExitCode.Success);
        Assert.Matches($"{Regex.Escape(file)}: this run has ended, after \\d+ iterations; its outputs are written again", again.Out);
        Assert.DoesNotContain("iteration ", again.Out.Replace("after", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(map));
    }

    [Fact]
    public void A_run_that_begins_anew_says_that_it_replaces_a_checkpoint()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), file = folder["run.checkpoint"];
        string[] line = ["embed", points, .. ToolRun.Short, "-o", folder["map.npy"], "--checkpoint", file];
        Assert.DoesNotContain("is replaced", ToolRun.Of(line).Expect(ExitCode.Success).Out, StringComparison.Ordinal);
        string expected = $"{file} is replaced; --resume {file} would have gone on with the run in it";
        Assert.Contains(expected, ToolRun.Of(line).Expect(ExitCode.Success).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_may_go_on_in_another_file()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60);
        string[] line = ["embed", points, .. ToolRun.Short, "-o", folder["map.npy"]];
        ToolRun.Of([.. line, "--checkpoint", folder["a"]]).Expect(ExitCode.Success);
        byte[] bytes = File.ReadAllBytes(folder["a"]);
        ToolRun.Of([.. line, "--resume", folder["a"], "--checkpoint", folder["b"]]).Expect(ExitCode.Success);
        Assert.Equal(bytes, File.ReadAllBytes(folder["a"]));
        ToolRun.Of([.. line, "--resume", folder["b"]]).Expect(ExitCode.Success);
    }

    [Theory]
    [InlineData(
        "--theta 0.7", "--theta: it is 0.7, but was 0.5 in the run in {file}; resume with the same, or begin anew without --resume")]
    [InlineData("--perplexity 9", "--perplexity: it is 9, but was 5 in the run in {file}")]
    [InlineData("--perplexity 5,7", "--affinities: it is perplexity 5,7, but was perplexity in the run in {file}")]
    [InlineData("--objective sne", "--objective: it is sne, but was tsne in the run in {file}")]
    [InlineData("--pca off", "--pca: it is off, but was auto in the run in {file}")]
    [InlineData("--early-theta 0.5", "--early-theta: it is 0.5, but was auto in the run in {file}")]
    [InlineData("--metric manhattan", "--metric: it is manhattan, but was euclidean in the run in {file}")]
    [InlineData("--merge-duplicates", "--merge-duplicates: it is given, but was not given in the run in {file}")]
    [InlineData("--neighbors vp-tree", "--neighbors: it is vp-tree, but was auto in the run in {file}")]
    [InlineData("--iterations 61", "--iterations: it is 61, but was 60 in the run in {file}")]
    [InlineData("--seed 1", "--seed: it is 1, but was 42 in the run in {file}")]
    public void Other_options_are_refused_with_both_values_in_the_words_of_the_tool(string other, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), file = folder["run.checkpoint"];
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["map.npy"], "--checkpoint", file]).Expect(ExitCode.Success);
        string[] typed = other.Split(' '), same = [.. ToolRun.Short];
        int place = Array.IndexOf(same, typed[0]);
        same = place < 0 ? same : [.. same[..place], .. same[(place + 2)..]];
        ToolRun.Of(["embed", points, .. same, .. typed, "-o", folder["map.npy"], "--resume", file])
            .ExpectFault(ExitCode.WrongCommandLine, message.Replace("{file}", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(61, 5, 1, "The run was saved for 60 points of 5 dimensions (Points), but this input is 61 points of 5 dimensions")]
    [InlineData(60, 4, 1, "but this input is 60 points of 4 dimensions")]
    [InlineData(60, 5, 2, "The values of the input are not those of the run that was saved")]
    public void Another_input_is_refused(int rows, int columns, int seed, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), other = folder.Clusters("other.csv", rows, columns, seed: seed);
        string file = folder["run.checkpoint"];
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["map.npy"], "--checkpoint", file]).Expect(ExitCode.Success);
        ToolRun run = ToolRun.Of(["embed", other, .. ToolRun.Short, "-o", folder["map.npy"], "--resume", file]);
        run.ExpectFault(ExitCode.BadInput, $"{file} does not fit {other}: ");
        run.ExpectFault(ExitCode.BadInput, message);
    }

    [Theory]
    [InlineData("missing", "{file}: there is no such file")]
    [InlineData("folder", "{file}: this is a folder, not a file")]
    [InlineData("empty", "{file}: the file is empty")]
    [InlineData("foreign", "{file}: this is not ")]
    [InlineData("cut", "{file}: section 'p ")]
    [InlineData("flipped", "{file}: section 'run': its content was changed")]
    [InlineData("states", "{file}: section 'states': neither of the two states is whole")]
    public void A_file_that_cannot_be_read_is_bad_input(string damage, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), file = folder["run.checkpoint"];
        string[] line = ["embed", points, .. ToolRun.Short, "-o", folder["map.npy"]];
        ToolRun.Of([.. line, "--checkpoint", file]).Expect(ExitCode.Success);
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        switch (damage)
        {
            case "folder":
                Directory.CreateDirectory(file);
                break;
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "foreign":
                File.Copy(points, file);
                break;
            case "cut":
                File.WriteAllBytes(file, bytes[..3000]);
                break;
            case "flipped":
                bytes[60] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
            case "states":
                bytes.AsSpan(bytes.Length / 2).Clear();
                File.WriteAllBytes(file, bytes);
                break;
            default:
                break;
        }

        ToolRun.Of([.. line, "--resume", file])
            .ExpectFault(ExitCode.BadInput, message.Replace("{file}", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-", "a checkpoint must be a file, not a device or a pipe")]
    [InlineData("{folder}/nowhere/run", "there is no folder {folder}/nowhere")]
    [InlineData("{folder}", "this is a folder")]
    [InlineData("{folder}/points.csv", "the file is already an input or another output")]
    [InlineData("{folder}/map.npy", "the file is already an input or another output")]
    public void A_checkpoint_that_cannot_be_written_is_refused_before_the_work(string name, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), file = Fill(name);
        ToolRun run = ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["map.npy"], "--checkpoint", file]);
        run.ExpectFault(ExitCode.WrongCommandLine, $"--checkpoint: {file}: {Fill(message)}");
        Assert.Equal([points], Directory.GetFileSystemEntries(folder.Root));
        Assert.Equal("", run.Out);

        string Fill(string text) => text.Replace("{folder}", folder.Root, StringComparison.Ordinal);
    }

    [FactThatNeeds(Requirement.FullDevice)]
    public void A_device_is_refused()
    {
        using TempFolder folder = new();
        ToolRun.Of(["embed", folder.Clusters("points.csv", 60), "-o", folder["map.npy"], "--checkpoint", "/dev/full"])
            .ExpectFault(ExitCode.WrongCommandLine, "--checkpoint: /dev/full: a checkpoint must be a file, not a device or a pipe");
    }

    [Fact]
    public void A_dry_run_saves_nothing_and_refuses_what_the_run_would_refuse()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), file = folder["run.checkpoint"];
        string[] line = ["embed", points, .. ToolRun.Short, "-o", folder["map.npy"], "--checkpoint", file, "--resume", file];
        ToolRun.Of([.. line, "--dry-run"]).Expect(ExitCode.Success);
        Assert.False(File.Exists(file));
        ToolRun.Of(line).Expect(ExitCode.Success);
        Assert.Contains("this run has ended", ToolRun.Of([.. line, "--dry-run"]).Expect(ExitCode.Success).Out, StringComparison.Ordinal);
        ToolRun.Of([.. line, "--dry-run", "--seed", "9"]).ExpectFault(ExitCode.WrongCommandLine, "--seed: it is 9, but was 42");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_goes_away_does_not_end_the_run(bool comesBack)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 120), gone = folder["gone"], file = Path.Combine(gone, "run.checkpoint");
        ToolRun.Of(["embed", points, .. _settings, "-o", folder["plain.npy"]]).Expect(ExitCode.Success);
        Directory.CreateDirectory(gone);
        string[] line = ["embed", points, .. _settings, "-o", folder["map.npy"], "--checkpoint", file, "--checkpoint-every", "5"];

        Action? back = comesBack ? () => Directory.CreateDirectory(gone) : null;
        ToolRun run = Acting("iteration 50 of", () => Directory.Delete(gone, recursive: true), line, "iteration 150 of", back);

        Assert.Equal(File.ReadAllBytes(folder["plain.npy"]), File.ReadAllBytes(folder["map.npy"]));
        string[] lines = run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(comesBack ? ExitCode.Success : ExitCode.Failure, run.ExitCode);

        // A warning for each of two reasons: the folder is not there, or goes away during the writing. Where it comes back, the tool may
        // have written nothing in the meantime.
        string[] warnings = [.. lines.Where(line => line.Contains("; the run goes on", StringComparison.Ordinal))];
        Assert.InRange(warnings.Length, comesBack ? 0 : 1, 2);
        Assert.All(
            warnings,
            line => Assert.Matches(
                $"^bhtsne: {Regex.Escape(file)}: (there is no folder {Regex.Escape(gone)}|its folder was removed .*); the run goes on",
                line));
        Assert.Equal(comesBack ? [] : [$"bhtsne: {file}: there is no checkpoint of this run."], lines.Except(warnings));
        if (comesBack)
        {
            ToolRun.Of([.. line, "--resume", file]).Expect(ExitCode.Success);
        }
    }

    [FactThatNeeds(Requirement.Mounts)]
    public void A_full_disk_does_not_end_the_run_and_is_tried_again()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 120);
        ToolRun.Of(["embed", points, .. _settings, "-o", folder["plain.npy"]]).Expect(ExitCode.Success);
        Directory.CreateDirectory(folder["disk"]);
        using Mount mount = new(folder["disk"], "1m");
        string filler = folder["disk/filler"], file = folder["disk/run.checkpoint"];
        string[] line = ["embed", points, .. _settings, "-o", folder["map.npy"], "--checkpoint", file, "--checkpoint-every", "5"];

        Fill(filler);
        ToolRun full = ToolRun.Of(line);
        Assert.Equal(ExitCode.Failure, full.ExitCode);
        string[] lines = full.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"bhtsne: {file}: No space left on device; the run goes on ", lines[0], StringComparison.Ordinal);
        Assert.Equal($"bhtsne: {file}: there is no checkpoint of this run.", lines[1]);
        Same();

        // There is space again after a while: the last state is saved, and nothing of the failures is left.
        ToolRun freed = Acting("iteration 50 of", () => File.Delete(filler), line);
        Assert.Equal((ExitCode.Success, 1), (freed.ExitCode, freed.Error.Split("bhtsne: ").Length - 1));
        Assert.Equal([file], Directory.GetFiles(mount.Folder));
        Same();
        ToolRun.Of([.. line, "--resume", file]).Expect(ExitCode.Success);

        // A file that is there has the space for all later states.
        File.Delete(file);
        Acting("iteration 50 of", () => Fill(filler), line).Expect(ExitCode.Success);
        Same();

        void Same()
        {
            Assert.Equal(File.ReadAllBytes(folder["plain.npy"]), File.ReadAllBytes(folder["map.npy"]));
            File.Delete(folder["map.npy"]);
        }

        static void Fill(string path)
        {
            using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            Assert.Throws<IOException>(() => stream.Write(new byte[1 << 21]));
        }
    }

    [Fact]
    public void The_time_left_is_that_of_the_iterations_of_this_process()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60), file = folder["run.checkpoint"];
        string[] line = ["embed", points, "--perplexity", "5", "--iterations", "100", "-o", folder["map.csv"], "--checkpoint", file];
        Acting("iteration 50 of", null, line).Expect(ExitCode.Interrupted);
        string text = ToolRun.Of([.. line, "--resume", file]).Expect(ExitCode.Success).Out;
        Assert.Equal(["100"], Regex.Matches(text, "iteration (\\d+) of").Select(match => match.Groups[1].Value));
        Assert.Equal(60, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    /// <summary>Runs the tool and does something when a text is printed; without something to do, it is interrupted.</summary>
    private static ToolRun Acting(string text, Action? act, string[] args, string? laterText = null, Action? later = null)
    {
        using CancellationTokenSource interrupt = new();
        using ActingWriter output = new(text, act ?? interrupt.Cancel) { Later = (laterText, later) };
        using StringWriter error = new();
        int exitCode = Tool.Run(args, new Terminal(output, error, Interactive: false), interrupt.Token);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    private static JsonElement Json(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
