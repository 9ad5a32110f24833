using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>
/// From a neighbour graph to the sparse joint P: p_ij = (p_{j|i} + p_{i|j}) / 2N (van der Maaten 2014, equations 6 and 7); of points with weights
/// P_ij = (w_i P_{j|i} + w_j P_{i|j}) / 2Σw (docs/algorithm.md, "Points with weights").
/// </summary>
internal static class JointAffinities
{
    /// <summary>Computes P from a graph, which is not changed.</summary>
    /// <param name="graph">N x k neighbours.</param>
    /// <param name="kind">What the rows are; its numbers fit k.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="rowWeight">The least weight that the points of a row have together, if the graph names as many; not used where weights are null.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>P: symmetric to the last bit, the same for any number of threads. Of weights that are not 1 it lacks the diagonal.</returns>
    /// <exception cref="TsneInputException">A row weighs too little for the perplexity, or no row has any other point.</exception>
    public static AffinityMatrix Compute(NeighborGraph graph, AffinityKind kind, PointWeights? weights, double rowWeight, WorkerTeam team) =>
        Compute(graph.Rows, overwrite: false, kind, weights, rowWeight, team);

    /// <summary>Computes P from the rows of a search, which are written over where that saves memory: they are not defined afterwards.</summary>
    /// <inheritdoc cref="Compute(NeighborGraph, AffinityKind, PointWeights?, double, WorkerTeam)"/>
    public static AffinityMatrix Compute(ChunkedRows neighbors, AffinityKind kind, PointWeights? weights, double rowWeight, WorkerTeam team) =>
        Compute(neighbors, overwrite: true, kind, weights, rowWeight, team);

    private static AffinityMatrix Compute(
        ChunkedRows neighbors, bool overwrite, AffinityKind kind, PointWeights? weights, double rowWeight, WorkerTeam team)
    {
        if (weights is null)
        {
            ConditionalRows rows = ConditionalRows.Compute(neighbors, overwrite, kind, new UnitWeights(neighbors.Rows), rowWeight, team);
            return Join(rows, new Symmetrization.ScaledSum((float)(0.5 / neighbors.Rows)), new UnitWeights(neighbors.Rows), null, kind, team);
        }
        else
        {
            GivenWeights given = new(weights);
            ConditionalRows rows = ConditionalRows.Compute(neighbors, overwrite, kind, given, rowWeight, team);
            return Join(rows, new Symmetrization.NormalizedMean(weights.Sum), given, weights, kind, team);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static AffinityMatrix Join<TMean, TWeights>(
        ConditionalRows rows, TMean mean, TWeights weights, PointWeights? pointWeights, AffinityKind kind, WorkerTeam team)
        where TMean : struct, Symmetrization.IPairMean
        where TWeights : struct, IWeights
    {
        SparseMatrix joint = Symmetrization.Compute(rows.Rows, mean, team);
        AffinitySums sums = AffinitySums.Compute(joint, weights, (blocks, body) => team.Run(blocks, body));
        if (!(sums.P > 0))
        {
            throw new TsneInputException(
                $"The weights are so large that {kind} is reached by the points at each place alone: no point has a neighbour. "
                + "Choose a larger one, or divide all weights.");
        }

        // With their diagonal, which the matrix lacks, the entries of points with weights sum to 1.
        return AffinityMatrix.Adopt(
            joint, TWeights.AreOne ? sums : new AffinitySums(1, sums.PLogP + rows.OwnPLogP), rows.MeanEntropy, pointWeights);
    }
}
