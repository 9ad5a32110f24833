using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Reporting;

/// <summary>Reports of all commands have the contents of their inputs, and a command that repeats one says what has changed.</summary>
public sealed class RepeatedTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("transform")]
    [InlineData("evaluate")]
    public void A_report_that_is_fed_back_warns_of_inputs_that_have_changed(string command)
    {
        string points = _folder.Clusters("p \"q\".csv", 40), model = _folder["m.bhtsne"], map = _folder["m.csv"], report = _folder["r.json"];
        ToolRun.Of(["embed", points, "-o", map, "--model", model, .. ToolRun.Short]).Expect(ExitCode.Success);
        string[] line = command == "transform"
            ? [command, model, points, "-o", _folder["t.csv"], "--report", report]
            : [command, points, map, "--no-kl", "--json", report];
        ToolRun.Of(line).Expect(ExitCode.Success);
        JsonObject written = Read(report);
        string beside = command == "transform" ? model : map;
        Assert.Equal([points, beside], written["inputHashes"]!.AsObject().Select(file => file.Key).OrderDescending(StringComparer.Ordinal));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(points))),
            written["inputHashes"]![points]!.GetValue<string>());
        Assert.Empty(written["warnings"]!.AsArray());

        string[] again = [command, "--config", report, command == "transform" ? "--report" : "--json", _folder["s.json"]];
        Assert.DoesNotContain("warning", ToolRun.Of(again).Expect(ExitCode.Success).Out, StringComparison.Ordinal);
        File.WriteAllLines(points, File.ReadAllLines(points)[..39].Append("900,900,900,900,900"));
        ToolRun changed = ToolRun.Of(again).Expect(ExitCode.Success);
        Assert.Contains("warning: ", changed.Out, StringComparison.Ordinal);
        Assert.Contains(" is not as it was in the run of ", changed.Out, StringComparison.Ordinal);
        Assert.Equal(
            command == "transform" ? ["changedInput", "farPoints"] : (string[])["changedInput"],
            Read(_folder["s.json"])["warnings"]!.AsArray().Select(warning => warning!["kind"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(0)]
    public void A_report_names_twenty_constant_columns_and_says_how_many_there_are(int constant)
    {
        string header = string.Join(',', Enumerable.Range(0, constant).Select(column => $"c{column}").Prepend("b").Prepend("a"));
        string points = _folder.Text("p.csv", $"{header}\n" + string.Concat(Enumerable.Range(0, 30).Select(
            row => $"{string.Join(',', Enumerable.Repeat("7", constant).Prepend($"{row * row % 11}").Prepend($"{row % 3 * 9}"))}\n")));
        ToolRun.Of(["embed", points, "--standardize", "-o", _folder["m.csv"], "--report", _folder["r.json"], .. ToolRun.Short])
            .Expect(ExitCode.Success);
        JsonNode table = Read(_folder["r.json"])["table"]!;
        Assert.Equal(constant, table["constantColumnCount"]!.GetValue<int>());
        Assert.Equal(
            Enumerable.Range(0, Math.Min(constant, 20)).Select(column => $"c{column}"),
            table["constantColumns"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
