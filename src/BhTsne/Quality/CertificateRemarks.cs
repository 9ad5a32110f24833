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
    public static IReadOnlyList<string> Of(TsneCertificate certificate, TsnePlan plan) =>
        [.. All(certificate, plan).OfType<string>()];

    private static IEnumerable<string?> All(TsneCertificate certificate, TsnePlan plan)
    {
        double fall = certificate.CostImprovement ?? 0;
        yield return fall > Moving ? $"still moving: KL falls by {Percent(fall)} per 50 iterations; allow more iterations"
            : fall > Settling ? $"KL still falls by {Percent(fall)} per 50 iterations: details go on settling with more iterations"
            : null;
        yield return GradientRemark(certificate, plan.Options.GradientError, fall);
        if (certificate.NeighborRecall is { } recall && recall.High < RecallOf(plan) - MissedRecall)
        {
            yield return $"the neighbour search found {Percent(recall.Value)} of the true neighbours: ask for a higher recall";
        }

        if (certificate.NeighborsKept is [var first, ..] && first.Share.High < FewNeighbors)
        {
            yield return $"points keep {Percent(first.Share.Value)} of their {first.Neighbors} nearest neighbours: "
                + "the map shows the coarse structure alone";
        }

        if (certificate.Components > 1)
        {
            yield return $"the neighbour graph has {Count(certificate.Components)} components (the largest has "
                + $"{Count(certificate.LargestComponent)} points): distances between them in the map say nothing";
        }

        if (!plan.Options.MergeDuplicates && certificate.Duplicates > DuplicateShare * plan.Points)
        {
            yield return $"{Count(certificate.Duplicates.Value)} points are equal to another one: merge duplicates, or look why";
        }
    }

    /// <summary>
    /// Where the cost hardly falls, the gradient is near 0, and its relative error says little: then the error of the repulsion counts.
    /// </summary>
    private static string? GradientRemark(TsneCertificate certificate, double? bound, double fall)
    {
        string error = Percent(certificate.GradientError);
        return bound is { } asked
            ? certificate.GradientError > asked ? $"the gradient is wrong by {error}, more than the {Percent(asked)} asked for" : null
            : certificate.RepulsionError > LargeRepulsionError || (certificate.GradientError > LargeError && fall > Settling)
                ? $"the gradient is wrong by {error}: lower theta, or ask for an error of the gradient"
                : null;
    }

    private static double RecallOf(TsnePlan plan) =>
        plan.Neighbors == NeighborMethod.Approximate ? plan.Options.NeighborRecall : 1;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
