using System.Globalization;

namespace BhTsne.Cli.Reporting;

/// <summary>One sentence about what stands out in the measures of a map.</summary>
internal static class EvaluationRemark
{
    /// <summary>A map of real data by t-SNE lies above 0.95, a random one at 0.5.</summary>
    private const double LowTrust = 0.9;

    /// <summary>Below this share of the way from a random map to a perfect one, neighbours are as good as not kept.</summary>
    private const double LeastGain = 0.02;

    /// <summary>Below it the order of distances says little.</summary>
    private const double LowCorrelation = 0.3;

    /// <summary>The sentence: about the gravest of what stands out.</summary>
    public static string Of(MapEvaluation evaluation)
    {
        NeighborhoodQuality nearest = evaluation.Neighborhoods[0];
        int k = nearest.Neighbors;
        double random = (double)k / (evaluation.Points - 1);
        double kept = nearest.Preservation.Value, trust = nearest.Trustworthiness.Value, continuity = nearest.Continuity.Value;
        if (kept < random + (LeastGain * (1 - random)) && trust < LowTrust)
        {
            return Text($"of {k} neighbours the map keeps {kept:0.####}, where a random map keeps {random:0.####}: ")
                + "check that points and map are in the same order";
        }

        if (Math.Min(trust, continuity) < LowTrust)
        {
            return trust <= continuity
                ? Text($"trustworthiness is low ({trust:F3} for {k} neighbours): many points that lie close together in the map are far ")
                    + "apart in the input"
                : Text($"continuity is low ({continuity:F3} for {k} neighbours): many points that are neighbours in the input are far ")
                    + "apart in the map";
        }

        return evaluation.RankCorrelation.Value < LowCorrelation
            ? Text($"neighbourhoods are kept, but distances between far points say little: their rank correlation is ")
                + Text($"{evaluation.RankCorrelation.Value:F3}")
            : Text($"nothing stands out: neighbourhoods are kept (trustworthiness {trust:F3}, continuity {continuity:F3}), ")
                + Text($"and far is mostly far (rank correlation {evaluation.RankCorrelation.Value:F3})");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
