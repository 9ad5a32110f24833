using System.Diagnostics;
using System.Text;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Standard input and output, named pipes, process substitution and devices in place of files.</summary>
public sealed class PipeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--input-format csv")]
    public void Points_are_read_from_the_standard_input_and_the_map_goes_to_the_standard_output(string format)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["map.csv"]]).Expect(ExitCode.Success);

        Streamed run = Streamed.Of(
            File.ReadAllBytes(points), ["embed", "-", .. Words(format), .. ToolRun.Short, "-o", "-", "--report", folder["run.json"]]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllBytes(folder["map.csv"]), run.Result);
        Assert.Equal("", run.Out);
        Assert.Contains("reading standard input", run.Error, StringComparison.Ordinal);
        Assert.Contains("map    standard output", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"standard input\"", File.ReadAllText(folder["run.json"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-o - --output-format npy", "\u0093NUMPY")]
    [InlineData("-o - --output-format tsv", "x\ty\n")]
    [InlineData("-o /dev/stdout", "x,y\n")]
    [InlineData("--plot -", "<!DOCTYPE html>")]
    [InlineData("--report -", "{")]
    public void Any_output_can_be_the_standard_output_and_quiet_prints_nothing_else(string outputs, string start)
    {
        using TempFolder folder = new();
        Streamed run = Streamed.Of([], ["embed", folder.Clusters("points.csv", 30), .. ToolRun.Short, .. outputs.Split(' '), "-q"]);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
        Assert.StartsWith(start, Encoding.Latin1.GetString(run.Result), StringComparison.OrdinalIgnoreCase);
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData("embed - - -o map.csv", "INPUT: the standard input can be read once only")]
    [InlineData("embed {points} -o - --report -", "--report: -: only one output can go to the standard output")]
    [InlineData("embed {points} -o /dev/stdout --plot -", "--plot: -: only one output can go to the standard output")]
    [InlineData("embed - --input-format xlsx", "--input-format: ")]
    [InlineData("embed {points} -o {folder}/map", "or --output-format must say the format")]
    public void A_wrong_command_line_is_refused_before_anything_is_read(string line, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        string filled = line.Replace("{points}", points, StringComparison.Ordinal).Replace(
            "{folder}", folder.Root, StringComparison.Ordinal);
        Streamed run = Streamed.Of(null, filled.Split(' '));
        Assert.Equal(ExitCode.WrongCommandLine, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "standard input: it is empty.")]
    [InlineData("1,2\n3,four\n", "standard input, line 2, column 2: 'four' is not a number.")]
    [InlineData("<html>\n", "standard input: the format is unknown.")]
    public void Faults_of_the_standard_input_are_bad_input(string content, string message)
    {
        using TempFolder folder = new();
        Streamed run = Streamed.Of(Encoding.ASCII.GetBytes(content), "embed", "-", "-o", folder["map.csv"]);
        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void A_file_of_another_name_is_read_and_written_in_the_format_that_is_given()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30), data = folder.Text("points.tsv", File.ReadAllText(points));
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["map.csv"]]).Expect(ExitCode.Success);
        string[] formats = ["--input-format", "csv", "--output-format", "csv"];
        ToolRun.Of(["embed", data, .. formats, .. ToolRun.Short, "-o", folder["map"]]).Expect(ExitCode.Success);
        Assert.Equal(File.ReadAllBytes(folder["map.csv"]), File.ReadAllBytes(folder["map"]));
    }

    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("$B embed <(gzip < points.csv) $S -o got.csv -q")]
    [InlineData("gzip < points.csv | $B embed - $S -q; mv points.map.csv got.csv")]
    [InlineData("$B embed /dev/stdin $S -o got.csv -q < points.csv")]
    [InlineData("$B embed points.csv $S -o - -q > got.csv")]
    [InlineData("$B embed points.csv $S -o - 2>messages | cat > got.csv")]
    [InlineData("$B embed points.csv $S -o >(cat > got.csv) -q; wait $!")]
    [InlineData("mkfifo pipe; cat pipe > got.csv & $B embed points.csv $S -o pipe -q; wait; [ -p pipe ]")]
    [InlineData(
        "mkfifo pipe; ln -s pipe map.csv; cat pipe > got.csv & $B embed points.csv $S -o map.csv -q; wait; [ -p pipe ] && [ -L map.csv ]")]
    [InlineData("mkfifo pipe; cat points.csv > pipe & $B embed pipe $S -o got.csv -q; wait; [ -p pipe ]")]
    public async Task A_shell_can_join_the_tool_with_others(string script)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["expected.csv"]]).Expect(ExitCode.Success);
        ToolRun run = await Shell(folder, $"{script}\n");
        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(File.ReadAllText(folder["expected.csv"]), File.ReadAllText(folder["got.csv"]));
    }

    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("$B --help | head -1 > line; echo ${PIPESTATUS[0]}")]
    [InlineData("$B embed points.csv $S -o - --report run.json -q | head -1 > line; echo ${PIPESTATUS[0]}; [ -s run.json ]")]
    [InlineData("$B embed points.csv $S -o map.csv | head -1 > line; echo ${PIPESTATUS[0]}; [ -s map.csv ]")]
    [InlineData("mkfifo pipe; head -1 pipe > line & $B embed points.csv $S -o pipe -q; echo $?; wait")]
    public async Task A_reader_that_closes_its_pipe_is_no_error(string script)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 3000);
        ToolRun run = await Shell(folder, script);
        Assert.Equal((0, "0", ""), (run.ExitCode, run.Out.Trim(), run.Error));
        Assert.Single(File.ReadAllLines(folder["line"]));
    }

    [TheoryThatNeeds(Requirement.Fifos | Requirement.Bash)]
    [InlineData("$B embed pipe -o pipe", "--output: pipe: the file is already an input or another output")]
    [InlineData("$B embed points.csv -o pipe --report link", "--report: link: the file is already an input or another output")]
    [InlineData("$B embed points.csv -o circle", "--output: circle: the name must end in .csv")]
    [InlineData("$B embed points.csv -o circle.csv", "--output: circle.csv: there are too many symbolic links, or they form a circle")]
    public async Task A_pipe_is_neither_opened_twice_nor_opened_by_the_check(string script, string message)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 30);
        ToolRun run = await Shell(folder, $"mkfifo pipe; ln -s pipe link; ln -s circle.csv circle; ln -s circle circle.csv; {script}");
        Assert.Equal(ExitCode.WrongCommandLine, run.ExitCode);
        Assert.StartsWith($"bhtsne: {message}", run.Error, StringComparison.Ordinal);
    }

    [FactThatNeeds(Requirement.DeviceNodes)]
    public void A_full_device_behind_a_link_is_a_failure_and_stays_a_device()
    {
        using TempFolder folder = new();
        Machine.Device(folder["full"], 7);
        File.CreateSymbolicLink(folder["map.csv"], "full");
        ToolRun run = ToolRun.Of(["embed", folder.Clusters("points.csv", 30), .. ToolRun.Short, "-o", folder["map.csv"], "-q"]);
        run.Expect(ExitCode.Failure);
        Assert.Equal($"bhtsne: {folder["map.csv"]}: No space left on device.", run.Error.TrimEnd());
        Assert.True(AtomicFile.IsWrittenThrough(folder["full"]));
        Assert.Equal(3, Directory.GetFileSystemEntries(folder.Root).Length);
    }

    [FactThatNeeds(Requirement.Fifos)]
    public void The_wait_for_a_pipe_that_gives_nothing_can_be_interrupted()
    {
        using TempFolder folder = new();
        using CancellationTokenSource interrupt = new();
        using StringWriter error = new();
        using BlockedStream blocked = new(interrupt.Cancel);
        Terminal terminal = new(TextWriter.Null, error, Interactive: false) { OpenInput = () => blocked };
        Assert.Equal(ExitCode.Interrupted, Tool.Run(["embed", "-", "-o", folder["map.csv"]], terminal, interrupt.Token));
        Assert.Contains("interrupted", error.ToString(), StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a script with the tool as $B and fast settings as $S.</summary>
    private static async Task<ToolRun> Shell(TempFolder folder, string script)
    {
        ProcessStartInfo start = new("/bin/bash", ["-c", script])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["B"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll")}";
        start.Environment["S"] = string.Join(' ', ToolRun.Short);
        using Process process = Process.Start(start)!;
        return await ToolRun.Finish(process);
    }

    /// <summary>A run inside this process with standard streams of its own.</summary>
    private sealed record Streamed(int ExitCode, byte[] Result, string Out, string Error)
    {
        /// <summary>Runs the tool.</summary>
        /// <param name="input">The standard input; null where it must not be opened.</param>
        /// <param name="args">The command line.</param>
        public static Streamed Of(byte[]? input, params IEnumerable<string> args)
        {
            using StringWriter output = new(), error = new();
            using MemoryStream result = new();
            Terminal terminal = new(output, error, Interactive: false)
            {
                OpenInput = () => new MemoryStream(input ?? throw new InvalidOperationException("The standard input was opened.")),
                OpenOutput = () => result,
            };
            int exitCode = Tool.Run([.. args], terminal);
            return new Streamed(exitCode, result.ToArray(), output.ToString(), error.ToString());
        }
    }

    /// <summary>A stream that gives nothing until it is disposed of.</summary>
    private sealed class BlockedStream(Action whenRead) : MemoryStream
    {
        private readonly ManualResetEventSlim _end = new();

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            whenRead();
            _end.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
