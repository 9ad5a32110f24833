using System.Text.Json.Nodes;

namespace BhTsne.Cli.Reporting;

/// <summary>The certificate of a run as JSON: docs/command-line.md describes its fields.</summary>
internal static class CertificateJson
{
    /// <summary>The certificate; null for none.</summary>
    public static JsonObject? Of(TsneCertificate? certificate) => certificate is null ? null : new JsonObject
    {
        ["klDivergence"] = Of(certificate.KlDivergence),
        ["gradientError"] = Finite(certificate.GradientError),
        ["repulsionError"] = Finite(certificate.RepulsionError),
        ["theta"] = certificate.Theta,
        ["gradientSamples"] = certificate.GradientSamples,
        ["gradientNorm"] = Finite(certificate.GradientNorm),
        ["costImprovement"] = certificate.CostImprovement,
        ["movedPoints"] = Of(certificate.MovedPoints),
        ["movedOverIterations"] = certificate.MovedOverIterations,
        ["neighborsKept"] = new JsonArray(
            [.. certificate.NeighborsKept.Select(kept => new JsonObject { ["neighbors"] = kept.Neighbors, ["share"] = Of(kept.Share) })]),
        ["neighborRecall"] = Of(certificate.NeighborRecall),
        ["components"] = certificate.Components,
        ["largestComponent"] = certificate.LargestComponent,
        ["duplicates"] = certificate.Duplicates,
        ["seconds"] = Math.Round(certificate.Seconds, 4),
        ["remarks"] = new JsonArray([.. certificate.Remarks]),
    };

    /// <summary>The errors of the gradient on the way.</summary>
    public static JsonArray Of(IReadOnlyList<GradientErrorSample> errors) => new(
    [
        .. errors.Select(error => new JsonObject
        {
            ["iteration"] = error.Iteration,
            ["theta"] = error.Theta,
            ["error"] = Finite(error.Error),
        }),
    ]);

    private static JsonObject? Of(Estimate? estimate) => estimate is null ? null : new JsonObject
    {
        ["value"] = Finite(estimate.Value),
        ["low"] = Finite(estimate.Low),
        ["high"] = Finite(estimate.High),
        ["samples"] = estimate.Samples,
        ["exact"] = estimate.IsExact,
    };

    /// <summary>JSON has no other numbers.</summary>
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
