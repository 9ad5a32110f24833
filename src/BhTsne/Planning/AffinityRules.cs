using BhTsne.Affinities;

namespace BhTsne.Planning;

/// <summary>What the numbers of an <see cref="AffinityKind"/> may be.</summary>
internal static class AffinityRules
{
    private const string Perplexities = $"{nameof(TsneOptions.Affinities)}.{nameof(AffinityKind.Perplexities)}";
    private const string Neighbors = $"{nameof(TsneOptions.Affinities)}.{nameof(AffinityKind.Neighbors)}";
    private const string Bandwidth = $"{nameof(TsneOptions.Affinities)}.{nameof(AffinityKind.Bandwidth)}";

    /// <summary>What is wrong with the numbers themselves; nothing for null.</summary>
    public static IEnumerable<TsneFault> Find(AffinityKind? kind) => kind?.Form switch
    {
        null => [],
        AffinityForm.Perplexity when kind.Perplexities.Count == 0 =>
            [new(Perplexities, null, "there is no perplexity; give at least one.")],
        AffinityForm.Perplexity => kind.Perplexities
            .Where(perplexity => !(perplexity >= 1) || !double.IsFinite(perplexity))
            .Select(perplexity => Fault(Perplexities, perplexity, $"{Text(perplexity)} must be at least 1, and finite.")),
        AffinityForm.Uniform => kind.Neighbors >= 1
            ? []
            : [Fault(Neighbors, kind.Neighbors, $"a uniform row over {kind.Neighbors} neighbours is empty; it must have at least 1.")],
        _ => kind.Bandwidth > 0 && double.IsFinite(kind.Bandwidth)
            ? []
            : [Fault(Bandwidth, kind.Bandwidth, $"{Text(kind.Bandwidth)} must be positive, and finite.")],
    };

    /// <summary>What is wrong with sound numbers where k neighbours of each of N points are kept.</summary>
    /// <param name="kind">The kind, without faults of its own.</param>
    /// <param name="isPerplexity">Whether it is the one <see cref="TsneOptions.Perplexity"/>.</param>
    /// <param name="neighbors">k.</param>
    /// <param name="points">N.</param>
    public static IEnumerable<TsneFault> Find(AffinityKind kind, bool isPerplexity, int neighbors, int points) => kind.Form switch
    {
        AffinityForm.Perplexity => kind.Perplexities
            .Where(perplexity => perplexity >= neighbors)
            .Select(perplexity => Fault(
                isPerplexity ? nameof(TsneOptions.Perplexity) : Perplexities,
                perplexity,
                $"{Text(perplexity)} cannot be reached with {neighbors} neighbours of each of {points} points; "
                + $"choose one below {neighbors}.")),
        AffinityForm.Uniform when kind.Neighbors > neighbors =>
        [
            Fault(
                Neighbors,
                kind.Neighbors,
                $"a uniform row over {kind.Neighbors} neighbours needs as many, but {neighbors} of each of {points} points are kept; "
                + $"choose at most {neighbors}."),
        ],
        _ => [],
    };

    private static TsneFault Fault(string option, double value, string message) => new(option, Text(value), message);

    private static string Text(double value) => FormattableString.Invariant($"{value}");
}
