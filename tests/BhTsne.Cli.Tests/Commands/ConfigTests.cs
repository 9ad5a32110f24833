using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Options come from a file, and a report that is fed back repeats its run to the bit.</summary>
public class ConfigTests
{
    private const string Usual = "--label-column kind --perplexity 5 --iterations 60 --early-exaggeration-iterations 20";

    public static TheoryData<string> Repeated { get; } =
    [
        Usual,
        "--label-column kind --perplexity 3,7.5 --iterations 40 --seed 18446744073709551615 --init random",
        "--label-column kind --perplexity 5 --iterations 30 --metric cosine --dims 3 --header yes",
        "--label-column kind --iterations 30 --affinities fixed --bandwidth 1e1 --neighbor-count 9",
        "--label-column kind --perplexity 4 --iterations 60 --diagnostics --no-certificate --schedule classic --learning-rate 20.50",
        "--label-column 6 --weights weights.txt --perplexity 4 --iterations 30 --threads 1 --theta 0.7 --early-theta auto",
        "--label-column kind --init start.csv --perplexity 4 --iterations 30 --pin rows.txt",
        "--label-column kind --labels labels.txt --perplexity 4 --iterations 30 --momentum 0.5 --min-cost-improvement 0",
        "--match-column x1 --label-column kind --start-from old.csv --perplexity 4 --iterations 30",
        "--label-column kind --perplexity 4 --iterations 30 --snapshots 10,20 --checkpoint run.checkpoint --checkpoint-every 5",
        "--label-column kind --perplexity 4 --iterations 30 --plot p.html --images input --image-shape 1x5 --page-neighbors 3 "
            + "--show-columns x2",
        "--label-column kind --perplexity 4 --iterations 30 --watch --plot p.html --page-neighbors 0",
        "--label-column kind --perplexity 4 --iterations 30 --snapshots 10,20 --diagnostics --plot p.html",
    ];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void A_report_repeats_the_map_to_the_byte_from_any_folder(string settings)
    {
        using TempFolder folder = new();
        Files(folder);
        bool hasFolder = settings.Contains("--snapshots", StringComparison.Ordinal);
        Directory.CreateDirectory(folder["reports"]);
        string map = hasFolder ? folder["maps/map.npy"] : folder["map.csv"];
        string[] line =
            [
                "embed", "points.csv", .. settings.Split(' '), "-o", hasFolder ? "maps/" : "map.csv", "--report", "reports/r.json",
            ];
        Run(folder.Root, line).Expect(ExitCode.Success);

        string again = hasFolder ? folder["again.npy"] : folder["again.csv"];
        ToolRun run = Run(folder["reports"], ["embed", "--config", "r.json", "-o", again, "--report", "second.json"])
            .Expect(ExitCode.Success);
        Assert.Equal(File.ReadAllBytes(map), File.ReadAllBytes(again));
        Assert.DoesNotContain("warning: ../", run.Out, StringComparison.Ordinal);
        Assert.Contains("input and options of the run in r.json", run.Out, StringComparison.Ordinal);

        // What was repeated can be repeated: the second report has the same options, but for the outputs.
        JsonObject first = Given(folder["reports/r.json"]), second = Given(folder["reports/second.json"]);
        string[] outputs = [.. OptionTable.Rows.Where(row => !row.IsRepeated).Select(row => row.CamelName)];
        Assert.Equal(Text(first, outputs), Text(second, outputs));
    }

    /// <summary>Every row of the table goes through a file and comes back as it was typed.</summary>
    [Fact]
    public void Every_option_round_trips_through_a_file()
    {
        foreach (OptionRow row in Tool.Pages.SelectMany(page => page.Rows).Where(row => row.CanBeInFile))
        {
            foreach (string typed in Samples(row))
            {
                string json = typed.Length == 0 ? "true" : JsonSerializer.Serialize(typed);
                using JsonDocument value = JsonDocument.Parse(json);
                Assert.Null(row.FromJson(value.RootElement, out IReadOnlyList<string?> words));
                Assert.Equal(typed.Length == 0 ? [null] : [typed], words);
            }
        }
    }

    [Fact]
    public void The_command_line_wins_over_the_file()
    {
        using TempFolder folder = new();
        Files(folder);
        folder.Text("run.json", """
            // Comments and a last comma are allowed.
            { "inputs": "missing.csv", "labelColumn": "kind", "--perplexity": [3, 5], "seed": 7, "iterations": "30", "diagnostics": true, }
            """);
        string[] line = ["embed", "points.csv", "--config", "run.json", "--seed", "8", "--diagnostics=false", "--report", "r.json"];
        Run(folder.Root, line).Expect(ExitCode.Success);
        JsonObject given = Given(folder["r.json"]);
        Assert.Equal(
            """{"inputs":["points.csv"],"report":"r.json","labelColumn":"kind","perplexity":"3,5","""
                + "\"iterations\":30,\"seed\":8,\"diagnostics\":false}",
            given.ToJsonString());
        JsonNode report = JsonNode.Parse(File.ReadAllText(folder["r.json"]))!;
        Assert.Equal("[3,5]", report["perplexities"]!.ToJsonString());
        Assert.Equal("8", report["seed"]!.ToJsonString());
    }

    [Fact]
    public void Names_in_a_file_are_relative_to_its_folder_and_outputs_of_an_own_file_are_taken()
    {
        using TempFolder folder = new();
        Files(folder);
        Directory.CreateDirectory(folder["settings"]);
        folder.Text(
            "settings/run.json",
            """{ "inputs": ["../points.csv"], "label-column": "kind", "perplexity": 5, """
                + "\"iterations\": 30, \"output\": \"map.csv\", \"plot\": [\"a.svg\"] }");
        Run(folder.Root, ["embed", "--config", "settings/run.json"]).Expect(ExitCode.Success);
        Assert.True(File.Exists(folder["settings/map.csv"]));
        Assert.True(File.Exists(folder["settings/a.svg"]));
    }

    [Fact]
    public void Outputs_of_a_report_are_named_anew()
    {
        using TempFolder folder = new();
        Files(folder);
        Run(folder.Root, ["embed", "points.csv", .. Usual.Split(' '), "-o", "map.csv", "--watch=false", "--report", "r.json"])
            .Expect(ExitCode.Success);
        byte[] report = File.ReadAllBytes(folder["r.json"]);
        File.Delete(folder["map.csv"]);
        ToolRun run = Run(folder.Root, ["embed", "--config", "r.json"]).Expect(ExitCode.Success);
        Assert.Contains("not --output, --report, which are given anew", run.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["map.csv"]));
        Assert.True(File.Exists(folder["points.map.csv"]));
        Assert.Equal(report, File.ReadAllBytes(folder["r.json"]));
    }

    /// <summary>An input that the run of the report had not is no changed one, and a report without a version is of no other.</summary>
    [Fact]
    public void What_a_report_does_not_say_is_no_warning()
    {
        using TempFolder folder = new();
        Files(folder);
        folder.Text(
            "r.json",
            """{ "options": { "labelColumn": "kind", "perplexity": 5, "iterations": 20 }, "inputHashes": { "other.csv": "00" } }""");
        ToolRun run = ToolRun.Of(
            "embed", folder["points.csv"], "--config", folder["r.json"], "--labels", folder["labels.txt"], "-o", folder["map.csv"],
            "--report", folder["new.json"]).Expect(ExitCode.Success);
        Assert.DoesNotContain("is not as it was", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("was written by version", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(folder["new.json"]))!["inputHashes"]!.AsObject().Count);
    }

    [Fact]
    public void A_changed_input_and_another_version_are_warnings()
    {
        using TempFolder folder = new();
        Files(folder);
        Directory.CreateDirectory(folder["reports"]);
        string[] line = ["embed", "points.csv", .. Usual.Split(' '), "-o", "map.csv", "--report", "reports/r.json"];
        Run(folder.Root, line).Expect(ExitCode.Success);
        File.AppendAllText(folder["points.csv"], "1,2,3,4,5,a\n");
        string report = folder["reports/r.json"];
        File.WriteAllText(report, File.ReadAllText(report).Replace(Tool.Version, "0.0.1", StringComparison.Ordinal));
        ToolRun run = Run(folder.Root, ["embed", "--config", "reports/r.json", "-o", "map.csv", "--report", "new.json"])
            .Expect(ExitCode.Success);
        Assert.Contains("warning: points.csv is not as it was in the run of reports/r.json", run.Out, StringComparison.Ordinal);
        Assert.Contains("warning: reports/r.json was written by version 0.0.1", run.Out, StringComparison.Ordinal);
        JsonArray warnings = JsonNode.Parse(File.ReadAllText(folder["new.json"]))!["warnings"]!.AsArray();
        Assert.Equal(["changedInput", "otherVersion"], warnings.Select(warning => warning!["kind"]!.GetValue<string>()).Take(2));
    }

    [Theory]
    [InlineData("""{ "perplexty": 5 }""", "run.json: 'perplexty' is no option of bhtsne embed; did you mean perplexity?")]
    [InlineData("""{ "input": "a.csv" }""", "run.json: 'input' is no option of bhtsne embed; did you mean inputs?")]
    [InlineData("""{ "help": true }""", "run.json: 'help' is no option of bhtsne embed")]
    [InlineData("""{ "config": "a.json" }""", "run.json: 'config' is no option of bhtsne embed")]
    [InlineData("""{ "theta": "many" }""", "run.json: theta: 'many' is not a number")]
    [InlineData("""{ "theta": true }""", "run.json: theta: true is not a value of this option, which is X")]
    [InlineData("""{ "theta": [1, 2] }""", "run.json: theta: a list is not a value of this option, which is X")]
    [InlineData("""{ "perplexity": [1, {}] }""", "run.json: perplexity: a list is not a value of this option, which is X[,X...]")]
    [InlineData("""{ "iterations": 1.5 }""", "run.json: iterations: '1.5' is not a whole number")]
    [InlineData("""{ "metric": "cosin" }""", "run.json: metric: 'cosin' is none of euclidean")]
    [InlineData("""{ "diagnostics": "yes" }""", "run.json: diagnostics: 'yes' is neither true nor false")]
    [InlineData("""{ "labels": 3 }""", "run.json: labels: 3 is not a value of this option, which is FILE or a list of them")]
    [InlineData("""{ "inputs": {} }""", "run.json: inputs: an object is not the name of a file or a list of them")]
    [InlineData("""{ "seed": 1, "--seed": 2 }""", "run.json: --seed: it is there twice")]
    [InlineData("""{ "seed": 1, "seed": 2 }""", "run.json: this is not JSON")]
    [InlineData("[1]", "run.json: there must be one object with a value for each option")]
    [InlineData("{", "run.json: this is not JSON")]
    [InlineData("""{ "labelColumn": "\ud800" }""", "run.json: a text has half of a pair of \\u escapes")]
    [InlineData("""{ "\ud800": 3 }""", "run.json: a text has half of a pair of \\u escapes")]
    [InlineData("""{ "inputs": ["\udc00"] }""", "run.json: a text has half of a pair of \\u escapes")]
    [InlineData(
        """{ "version": "0.1.0", "plan": {} }""",
        "run.json: this report is of version 0.1.0, which did not keep the options of a run")]
    [InlineData("""{ "command": "study", "options": {} }""", "run.json: this is the report of bhtsne study, not of bhtsne embed")]
    [InlineData("""{ "options": 3 }""", "run.json: options: 3 is not an object")]
    [InlineData("""{ "inputs": "<\"'\u202e,\n.csv" }""", "there is no such file")]
    public void What_is_wrong_in_a_file_is_named_with_the_file(string json, string fault)
    {
        using TempFolder folder = new();
        folder.Text("run.json", json);
        ToolRun run = Run(folder.Root, ["embed", "--config", "run.json"]);
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains(fault, run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_by_its_name()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["run.json"], """{ "labelColumn": "größe" }""", Encoding.Latin1);
        ToolRun.Of(["embed", "--config", folder["run.json"]]).ExpectFault(ExitCode.BadInput, "run.json: its text is not in UTF-8");
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        using TempFolder folder = new();
        Files(folder);
        File.WriteAllText(folder["run.json"], """{ "iterations": 20, "perplexity": 5, "labelColumn": "kind" }""", Encoding.UTF8);
        Assert.Equal(0xEF, File.ReadAllBytes(folder["run.json"])[0]);
        Run(folder.Root, ["embed", "points.csv", "--config", "run.json"]).Expect(ExitCode.Success);
    }

    [Fact]
    public void A_name_with_a_comma_or_quotes_is_one_item_of_a_list()
    {
        using JsonDocument list = JsonDocument.Parse("""["height, cm", "weight", "5\" wide", " first"]""");
        Assert.Null(TableRows.Columns.FromJson(list.RootElement, out IReadOnlyList<string?> words));
        Assert.Equal(["\"height, cm\",weight,\"5\"\" wide\",\" first\""], words);
    }

    [Fact]
    public void Scores_that_no_output_can_show_are_left_out_of_a_repeated_run_and_refused_where_they_are_typed()
    {
        using TempFolder folder = new();
        Files(folder);
        Run(folder.Root, ["embed", "points.csv", .. Usual.Split(' '), "--diagnostics", "-o", "map.csv", "--report", "r.json"])
            .Expect(ExitCode.Success);
        ToolRun run = Run(folder.Root, ["embed", "--config", "r.json", "-o", "again.npy"]).Expect(ExitCode.Success);
        Assert.Contains("the points are not scored", run.Out, StringComparison.Ordinal);
        ToolRun typed = Run(folder.Root, ["embed", "--config", "r.json", "-o", "again.npy", "--diagnostics"]);
        Assert.Equal(ExitCode.WrongCommandLine, typed.ExitCode);
        Assert.Contains("no output can show the scores", typed.Error, StringComparison.Ordinal);

        // A file of the user's own is as if it had been typed.
        folder.Text("own.json", """{ "perplexity": 5, "labelColumn": "kind", "diagnostics": true }""");
        ToolRun own = Run(folder.Root, ["embed", "points.csv", "--config", "own.json", "-o", "again.npy"]);
        Assert.Contains("no output can show the scores", own.Error, StringComparison.Ordinal);
    }

    /// <summary>A pipe is empty when it is read for a second time.</summary>
    [FactThatNeeds(Requirement.Bash)]
    public void A_file_is_read_once()
    {
        using TempFolder folder = new();
        Files(folder);
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", folder["run.json"]);
        process.WaitForExit();
        const string Config = """{ "iterations": 20, "perplexity": 5, "labelColumn": "kind" }""";
        var write = Task.Run(() => File.WriteAllText(folder["run.json"], Config));
        Run(folder.Root, ["embed", "points.csv", "--config", "run.json"]).Expect(ExitCode.Success);
        write.GetAwaiter().GetResult();
    }

    [Fact]
    public void Other_commands_take_files_too()
    {
        using TempFolder folder = new();
        Files(folder);
        folder.Text(
            "run.json",
            """{ "labelColumn": "kind", "perplexity": 5, "iterations": 60, "model": "m.bhtsne", "output": "map.csv" }""");
        Run(folder.Root, ["embed", "points.csv", "--config", "run.json"]).Expect(ExitCode.Success);
        Run(folder.Root, ["transform", "m.bhtsne", "points.csv", "--label-column", "kind", "-o", "a.csv", "--report", "t.json"])
            .Expect(ExitCode.Success);
        Run(folder.Root, ["transform", "--config", "t.json", "-o", "b.csv"]).Expect(ExitCode.Success);
        Assert.Equal(File.ReadAllBytes(folder["a.csv"]), File.ReadAllBytes(folder["b.csv"]));

        Run(folder.Root, ["evaluate", "points.csv", "map.csv", "--label-column", "kind", "--neighbors", "3,5", "--json", "e.json"])
            .Expect(ExitCode.Success);
        Run(folder.Root, ["evaluate", "--config", "e.json", "--json", "f.json"]).Expect(ExitCode.Success);
        Assert.Equal(
            JsonNode.Parse(File.ReadAllText(folder["e.json"]))!["neighborhoods"]!.ToJsonString(),
            JsonNode.Parse(File.ReadAllText(folder["f.json"]))!["neighborhoods"]!.ToJsonString());

        folder.Text(
            "study.json",
            """{ "inputs": "points.csv", "labelColumn": "kind", "theta": [0.5, 1], """
                + "\"perplexity\": 5, \"outcomesOnly\": true, \"iterations\": 30 }");
        Run(folder.Root, ["study", "--config", "study.json", "-o", "s.csv", "--cache", "none"]).Expect(ExitCode.Success);
        Assert.Equal(2, File.ReadLines(folder["s.csv"]).Count(line => line.StartsWith("outcome,", StringComparison.Ordinal)));
    }

    /// <summary>Values that each kind of option takes; nothing for a flag.</summary>
    private static IEnumerable<string> Samples(OptionRow row) => row.HelpName is null ? [""]
        : row.Values.Words.Concat(row.Values switch
        {
            { MayBeFile: true } or { MayBeFolder: true } => ["/a b/=é'\".csv", "-"],
            _ when row.Default is { } usual => [usual],
            _ => [],
        });

    private static void Files(TempFolder folder)
    {
        folder.Clusters("points.csv", 60, labelled: true);
        folder.Text("start.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},{i % 11}\n")));
        folder.Text("weights.txt", string.Concat(Enumerable.Range(0, 60).Select(i => $"{1 + (i % 3)}\n")));
        folder.Text("rows.txt", "3\n5\n");
        folder.Text("labels.txt", string.Concat(Enumerable.Range(0, 60).Select(i => $"label {i % 2}, \"quoted\"\n")));
        string[] ids = [.. File.ReadLines(folder["points.csv"]).Skip(1).Select(line => line.Split(',')[0])];
        folder.Text("old.csv", "x1,x,y\n" + string.Concat(ids.Index().Select(id => $"{id.Item},{id.Index % 7},{id.Index % 5}\n")));
    }

    private static ToolRun Run(string folder, string[] line)
    {
        using System.Diagnostics.Process process = ToolRun.Start(folder, line);
        return ToolRun.Finish(process).GetAwaiter().GetResult();
    }

    private static JsonObject Given(string report) => JsonNode.Parse(File.ReadAllText(report))!["options"]!.AsObject();

    private static string Text(JsonObject given, string[] without)
    {
        foreach (string name in without)
        {
            given.Remove(name);
        }

        return given.ToJsonString();
    }
}
