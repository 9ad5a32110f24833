using System.Globalization;

namespace BhTsne.Cli.Reporting;

/// <summary>The certificate of a run in a few lines.</summary>
internal static class CertificateText
{
    /// <summary>The lines; none without a certificate.</summary>
    public static IEnumerable<string> Of(RunFacts facts)
    {
        if (facts.Certificate is not { } certificate)
        {
            yield break;
        }

        yield return Text($"certificate: KL {certificate.KlDivergence.Value:F4}{Spread(certificate.KlDivergence)}, ")
            + Text($"gradient wrong by {Percent(certificate.GradientError)}, its norm {certificate.GradientNorm:0.0e0}");
        yield return Text($"  neighbours kept: {Kept(certificate)}{Recall(certificate)}");
        yield return Text($"  {Components(certificate)}{Duplicates(certificate, facts.MergedPoints)}{Moved(certificate)}");
        foreach (CertificateFinding finding in certificate.Findings.Where(finding => !RunWarnings.IsWarning(finding)))
        {
            yield return $"  note: {finding.Message}; {RunWarnings.Advice(finding, facts)}";
        }
    }

    private static string Spread(Estimate estimate) =>
        estimate.IsExact ? "" : Text($" ± {(estimate.High - estimate.Low) / 2:0.0e0}");

    private static string Kept(TsneCertificate certificate) => certificate.NeighborsKept.Count == 0
        ? "not measured, there are too few points"
        : string.Join(", ", certificate.NeighborsKept.Select(kept => $"{Percent(kept.Share.Value)} of {kept.Neighbors}"));

    private static string Recall(TsneCertificate certificate) =>
        certificate.NeighborRecall is { } recall ? $"; the search found {Percent(recall.Value)} of the true ones" : "";

    private static string Components(TsneCertificate certificate) => certificate.Components == 1
        ? "neighbour graph connected"
        : Text($"neighbour graph in {certificate.Components:N0} components");

    private static string Duplicates(TsneCertificate certificate, int merged) => certificate.Duplicates switch
    {
        null => "",
        0 => ", no equal points",
        { } count when merged > 0 => Text($", {count:N0} points equal to another one, merged into {count - merged:N0}"),
        1 => ", 1 point equal to another one",
        { } count => Text($", {count:N0} points equal to another one"),
    };

    private static string Moved(TsneCertificate certificate) => certificate.MovedPoints is { } moved
        ? Text($"; {Percent(moved.Value)} of the points moved beyond their 10th neighbour ")
            + Text($"in the last {certificate.MovedOverIterations} iterations")
        : "";

    private static string Percent(double share) => Text($"{100 * share:G3} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
