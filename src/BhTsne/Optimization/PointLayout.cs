using BhTsne.Attraction;
using BhTsne.Scheduling;

namespace BhTsne.Optimization;

/// <summary>
/// P, the weights and the pins in the order in which the descent keeps its points. Where that follows the map, the neighbours of a point
/// lie together in memory. All of it follows from P, the pins and the order.
/// </summary>
internal sealed class PointLayout
{
    private readonly SortedAffinities _sorted;
    private readonly float[]? _weights;

    /// <summary>Begins in the caller's order.</summary>
    /// <param name="affinities">P, not changed.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="pins">Which points stay where they are, in the caller's order; null for none.</param>
    public PointLayout(AffinityMatrix affinities, WorkerTeam team, Pins? pins = null)
    {
        Source = affinities;
        Pins = pins;
        _sorted = new SortedAffinities(affinities.Matrix, team);
        _weights = affinities.Weights?.Values;
        Affinities = affinities.Matrix;
        Weights = _weights is null ? null : [.. _weights];
    }

    /// <summary>P in the caller's order.</summary>
    public AffinityMatrix Source { get; }

    /// <summary>Which points stay where they are, in this order; null for none.</summary>
    public Pins? Pins { get; }

    /// <summary>P in this order.</summary>
    public SparseMatrix Affinities { get; private set; }

    /// <summary>The weights in this order; null for 1 each.</summary>
    public float[]? Weights { get; }

    /// <summary>Takes another order.</summary>
    /// <param name="order">The caller's point at each place.</param>
    public void Follow(int[] order)
    {
        _sorted.Sort(order);
        Affinities = _sorted.Matrix;
        Pins?.Follow(order);
        for (int place = 0; place < Weights?.Length; place++)
        {
            Weights[place] = _weights![order[place]];
        }
    }
}
