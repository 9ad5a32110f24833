using System.Globalization;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Reporting;

/// <summary>The table that is printed after a map was measured: one line for each measure, and a sentence.</summary>
internal static class EvaluationSummary
{
    private const int NameWidth = 32;

    /// <summary>Each measure with its name, in the order of the table.</summary>
    public static IEnumerable<(string Name, Estimate Value)> Measures(MapEvaluation evaluation)
    {
        foreach (NeighborhoodQuality quality in evaluation.Neighborhoods)
        {
            yield return (Text($"kept of {quality.Neighbors} neighbours"), quality.Preservation);
        }

        foreach (NeighborhoodQuality quality in evaluation.Neighborhoods)
        {
            yield return (Text($"trustworthiness of {quality.Neighbors}"), quality.Trustworthiness);
        }

        foreach (NeighborhoodQuality quality in evaluation.Neighborhoods)
        {
            yield return (Text($"continuity of {quality.Neighbors}"), quality.Continuity);
        }

        yield return ("rank correlation of distances", evaluation.RankCorrelation);
        yield return ("triplets in the same order", evaluation.TripletAgreement);
        if (evaluation.LabelAccuracy is { } accuracy)
        {
            yield return ("labels by neighbours in the map", accuracy);
        }

        if (evaluation.Silhouette is { } silhouette)
        {
            yield return ("silhouette of the labels", silhouette);
        }

        if (evaluation.KlDivergence is { } kl)
        {
            yield return ("KL divergence", kl);
        }
    }

    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter output, EvaluationFacts facts, OutputFiles written)
    {
        MapEvaluation evaluation = facts.Evaluation!;
        output.WriteLine(
            Text($"{evaluation.Points:N0} points measured in {facts.EvaluationSeconds + facts.KlSeconds:F2} s; ")
            + Text($"reading took {facts.ReadSeconds:F2} s"));
        if (evaluation.Queries < evaluation.Points)
        {
            output.WriteLine(Text($"  {evaluation.Queries:N0} query points, each compared with all points; 95 % intervals"));
        }

        foreach ((string name, Estimate value) in Measures(evaluation))
        {
            output.WriteLine($"  {name.PadRight(NameWidth)}  {Number(value.Value)}  {Interval(value)}");
        }

        if (facts.Perplexity is { } perplexity)
        {
            output.WriteLine(Text($"  the KL divergence is that of t-SNE with perplexity {perplexity:0.##}"));
        }

        output.WriteLine($"  {EvaluationRemark.Of(evaluation)}");
        RunSummary.WriteFiles(output, written);
        foreach (RunWarning warning in RunWarnings.Repeated(facts.Request.Config, facts.InputHashes))
        {
            output.WriteLine(warning.Line);
        }
    }

    private static string Interval(Estimate value) => value.IsExact
        ? "exact"
        : Text($"{Number(value.Low)} to {Number(value.High)}");

    private static string Number(double value) => Text($"{value,7:F4}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
