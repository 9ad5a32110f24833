using System.Globalization;

namespace BhTsne.Quality;

/// <summary>What stands out in a certificate, in plain sentences.</summary>
internal static class CertificateRemarks
{
    /// <summary>The fall of the cost from which a map still changes where one looks at it, and from which only details do.</summary>
    private const double Moving = 0.02, Settling = 0.005;

    private const double LargeError = 0.2, LargeRepulsionError = 0.01, MissedRecall = 0.02, DuplicateShare = 0.01, FewNeighbors = 0.1;

    /// <summary>Finds them.</summary>
    /// <param name="certificate">All but its remarks.</param>
    /// <param name="plan">What was done.</param>
    public static IReadOnlyList<CertificateFinding> Of(TsneCertificate certificate, TsnePlan plan) => [.. All(certificate, plan)];

    private static IEnumerable<CertificateFinding> All(TsneCertificate certificate, TsnePlan plan)
    {
        double fall = certificate.CostImprovement ?? 0;
        if (fall > Moving)
        {
            yield return Found(
                CertificateFindingKind.NotConverged,
                $"still moving: KL falls by {Percent(fall)} per 50 iterations",
                "allow more iterations");
        }
        else if (fall > Settling)
        {
            yield return Found(
                CertificateFindingKind.Settling,
                $"large groups are settled, details still change: KL fell by {Percent(fall)} in the last 50 iterations",
                "more iterations, or a stricter end, settle them");
        }

        if (GradientRemark(certificate, plan.Options.GradientError, fall) is { } remark)
        {
            yield return remark;
        }

        if (certificate.NeighborRecall is { } recall && recall.High < RecallOf(plan) - MissedRecall)
        {
            yield return Found(
                CertificateFindingKind.NeighborRecall,
                $"the neighbour search found {Percent(recall.Value)} of the true neighbours",
                "ask for a higher recall");
        }

        if (certificate.NeighborsKept is [var first, ..] && first.Share.High < FewNeighbors)
        {
            yield return Found(
                CertificateFindingKind.NeighborsLost,
                $"points keep {Percent(first.Share.Value)} of their {first.Neighbors} nearest neighbours",
                "read the coarse structure alone");
        }

        if (certificate.Components > 1)
        {
            yield return Found(
                CertificateFindingKind.DisconnectedGraph,
                $"the neighbour graph has {Count(certificate.Components)} components (the largest has "
                + $"{Count(certificate.LargestComponent)} points): distances between them in the map say nothing",
                "raise the perplexity to connect them, or read each alone");
        }

        if (!plan.Options.MergeDuplicates && certificate.Duplicates > DuplicateShare * plan.Points)
        {
            yield return Found(
                CertificateFindingKind.Duplicates,
                $"{Count(certificate.Duplicates.Value)} points are equal to another one",
                "merge duplicates, or look why");
        }
    }

    /// <summary>
    /// Where the cost hardly falls, the gradient is near 0, and its relative error says little: then the error of the repulsion counts.
    /// </summary>
    private static CertificateFinding? GradientRemark(TsneCertificate certificate, double? bound, double fall)
    {
        string error = Percent(certificate.GradientError);
        return bound is { } asked
            ? certificate.GradientError > asked
                ? Wrong($"the gradient is wrong by {error}, more than the {Percent(asked)} asked for", "read neighbourhoods with care")
                : null
            : certificate.RepulsionError > LargeRepulsionError || (certificate.GradientError > LargeError && fall > Settling)
                ? Wrong($"the gradient is wrong by {error}", "lower theta, or ask for an error of the gradient")
                : null;

        static CertificateFinding Wrong(string message, string advice) => Found(CertificateFindingKind.GradientError, message, advice);
    }

    private static CertificateFinding Found(CertificateFindingKind kind, string message, string advice) =>
        new() { Kind = kind, Message = message, Advice = advice };

    private static double RecallOf(TsnePlan plan) =>
        plan.Neighbors == NeighborMethod.Approximate ? plan.Options.NeighborRecall : 1;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
