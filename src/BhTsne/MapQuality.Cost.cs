using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Quality;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>What a map is worth, whoever made it.</summary>
/// <remarks>All methods may be used from several threads at once.</remarks>
public static partial class MapQuality
{
    /// <summary>The cost of a map, KL(P || Q) in nats.</summary>
    /// <param name="affinities">P.</param>
    /// <param name="map">N x d.</param>
    /// <param name="options">Objective, tails, θ, seed and threads; null for the defaults. Nothing else is used.</param>
    /// <returns>
    /// The cost: its P part exact, Z from a pass at θ corrected by sums over all pairs of up to 1,000 points, with the 95 % interval that
    /// these leave.
    /// </returns>
    /// <exception cref="ArgumentException">P and the map have different numbers of points.</exception>
    /// <exception cref="TsneOptionsException">An option is out of its range, or SNE lacks the entropy of the rows.</exception>
    public static Estimate KlDivergence(AffinityMatrix affinities, Embedding map, TsneOptions? options = null) =>
        Measure(affinities, map, options, (view, used, _) => SampledSums.Of(view, used.Theta, 1, SampledSums.Size, used.Seed).Cost);

    /// <summary>The scores of all points of a map.</summary>
    /// <param name="affinities">P; the neighbours of a point are those of the largest entries of its row.</param>
    /// <param name="map">N x d, a minimum of the cost.</param>
    /// <param name="options">
    /// Objective, tails, θ, late exaggeration, seed and threads; null for the defaults. Nothing else is used.
    /// </param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">P and the map have different numbers of points.</exception>
    /// <exception cref="TsneOptionsException">An option is out of its range, or SNE lacks the entropy of the rows.</exception>
    public static TsneDiagnostics Diagnose(AffinityMatrix affinities, Embedding map, TsneOptions? options = null) =>
        Measure(affinities, map, options, (view, used, team) => Diagnostics.Of(
            view,
            map,
            Diagnostics.Lists(map.Points, point => NeighborSample.Largest(affinities, point, Diagnostics.MostNeighbors)),
            used.Theta,
            used.LateExaggeration,
            team));

    private static T Measure<T>(
        AffinityMatrix affinities, Embedding map, TsneOptions? options, Func<DescentView, TsneOptions, WorkerTeam, T> measure)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(map);
        if (affinities.Points != map.Points)
        {
            throw new ArgumentException($"P has {affinities.Points} points, but the map {map.Points}.", nameof(map));
        }

        options = (options ?? new TsneOptions()) with { OutputDimensions = map.Dimensions };
        Tsne.Plan(new TsneInput(affinities), options).ThrowIfInvalid();
        using WorkerTeam team = new(options.Threads);
        return DescentFactory.Create(affinities, map, options, team).Measure(view => measure(view, options, team));
    }
}
