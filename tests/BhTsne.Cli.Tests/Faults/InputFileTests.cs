using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>Names and kinds of files that need care.</summary>
public class InputFileTests
{
    /// <summary>What is no table: bad input, with the name of the file, and nothing is written.</summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("ln -s nowhere.csv in.csv", "/nowhere.csv, which is not there")]
    [InlineData("ln -s in.csv in.csv", "in.csv: there are too many symbolic links, or they form a circle")]
    [InlineData("ln -s b.csv a.csv; ln -s in.csv b.csv; ln -s a.csv in.csv", "in.csv: there are too many symbolic links")]
    [InlineData("mkdir in.csv", "in.csv: this is a folder, not a file")]
    [InlineData("mkdir folder; ln -s folder in.csv", "in.csv: this is a folder, not a file")]
    [InlineData(": > in.csv", "in.csv: it is empty")]
    [InlineData("ln -s /dev/null in.csv", "in.csv: it is empty")]
    [InlineData("ln -s /dev/zero in.csv", "in.csv: it is no text: there is a zero byte among its first bytes")]
    [InlineData("ln -s /proc/self/mem in.csv", "in.csv: Input/output error.")]
    [InlineData("mkfifo in.csv; : > in.csv &", "in.csv: it is empty")]
    [InlineData("printf 'PK\\003\\004 no archive' > in.csv", "in.csv: it is a zip archive, and no text; unpack it")]
    [InlineData("printf '\\037\\213 no gzip' > in.csv", "in.csv: it is no gzip file, or it is truncated or damaged")]
    [InlineData("printf '\\223NUMPY no array' > in.csv", "in.csv: it is an array of NumPy, and no text; name it .npy")]
    public async Task What_is_no_table_is_refused_by_its_name(string make, string message)
    {
        using TempFolder folder = new();
        ToolRun run = await Script.Run(folder, $"{make}\n timeout -s KILL 30 $B embed in.csv $S -o map.csv");
        run.ExpectFault(ExitCode.BadInput, message);
        Assert.StartsWith("bhtsne: in.csv: ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["map.csv"]));
    }

    /// <summary>A file that may not be read, for an account that permissions hold for.</summary>
    [FactThatNeeds(Requirement.Bash)]
    public async Task A_file_that_may_not_be_read_is_refused()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 30);
        string script = "chmod 0 points.csv; chmod 755 .; ";
        script += Environment.IsPrivilegedProcess
            ? "command -v setpriv >/dev/null || exit 77; setpriv --reuid 65534 --clear-groups --inh-caps=-all $B embed points.csv -o -"
            : "$B embed points.csv -o -";
        ToolRun run = await Script.Run(folder, script, ("HOME", folder.Root));
        Assert.True(run.ExitCode is ExitCode.BadInput, $"{run.ExitCode} {run.Error}");
        Assert.Contains("points.csv", run.Error, StringComparison.Ordinal);
        Assert.Contains("denied", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Links to a table, also several in a row, are the table.</summary>
    [FactThatNeeds(Requirement.Unix)]
    public void A_chain_of_links_is_the_file_at_its_end()
    {
        using TempFolder folder = new();
        string expected = Map(folder, folder.Clusters("points.csv", 30));
        string last = "points.csv";
        for (int link = 0; link < 20; link++)
        {
            File.CreateSymbolicLink(folder[$"link{link}.csv"], last);
            last = $"link{link}.csv";
        }

        Assert.Equal(expected, Map(folder, folder[last]));
    }

    /// <summary>Whatever a name is made of, inputs are read and outputs written under it, and messages have it.</summary>
    [TheoryThatNeeds(Requirement.Unix)]
    [InlineData("with spaces  in it")]
    [InlineData(" a space first")]
    [InlineData("Ünïcödé 点 🗺 e\u0301")]
    [InlineData("-leading-dash")]
    [InlineData("--output")]
    [InlineData("@at")]
    [InlineData("quote's \"and\" $HOME `x` \\ * ? [a]")]
    [InlineData("{0} %s <b>&amp;")]
    [InlineData("line\nbreak")]
    [InlineData("...")]
    public void A_file_may_have_any_name(string name)
    {
        using TempFolder folder = new();
        string expected = Map(folder, folder.Clusters("points.csv", 30));
        File.Delete(folder["map.csv"]);
        File.Move(folder["points.csv"], folder[$"{name}.csv"]);

        string point = folder[$"{name}.csv"];
        ToolRun.Of(
            [
                "embed", point, .. ToolRun.Short, "-o", folder[$"{name}.map.csv"], "--plot", folder[$"{name}.html"], "--report",
                folder[$"{name}.json"], "-q",
            ]).Expect(ExitCode.Success);
        Assert.Equal(expected, File.ReadAllText(folder[$"{name}.map.csv"]));
        Assert.Equal(4, Directory.GetFiles(folder.Root).Length);
        File.WriteAllText(point, "1,2\n3,x\n");
        ToolRun run = ToolRun.Of("embed", point, "-o", folder["map.csv"]);
        run.ExpectFault(ExitCode.BadInput, name.Replace("\n", "\\n", StringComparison.Ordinal));
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A message is one line whatever a name is made of, and nothing in a name reaches the terminal as a command to it.</summary>
    [TheoryThatNeeds(Requirement.Unix)]
    [InlineData("line\nbreak", "line\\nbreak")]
    [InlineData("\nfirst and last\n", "\\nfirst and last\\n")]
    [InlineData("a\r\n\tb", "a\\r\\n\\tb")]
    [InlineData("red \u001b[31m \u0007", "red \\u001B[31m \\u0007")]
    [InlineData("\u007f\u0085\u2028\u2029", "\\u007F\\u0085\\u2028\\u2029")]
    public void Control_characters_of_a_name_are_escaped_in_messages(string name, string shown)
    {
        using TempFolder folder = new();
        string there = folder.Text($"{name}.csv", "1,2\n3,x\n"), other = folder.Clusters("points.csv", 30);
        (string[] Line, int ExitCode)[] runs =
        [
            (["embed", there, "-o", folder["map.csv"]], ExitCode.BadInput),
            (["embed", folder[$"{name}.npy"]], ExitCode.BadInput),
            (["embed", other, "-o", folder[$"{name}/map.csv"]], ExitCode.WrongCommandLine),
            (["embed", other, $"--{name}"], ExitCode.WrongCommandLine),
            (["plot", there, "-o", folder["map.html"]], ExitCode.BadInput),
            (["transform", there, other], ExitCode.BadInput),
            (["evaluate", other, there], ExitCode.BadInput),
            (["study", there, "-o", folder["study.csv"]], ExitCode.BadInput),
            ([name], ExitCode.WrongCommandLine),
        ];
        Assert.All(runs, expected =>
        {
            ToolRun run = ToolRun.Of(expected.Line);
            run.ExpectFault(expected.ExitCode, shown);
            Assert.Single(run.Error.Split('\n'), line => line.StartsWith("bhtsne: ", StringComparison.Ordinal));
            Assert.DoesNotContain(run.Error.Replace("\n", "", StringComparison.Ordinal), char.IsControl);
        });
    }

    /// <summary>A leading dash is that of an option, unless a folder or -- stands before it; the message says so.</summary>
    [Theory]
    [InlineData("./-p.csv", ExitCode.Success, "")]
    [InlineData("-- -p.csv", ExitCode.Success, "")]
    [InlineData("-p.csv", ExitCode.WrongCommandLine, "unknown option '-p.csv'; the file of this name is ./-p.csv, or stands after --")]
    [InlineData("-- -q.csv", ExitCode.BadInput, "./-q.csv: ")]
    public async Task A_name_that_begins_with_a_dash_needs_a_folder_or_two_dashes_before_it(string typed, int exitCode, string message)
    {
        using TempFolder folder = new();
        folder.Clusters("-p.csv", 30);
        using Process process = ToolRun.Start(folder.Root, ["embed", .. ToolRun.Short, "-o", "./-m.csv", .. typed.Split(' ')]);
        (await ToolRun.Finish(process)).ExpectFault(exitCode, message);
        Assert.Equal(exitCode == ExitCode.Success, File.Exists(folder["-m.csv"]));
    }

    /// <summary>Files after -- in each command that takes files; a single dash stays the standard input.</summary>
    [FactThatNeeds(Requirement.Bash)]
    public async Task Every_command_takes_files_after_two_dashes()
    {
        using TempFolder folder = new();
        folder.Clusters("-p.csv", 30);
        folder.Text("config.json", "{ \"inputs\": \"-p.csv\" }");
        string[] lines =
        [
            "$B embed $S -q -- --output 2> output.txt; grep -q '^bhtsne: ./--output: ' output.txt",
            "$B embed $S -q -o ./-map.csv --model ./-m.bhtsne -- -p.csv",
            "$B embed $S -q -o pipe.csv -- - < ./-p.csv",
            "$B embed $S -q -o config.csv --config config.json",
            "$B embed $S -q --config config.json -o both.csv -- -p.csv",
            "$B transform -q -o new.csv -- -m.bhtsne -p.csv",
            "$B evaluate -q --json e.json -- -p.csv -map.csv",
            "$B plot -q -o p.html -- -map.csv",
            "$B study -q -o study.csv --perplexity 5 --gradients-only -- -p.csv",
        ];
        ToolRun run = await Script.Run(folder, string.Concat(lines.Select(line => $"{line} || exit 1{Array.IndexOf(lines, line)}\n")));
        run.Expect(ExitCode.Success);
        string[] made = ["-map.csv", "new.csv", "e.json", "p.html", "study.csv"];
        Assert.All(made, name => Assert.True(File.Exists(folder[name]), name));
        string[] maps = ["pipe.csv", "config.csv", "both.csv"];
        Assert.All(
            maps,
            name => Assert.Equal(File.ReadAllText(folder["-map.csv"]), File.ReadAllText(folder[name])));
    }

    /// <summary>The input under the same name, another one, a link or a hard link is never replaced.</summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("points.csv")]
    [InlineData("./points.csv")]
    [InlineData("$PWD/points.csv")]
    [InlineData("link.csv")]
    [InlineData("hard.csv")]
    public async Task An_output_that_is_the_input_is_refused(string name)
    {
        using TempFolder folder = new();
        byte[] before = File.ReadAllBytes(folder.Clusters("points.csv", 30));
        ToolRun run = await Script.Run(folder, $"ln -s points.csv link.csv; ln points.csv hard.csv; $B embed points.csv $S -o {name}");
        run.ExpectFault(ExitCode.WrongCommandLine, "the file is already an input or another output");
        Assert.Equal(before, File.ReadAllBytes(folder["points.csv"]));
    }

    /// <summary>Each of both writes the whole file; who comes last wins.</summary>
    [Fact]
    public async Task Two_runs_may_write_one_file()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 200);
        string[] seeds = ["1", "2"];
        string[] maps = [.. seeds.Select(seed => Map(folder, points, "--seed", seed, "--init", "random"))];
        Process[] runs = [.. seeds.Select(seed => ToolRun.Start(
            folder.Root, ["embed", points, .. ToolRun.Short, "--seed", seed, "--init", "random", "-o", "map.csv", "-q"]))];
        foreach (Process run in runs)
        {
            (await ToolRun.Finish(run)).Expect(ExitCode.Success);
            run.Dispose();
        }

        Assert.Contains(File.ReadAllText(folder["map.csv"]), maps);
        Assert.Equal(["map.csv", "points.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
    }

    /// <summary>A file that becomes longer while it is read: what was there, or all of it, but no half row.</summary>
    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_read_in_whole_rows()
    {
        using TempFolder folder = new();
        const int First = 20000;
        string table = folder.Clusters("points.csv", First);
        using CancellationTokenSource enough = new();
        using FileStream file = new(table, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0);
        Task grow = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested && file.Length < 64 << 20)
            {
                file.Write("1,2,3,4,5\n"u8);
            }
        });
        ToolRun run = ToolRun.Of("embed", table, "--dry-run", "-o", folder["map.csv"]);
        await enough.CancelAsync();
        await grow;

        // Windows does not let two programs have the file.
        if (OperatingSystem.IsWindows() && run.ExitCode != ExitCode.Success)
        {
            run.ExpectFault(ExitCode.BadInput, "points.csv");
            return;
        }

        Match points = Regex.Match(run.Expect(ExitCode.Success).Out, "^([0-9,]+) points of 5 dimensions", RegexOptions.Multiline);
        Assert.True(points.Success, run.Out);
        Assert.InRange(int.Parse(points.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), First, int.MaxValue);
    }

    /// <summary>The size that an account may write: the old file stays, no half one is left, and the reason is said.</summary>
    [FactThatNeeds(Requirement.Bash)]
    public async Task A_limit_of_the_size_of_files_is_a_failure_and_the_old_file_stays()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 3000);
        folder.Text("map.csv", "the old map");

        // The runtime itself makes larger files than that where it protects its code.
        ToolRun run = await Script.Run(
            folder, "ulimit -f 32; DOTNET_EnableDiagnostics=0 DOTNET_EnableWriteXorExecute=0 $B embed points.csv $S -o map.csv -q");
        Assert.Equal("the old map", File.ReadAllText(folder["map.csv"]));
        Assert.Equal(["map.csv", "points.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
        run.ExpectFault(ExitCode.Failure, "map.csv: ");
        Assert.Contains("too large", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A small file system that is full: the outputs that fit are written, the old files stay.</summary>
    [FactThatNeeds(Requirement.Mounts)]
    public void A_full_disk_is_a_failure_and_the_old_file_stays()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 3000);
        Directory.CreateDirectory(folder["disk"]);
        using Mount disk = new(folder["disk"], "64k");
        File.WriteAllText(folder["disk/page.html"], "the old page");
        ToolRun run = ToolRun.Of(
            ["embed", points, .. ToolRun.Short, "-o", folder["map.csv"], "--plot", folder["disk/page.html"], "-q"]);
        run.ExpectFault(ExitCode.Failure, $"{folder["disk/page.html"]}: No space left on device");
        Assert.Equal("the old page", File.ReadAllText(folder["disk/page.html"]));
        Assert.Single(Directory.GetFiles(folder["disk"]));
        Assert.Equal(3000, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    private static string Map(TempFolder folder, string points, params string[] further)
    {
        ToolRun.Of(["embed", points, .. ToolRun.Short, .. further, "-o", folder["map.csv"], "-q"]).Expect(ExitCode.Success);
        return File.ReadAllText(folder["map.csv"]);
    }
}
