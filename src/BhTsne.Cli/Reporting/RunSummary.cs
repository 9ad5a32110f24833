using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>The few lines that a person reads after a run.</summary>
internal static class RunSummary
{
    /// <summary>Points, cost, seconds of each stage, and where the files are.</summary>
    public static void Write(TextWriter output, RunReport report, OutputFiles written)
    {
        ReportSeconds seconds = report.Seconds;
        output.WriteLine(Text($"{Count(report.Points)} points{Cost(report)} after {report.Iterations} iterations, {seconds.Total:F1} s on {Threads(report)}"));
        output.WriteLine(Text(
            $"  read {seconds.Read:F2} s, reduction {seconds.Reduction:F2} s, neighbours {seconds.Neighbors:F2} s, affinities {seconds.Affinities:F2} s, ")
            + Text($"start {seconds.Initialization:F2} s, descent {seconds.Optimization:F2} s ({report.MillisecondsPerIteration:F2} ms an iteration)"));
        foreach (OutputFile file in written.All)
        {
            output.WriteLine($"  {Name(file.Kind),-6} {(file.IsStandardOutput ? file.Name : Path.GetFullPath(file.Path))}");
        }
    }

    /// <summary>How a plot is titled.</summary>
    public static PlotOptions Plot(EmbedRequest request, RunReport report) => new()
    {
        Title = request.Points.Title,
        Subtitle = Text($"{Count(report.Points)} points{Objective(report)}, {Affinities(request, report)}{Cost(report)}"),
    };

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Name(OutputKind kind) => kind switch
    {
        OutputKind.Map => "map",
        OutputKind.Plot => "plot",
        _ => "report",
    };

    private static string Cost(RunReport report) => report.KlDivergence is double kl ? Text($", KL {kl:F4}") : "";

    /// <summary>Says what a reader would not take for granted.</summary>
    private static string Objective(RunReport report) =>
        report.Objective != "tsne" ? $", {report.Objective}" : report.DegreesOfFreedom != 1 ? Text($", {report.DegreesOfFreedom} degrees of freedom") : "";

    private static string Affinities(EmbedRequest request, RunReport report) =>
        report.Affinities == "precomputed" ? "precomputed affinities" : Text($"{(object)"x"}");

    private static string Threads(RunReport report) => report.Threads == 1 ? "1 thread" : $"{report.Threads} threads";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
