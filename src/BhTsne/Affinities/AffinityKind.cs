using System.Globalization;
using BhTsne.Affinities;

namespace BhTsne;

/// <summary>How the conditional similarities p_{j|i} of a point follow from the distances to its neighbours.</summary>
/// <remarks>
/// Numbers are not checked here, but with all other options. Immutable, equal by value, safe to share between threads.
/// </remarks>
public sealed class AffinityKind : IEquatable<AffinityKind>
{
    private readonly double[] _perplexities;

    private AffinityKind(AffinityForm form, double[] perplexities, int neighbors, double bandwidth)
    {
        Form = form;
        _perplexities = perplexities;
        Neighbors = neighbors;
        Bandwidth = bandwidth;
    }

    /// <summary>The name, as the command line and reports say it: perplexity, multiscale, uniform or fixed.</summary>
    public string Name => Form switch
    {
        AffinityForm.Perplexity => _perplexities.Length == 1 ? "perplexity" : "multiscale",
        AffinityForm.Uniform => "uniform",
        _ => "fixed",
    };

    /// <summary>The perplexities, ascending; none unless the widths are found from them.</summary>
    public IReadOnlyList<double> Perplexities => _perplexities.AsReadOnly();

    /// <summary>How many nearest neighbours share a uniform row; 0 for the other kinds.</summary>
    public int Neighbors { get; }

    /// <summary>σ of a fixed bandwidth, in units of the distance; 0 for the other kinds.</summary>
    public double Bandwidth { get; }

    /// <summary>Which computation it is.</summary>
    internal AffinityForm Form { get; }

    /// <summary>
    /// A Gaussian for each point, of the width at which its row has the perplexity: the default, van der Maaten and Hinton (2008),
    /// section 2.
    /// </summary>
    /// <param name="perplexity">At least 1, below the number of neighbours kept.</param>
    /// <returns>The kind.</returns>
    public static AffinityKind Perplexity(double perplexity) => Multiscale(perplexity);

    /// <summary>
    /// Rows for several perplexities, averaged: the small ones keep neighbourhoods, the large ones place them. As FIt-SNE's perplexity_list
    /// and openTSNE's Multiscale do (Kobak and Berens 2019); their order does not matter.
    /// </summary>
    /// <param name="perplexities">One or more, each at least 1 and below the number of neighbours kept.</param>
    /// <returns>The kind; of one perplexity it is <see cref="Perplexity"/>.</returns>
    public static AffinityKind Multiscale(params ReadOnlySpan<double> perplexities)
    {
        double[] ascending = perplexities.ToArray();
        Array.Sort(ascending);
        return new AffinityKind(AffinityForm.Perplexity, ascending, 0, 0);
    }

    /// <summary>
    /// p_{j|i} = 1 / k for the k nearest neighbours of i, whatever their distances: openTSNE's Uniform. The perplexity of such a row is k.
    /// Where a graph has more neighbours than that, the nearest serve.
    /// </summary>
    /// <param name="neighbors">k, at least 1.</param>
    /// <returns>The kind.</returns>
    public static AffinityKind Uniform(int neighbors) => new(AffinityForm.Uniform, [], neighbors, 0);

    /// <summary>
    /// One Gaussian for all points, p_{j|i} ∝ exp(−d_ij² / 2σ²) over the neighbours kept: openTSNE's FixedSigmaNN. Rows still sum to 1, so
    /// that the row of a point far from all others is close to one-hot.
    /// </summary>
    /// <param name="bandwidth">σ, positive, in units of the distance (after the reduction, where there is one).</param>
    /// <returns>The kind.</returns>
    public static AffinityKind FixedBandwidth(double bandwidth) => new(AffinityForm.FixedBandwidth, [], 0, bandwidth);

    /// <summary>A few words for a person, for instance "perplexity 30".</summary>
    /// <returns>The words.</returns>
    public override string ToString() => Form switch
    {
        AffinityForm.Perplexity when _perplexities.Length == 1 => $"perplexity {Text(_perplexities[0])}",
        AffinityForm.Perplexity => $"perplexities {string.Join(", ", _perplexities.Select(Text))} averaged",
        AffinityForm.Uniform => $"uniform over {Neighbors} neighbours",
        _ => $"bandwidth {Text(Bandwidth)}",
    };

    /// <inheritdoc/>
    public bool Equals(AffinityKind? other) =>
        other is not null && Form == other.Form && Neighbors == other.Neighbors && Bandwidth.Equals(other.Bandwidth)
        && _perplexities.AsSpan().SequenceEqual(other._perplexities);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AffinityKind);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _perplexities.Aggregate(HashCode.Combine(Form, Neighbors, Bandwidth), (hash, perplexity) => HashCode.Combine(hash, perplexity));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
