using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>
/// From a neighbour graph to the sparse joint P: p_ij = (p_{j|i} + p_{i|j}) / 2N (van der Maaten 2014, equations 6 and 7); of points with
/// weights P_ij = (w_i P_{j|i} + w_j P_{i|j}) / 2Σw (docs/algorithm.md, "Points with weights").
/// </summary>
/// <remarks>
/// After a cancellation it may be computed again, with the same arguments: rows that are complete are not computed a second time.
/// </remarks>
internal sealed class JointAffinities
{
    private readonly PointWeights? _weights;
    private readonly bool _overwrite;
    private ChunkedRows? _neighbors;
    private ConditionalRows? _rows;

    /// <summary>Starts from a graph, which is not changed.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    public JointAffinities(NeighborGraph graph, PointWeights? weights) => (_neighbors, _weights) = (graph.Rows, weights);

    /// <summary>Takes over the rows of a search, to write over them where that saves memory. The caller uses them no more.</summary>
    /// <param name="neighbors">N x k neighbours.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    public JointAffinities(ChunkedRows neighbors, PointWeights? weights) => (_neighbors, _weights, _overwrite) = (neighbors, weights, true);

    /// <summary>Computes P.</summary>
    /// <param name="kind">What the rows are; its numbers fit k.</param>
    /// <param name="rowWeight">
    /// The least weight that the points of a row have together, if the graph names as many; not used where weights are null.
    /// </param>
    /// <param name="team">The worker threads.</param>
    /// <returns>
    /// P: symmetric to the last bit, the same for any number of threads. Of weights that are not 1 it lacks the diagonal.
    /// </returns>
    /// <exception cref="TsneInputException">A row weighs too little for the perplexity, or no row has any other point.</exception>
    public AffinityMatrix Compute(AffinityKind kind, double rowWeight, WorkerTeam team)
    {
        if (_weights is null)
        {
            UnitWeights unit = new((_neighbors ?? _rows!.Rows).Rows);
            return Join(kind, rowWeight, unit, new Symmetrization.ScaledSum((float)(0.5 / unit.Sum)), team);
        }

        return Join(kind, rowWeight, new GivenWeights(_weights), new Symmetrization.NormalizedMean(_weights.Sum), team);
    }

    [MethodImpl(HotLoop.Options)]
    private AffinityMatrix Join<TMean, TWeights>(AffinityKind kind, double rowWeight, TWeights weights, TMean mean, WorkerTeam team)
        where TMean : struct, Symmetrization.IPairMean
        where TWeights : struct, IWeights
    {
        if (_neighbors is { } neighbors)
        {
            _rows ??= ConditionalRows.Create(neighbors, _overwrite, kind, weights, rowWeight);
            _rows.Compute(neighbors, kind, weights, team);
            _neighbors = null;
        }

        SparseMatrix joint = Symmetrization.Compute(_rows!.Rows, mean, team);
        AffinitySums sums = AffinitySums.Compute(joint, weights, team);
        if (!(sums.P > 0))
        {
            throw new TsneInputException(
                $"The weights are so large that {kind} is reached by the points at each place alone: no point has a neighbour. "
                + "Choose a larger one, or divide all weights.");
        }

        // With their diagonal, which the matrix lacks, the entries of points with weights sum to 1.
        sums = TWeights.AreOne ? sums : new AffinitySums(1, sums.PLogP + _rows.OwnPLogP);
        return AffinityMatrix.Adopt(joint, sums, _rows.SumOfEntropies / weights.Sum, _weights);
    }
}
