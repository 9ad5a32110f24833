using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>
/// The conditional similarities of all points, w_i P_{j|i}: all that P is made of. Computed in blocks of rows, each once: after a
/// cancellation the rest.
/// </summary>
internal sealed class ConditionalRows
{
    private const int RowsPerBlock = 512;

    private readonly double[] _entropies;
    private readonly double[] _ownPLogP;
    private readonly bool[] _isDone;

    private ConditionalRows(ChunkedRows rows)
    {
        Rows = rows;
        _isDone = new bool[(rows.Rows + RowsPerBlock - 1) / RowsPerBlock];
        _entropies = new double[_isDone.Length];
        _ownPLogP = new double[_isDone.Length];
    }

    /// <summary>Of each point its neighbours, ascending, with w_i P_{j|i}.</summary>
    public ChunkedRows Rows { get; }

    /// <summary>The sum of the rows' entropies times their weights, in nats.</summary>
    public double SumOfEntropies => Sum(_entropies);

    /// <summary>Σ p ln p of P over the pairs of points at one place, which P itself does not store; 0 where all weights are 1.</summary>
    public double OwnPLogP => Sum(_ownPLogP);

    /// <summary>Makes room for all rows.</summary>
    /// <param name="neighbors">The neighbours of each point, the nearest first, and their distances.</param>
    /// <param name="overwrite">Whether the rows may be written over <paramref name="neighbors"/>, which saves 8 bytes an entry.</param>
    /// <param name="kind">How.</param>
    /// <param name="weights">Of the points.</param>
    /// <param name="rowWeight">The least weight that the points of a row have together, where weights are not 1.</param>
    /// <exception cref="TsneInputException">The neighbours of a point do not weigh enough for the perplexity.</exception>
    public static ConditionalRows Create<TWeights>(
        ChunkedRows neighbors, bool overwrite, AffinityKind kind, TWeights weights, double rowWeight)
        where TWeights : struct, IWeights
    {
        long[] offsets = Offsets(neighbors, kind, weights, rowWeight);
        bool fits = overwrite && offsets.AsSpan().SequenceEqual(neighbors.Offsets);
        return new ConditionalRows(fits ? neighbors : ChunkedRows.Allocate(offsets, neighbors.ShiftOfResults));
    }

    /// <summary>Computes the rows that are not computed yet; the arguments are those of <see cref="Create"/>.</summary>
    public void Compute<TWeights>(ChunkedRows neighbors, AffinityKind kind, TWeights weights, WorkerTeam team)
        where TWeights : struct, IWeights
    {
        int longest = neighbors.LengthOf(0);
        ConditionalRow<TWeights>?[] scratch = new ConditionalRow<TWeights>[team.Threads];
        team.Run(
            _isDone.Length,
            (block, worker) =>
            {
                if (!_isDone[block])
                {
                    Compute(block, neighbors, weights, scratch[worker] ??= new ConditionalRow<TWeights>(kind, weights, longest));
                    _isDone[block] = true;
                }
            });
    }

    [MethodImpl(HotLoop.Options)]
    private void Compute<TWeights>(int block, ChunkedRows neighbors, TWeights weights, ConditionalRow<TWeights> computed)
        where TWeights : struct, IWeights
    {
        int last = Math.Min((block + 1) * RowsPerBlock, Rows.Rows);
        for (int row = block * RowsPerBlock; row < last; row++)
        {
            int count = Rows.LengthOf(row);
            _entropies[block] += weights.Of(row) * computed.Compute(
                row, neighbors.IndicesOf(row)[..count], neighbors.ValuesOf(row)[..count], Rows.IndicesOf(row), Rows.ValuesOf(row));
            _ownPLogP[block] += TWeights.AreOne ? 0 : OfOwnPairs(weights.Of(row), computed.OwnProbability, weights.Sum);
        }
    }

    /// <summary>
    /// Σ p ln p over the w (w − 1) pairs of points at one place, of which each has p_{i|i} / (w − 1) over the sum of all weights.
    /// </summary>
    private static double OfOwnPairs(float weight, double own, double sum) =>
        own > 0 ? weight * own / sum * Math.Log(own / (weight - 1.0) / sum) : 0;

    /// <summary>
    /// Where rows begin. Of weights that are not 1 each, a row takes whole points, the nearest first, until their weights and its own less
    /// 1 have the sum that is required.
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
                double required = isUniform ? kind.Neighbors : rowWeight;
                (count, double sum) = Take(neighbors.IndicesOf(row), weights, weights.Of(row) - 1.0, required);
                if (sum <= perplexity)
                {
                    throw new TsneInputException(
                        $"perplexity {perplexity} cannot be reached with the neighbours of point {row}: their weights and its own less 1 "
                        + $"sum to {sum}; choose a smaller perplexity, or a graph of more neighbours.");
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
