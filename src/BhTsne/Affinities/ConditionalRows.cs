using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>The conditional similarities of all points, w_i P_{j|i}: all that P is made of.</summary>
/// <param name="Rows">Of each point its neighbours, ascending, with w_i P_{j|i}.</param>
/// <param name="MeanEntropy">The mean of the rows' entropies, weighted, in nats.</param>
/// <param name="OwnPLogP">Σ p ln p of P over the pairs of points at one place, which P itself does not store; 0 where all weights are 1.</param>
internal sealed record ConditionalRows(ChunkedRows Rows, double MeanEntropy, double OwnPLogP)
{
    private const int RowsPerBlock = 512;

    /// <summary>Computes all rows.</summary>
    /// <param name="neighbors">The neighbours of each point, the nearest first, and their distances.</param>
    /// <param name="overwrite">Whether the result may be written over <paramref name="neighbors"/>, which saves 8 bytes an entry.</param>
    /// <param name="kind">How.</param>
    /// <param name="weights">Of the points.</param>
    /// <param name="rowWeight">The least weight that the points of a row have together, where weights are not 1.</param>
    /// <param name="team">The worker threads.</param>
    /// <exception cref="TsneInputException">The neighbours of a point do not weigh enough for the perplexity.</exception>
    public static ConditionalRows Compute<TWeights>(
        ChunkedRows neighbors, bool overwrite, AffinityKind kind, TWeights weights, double rowWeight, WorkerTeam team)
        where TWeights : struct, IWeights
    {
        int points = neighbors.Rows, longest = neighbors.LengthOf(0), blocks = (points + RowsPerBlock - 1) / RowsPerBlock;
        long[] offsets = Offsets(neighbors, kind, weights, rowWeight);
        ChunkedRows rows = overwrite && offsets.AsSpan().SequenceEqual(neighbors.Offsets)
            ? neighbors
            : ChunkedRows.Allocate(offsets, neighbors.ShiftOfResults);
        double[] entropies = new double[blocks], ownPLogP = new double[blocks];
        ConditionalRow<TWeights>?[] scratch = new ConditionalRow<TWeights>[team.Threads];
        team.Run(
            blocks,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, worker) =>
            {
                ConditionalRow<TWeights> computed = scratch[worker] ??= new ConditionalRow<TWeights>(kind, weights, longest);
                int last = Math.Min((block + 1) * RowsPerBlock, points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    int count = rows.LengthOf(row);
                    entropies[block] += weights.Of(row) * computed.Compute(
                        row, neighbors.IndicesOf(row)[..count], neighbors.ValuesOf(row)[..count], rows.IndicesOf(row), rows.ValuesOf(row));
                    ownPLogP[block] += TWeights.AreOne ? 0 : OfOwnPairs(weights.Of(row), computed.OwnProbability, weights.Sum);
                }
            });
        return new ConditionalRows(rows, Sum(entropies) / weights.Sum, Sum(ownPLogP));
    }

    /// <summary>Σ p ln p over the w (w − 1) pairs of points at one place, of which each has p_{i|i} / (w − 1) over the sum of all weights.</summary>
    private static double OfOwnPairs(float weight, double own, double sum) =>
        own > 0 ? weight * own / sum * Math.Log(own / (weight - 1.0) / sum) : 0;

    /// <summary>
    /// Where rows begin. Of weights that are not 1 each, a row takes whole points, the nearest first, until their weights and its own less 1 have the sum that
    /// is required.
    /// </summary>
    private static long[] Offsets<TWeights>(ChunkedRows neighbors, AffinityKind kind, TWeights weights, double rowWeight)
        where TWeights : struct, IWeights
    {
        bool isUniform = kind.Form == AffinityForm.Uniform;
        double perplexity = kind.Form == AffinityForm.Perplexity ? kind.Perplexities[^1] : 0;
        long[] offsets = new long[neighbors.Rows + 1];
        for (int row = 0; row < neighbors.Rows; row++)
        {
            int count = isUniform ? kind.Neighbors : neighbors.LengthOf(row);
            if (!TWeights.AreOne)
            {
                (count, double sum) = Take(neighbors.IndicesOf(row), weights, weights.Of(row) - 1.0, isUniform ? kind.Neighbors : rowWeight);
                if (sum <= perplexity)
                {
                    throw new TsneInputException(
                        $"perplexity {perplexity} cannot be reached with the neighbours of point {row}: their weights and its own less 1 sum to {sum}; "
                        + "choose a smaller perplexity, or a graph of more neighbours.");
                }
            }

            offsets[row + 1] = offsets[row] + count;
        }

        return offsets;
    }

    /// <summary>How many points it takes to reach a sum of weights, if there are as many, and the sum that they reach.</summary>
    private static (int Count, double Sum) Take<TWeights>(ReadOnlySpan<int> neighbors, TWeights weights, double sum, double required)
        where TWeights : struct, IWeights
    {
        int count = 0;
        while (count < neighbors.Length && sum < required)
        {
            sum += weights.Of(neighbors[count++]);
        }

        return (count, sum);
    }

    private static double Sum(double[] blocks)
    {
        double sum = 0;
        foreach (double block in blocks)
        {
            sum += block;
        }

        return sum;
    }
}
