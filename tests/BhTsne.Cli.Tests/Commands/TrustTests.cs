using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>The certificate of a run, scores of points, and a bound of the gradient, as a user sees them.</summary>
public sealed class TrustTests
{
    [Fact]
    public void A_run_ends_with_a_certificate_unless_it_is_not_wanted()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 90);
        ToolRun run = ToolRun.Of("embed", folder["points.csv"], "-o", folder["map.csv"], "--report", folder["run.json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  certificate: KL ", run.Out, StringComparison.Ordinal);
        Assert.Contains("neighbours kept: ", run.Out, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        JsonElement certificate = report.RootElement.GetProperty("certificate");
        JsonElement cost = certificate.GetProperty("klDivergence");
        Assert.True(cost.GetProperty("exact").GetBoolean());
        Assert.Equal(90, cost.GetProperty("samples").GetInt32());
        Assert.Equal(
            report.RootElement.GetProperty("klDivergence").GetDouble(), cost.GetProperty("value").GetDouble(), 1e-3);
        Assert.Equal(1, certificate.GetProperty("neighborRecall").GetProperty("value").GetDouble());
        Assert.Equal(0, certificate.GetProperty("duplicates").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("gradientErrors").GetArrayLength());

        run = ToolRun.Of("embed", folder["points.csv"], "-o", folder["other.csv"], "--report", folder["run.json"], "--no-certificate");
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("certificate", run.Out, StringComparison.Ordinal);
        using JsonDocument without = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        Assert.Equal(JsonValueKind.Null, without.RootElement.GetProperty("certificate").ValueKind);
        Assert.Equal(File.ReadAllBytes(folder["map.csv"]), File.ReadAllBytes(folder["other.csv"]));
    }

    [Fact]
    public void Diagnostics_are_columns_of_the_map_and_scores_of_the_page()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 90);
        ToolRun run = ToolRun.Of(
            "embed", folder["points.csv"], "-o", folder["map.csv"], "--plot", folder["map.html"], "--diagnostics", "--perplexity", "8");
        Assert.Equal(0, run.ExitCode);
        string[] lines = File.ReadAllLines(folder["map.csv"]);
        Assert.Equal("x,y,neighbors_kept,cost,singularity,perturbation", lines[0]);
        Assert.Equal(91, lines.Length);
        Assert.All(lines[1..], line => Assert.InRange(float.Parse(line.Split(',')[2], CultureInfo.InvariantCulture), 0, 1));
        string page = File.ReadAllText(folder["map.html"]);
        Assert.All(["neighbors_kept", "singularity", "perturbation"], name => Assert.Contains(name, page, StringComparison.Ordinal));

        // What reads maps reads this one.
        Assert.Equal(90, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    [Fact]
    public void Distances_have_no_inputs_that_could_move()
    {
        using TempFolder folder = new();
        float[] distances = [.. Enumerable.Range(0, 400).Select(at => Math.Abs((at / 20) - (float)(at % 20)))];
        File.WriteAllLines(
            folder["distances.csv"],
            Enumerable.Range(0, 20).Select(row => string.Join(',', distances.Skip(20 * row).Take(20))));
        ToolRun run = ToolRun.Of(
            "embed", folder["distances.csv"], "--input-kind", "distances", "--header", "no", "-o", folder["map.csv"], "--diagnostics",
            "--perplexity", "3");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("x,y,neighbors_kept,cost,singularity", File.ReadAllLines(folder["map.csv"])[0]);
    }

    [Theory]
    [InlineData("-o", "map.npy")]
    [InlineData("--plot", "map.svg")]
    public void Diagnostics_that_nothing_would_show_are_refused(string option, string file)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 90);
        ToolRun run = ToolRun.Of("embed", folder["points.csv"], option, folder[file], "--diagnostics");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--diagnostics: no output can show the scores", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder[file]));
    }

    [Fact]
    public void A_bound_of_the_gradient_is_held_and_reported()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 90);
        ToolRun run = ToolRun.Of(
            "embed", folder["points.csv"], "-o", folder["map.csv"], "--report", folder["run.json"], "--gradient-error", "0.005");
        Assert.Equal(0, run.ExitCode);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        JsonElement[] errors = [.. report.RootElement.GetProperty("gradientErrors").EnumerateArray()];
        Assert.NotEmpty(errors);
        Assert.All(
            errors.GroupBy(error => error.GetProperty("iteration").GetInt32()).Select(group => group.Last()),
            last => Assert.InRange(last.GetProperty("error").GetDouble(), 0, 0.005));

        run = ToolRun.Of("embed", folder["points.csv"], "-o", folder["map.csv"], "--gradient-error", "0.9");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--gradient-error: ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The map is whole by then: it is written, without what was being measured, and nothing is left out in silence.</summary>
    [Theory]
    [InlineData("measuring how far", "without the certificate and the scores of --diagnostics")]
    [InlineData("scoring the points", "without the scores of --diagnostics")]
    [InlineData("iteration 50 of", "the scores of --diagnostics are left out")]
    public void Ctrl_C_while_measuring_keeps_the_map(string at, string message)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 90);
        using CancellationTokenSource interrupt = new();
        using ActingWriter output = new(at, interrupt.Cancel);
        using StringWriter error = new();
        int exitCode = Tool.Run(
            ["embed", folder["points.csv"], "-o", folder["map.csv"], "--diagnostics"], new Terminal(output, error, false), interrupt.Token);
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("x,y", File.ReadLines(folder["map.csv"]).First());
        Assert.Equal(91, File.ReadLines(folder["map.csv"]).Count());
    }
}
