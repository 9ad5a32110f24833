using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;
using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>The lines that are printed after a run.</summary>
internal static class RunSummary
{
    /// <summary>Points, cost, why the run ended, seconds of each stage, and where the files are.</summary>
    public static void Write(TextWriter output, RunFacts facts, OutputFiles written)
    {
        TsneResult result = facts.Result!;
        StageSeconds seconds = result.Seconds;
        string threads = facts.Plan.Threads == 1 ? "1 thread" : $"{facts.Plan.Threads} threads";
        output.WriteLine(
            Text($"{facts.Plan.Points:N0} points{Cost(facts)} after {result.Iterations} iterations, ")
            + Text($"{facts.TotalSeconds:F1} s on {threads}"));
        output.WriteLine($"  {EndText.Of(facts)}");
        output.WriteLine(
            Text($"  reading {facts.ReadSeconds:F2} s, reduction {seconds.Reduction:F2} s, neighbours {seconds.Neighbors:F2} s, ")
            + Text($"affinities {seconds.Affinities:F2} s, initialization {seconds.Initialization:F2} s"));
        if (facts.MergedPoints is > 0 and int merged)
        {
            output.WriteLine(
                Text($"  {merged:N0} {(merged == 1 ? "row" : "rows")} merged into equal ones; the map is of {facts.Done.Points:N0} different points"));
        }

        output.WriteLine(Text($"  optimization {seconds.Optimization:F2} s ({facts.MillisecondsPerIteration:F2} ms per iteration)"));
        foreach (string line in CertificateText.Of(facts))
        {
            output.WriteLine($"  {line}");
        }

        WriteFiles(output, written);
        foreach (string note in facts.Notes)
        {
            output.WriteLine($"  {note}");
        }

        foreach (RunWarning warning in RunWarnings.Of(facts))
        {
            output.WriteLine(warning.Line);
        }
    }

    /// <summary>Where the files are.</summary>
    public static void WriteFiles(TextWriter output, OutputFiles written)
    {
        foreach (OutputFile file in written.All)
        {
            output.WriteLine($"  {Name(file.Kind),-6} {(file.IsStandardOutput ? file.Name : Path.GetFullPath(file.Path))}");
        }
    }

    /// <summary>How a plot is titled.</summary>
    public static PlotOptions Plot(RunFacts facts)
    {
        PlotOptions plot = facts.Request.Captions.On(facts.Request.Look with
        {
            Title = facts.Request.Points.Title,
            Subtitle = Text($"{facts.Plan.Points:N0} points{Objective(facts)}, {Affinities(facts)}{Cost(facts)}"),
            PointNames = facts.Ids?.Values,
        });
        return facts.Page.On(plot, facts.Diagnostics?.Scores ?? [], facts.LabelName, facts.Request.Color);
    }

    private static string Name(OutputKind kind) => kind switch
    {
        OutputKind.Map => "map",
        OutputKind.Plot => "plot",
        OutputKind.Model => "model",
        _ => "report",
    };

    private static string Cost(RunFacts facts) => facts.KlDivergence is double kl ? Text($", KL {kl:F4}") : "";

    /// <summary>What differs from t-SNE as it was published.</summary>
    private static string Objective(RunFacts facts) =>
        facts.Options.Objective != TsneObjective.TSne ? $", {MapRows.Objective.WordOf(facts.Options.Objective)}"
        : facts.Options.DegreesOfFreedom != 1 ? Text($", {facts.Options.DegreesOfFreedom} degrees of freedom")
        : "";

    private static string Affinities(RunFacts facts) =>
        facts.Plan.Affinities?.ToString() ?? "precomputed affinities";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
