using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>The lines that are printed after new points were placed.</summary>
internal static class TransformSummary
{
    /// <summary>How many points were placed, how many are far and what that means, and where the files are.</summary>
    public static void Write(TextWriter output, TransformFacts facts, OutputFiles written)
    {
        TransformResult result = facts.Result!;
        output.WriteLine(
            Text($"{facts.Points:N0} new {Noun(facts.Points)} placed among {facts.Model.Points:N0} in {result.Seconds:F2} s; ")
            + Text($"reading took {facts.ReadSeconds:F2} s"));
        int far = result.FarPoints.Count;
        output.WriteLine(far switch
        {
            0 => "  no new point is far from the points of the map",
            _ => Text($"  {far:N0} of them {(far == 1 ? "is" : "are")} far from all points of the map: ")
                + $"{(far == 1 ? "its place says" : "their places say")} little",
        });
        output.WriteLine(
            Text($"  the largest distance score is {facts.LargestScore:0.##}, of row {facts.FarthestRow} ({Id(facts)}from 0); ")
            + Text($"up to 1 is usual in the map, above {TransformResult.FarScore} is far"));
        if (far > 0 && !written.All.Any(HasScores))
        {
            output.WriteLine("  which points are far is in a .csv or .tsv file of -o, and in --report");
        }

        RunSummary.WriteFiles(output, written);
        foreach (RunWarning warning in RunWarnings.Repeated(facts.Request.Config, facts.InputHashes))
        {
            output.WriteLine(warning.Line);
        }
    }

    /// <summary>How a plot is titled: the map is drawn below the new points.</summary>
    public static PlotOptions Plot(TransformFacts facts) => facts.Request.Captions.On(facts.Request.Look with
    {
        Title = $"{facts.Request.Points.Title} in {Path.GetFileName(facts.Request.Model)}",
        Subtitle = Text($"{facts.Points:N0} new {Noun(facts.Points)}, {facts.Result!.FarPoints.Count:N0} of them far from the map"),
        PointNames = facts.Ids?.Values,
        Reference = facts.Model.Embedding,
        LabelName = facts.LabelName,
    });

    private static bool HasScores(OutputFile file) =>
        file.Kind == OutputKind.Report || (file.Kind == OutputKind.Map && EmbeddingWriter.CanHoldColumns(file.MapFormat));

    private static string Id(TransformFacts facts) => facts.Ids is { } ids ? $"'{ids.Values[facts.FarthestRow]}', counted " : "counted ";

    private static string Noun(int points) => points == 1 ? "point" : "points";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
