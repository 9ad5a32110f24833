using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne.Affinities;

/// <summary>
/// Computes one conditional row after another: P_{j|i}, the similarity of one of the points that point i stands for to all that point j
/// stands for. Where i has a weight above 1, the row starts with the other points at its own place, at the distance 0. Scratch memory for
/// one thread.
/// </summary>
/// <param name="kind">How.</param>
/// <param name="weights">Of all points.</param>
/// <param name="longest">The largest number of neighbours of a row.</param>
internal sealed class ConditionalRow<TWeights>(AffinityKind kind, TWeights weights, int longest)
    where TWeights : struct, IWeights
{
    private readonly IRowProbabilities _kind = RowProbabilities.Of<TWeights>(kind, TWeights.AreOne ? longest : longest + 1);
    private readonly double[] _probabilities = new double[longest + 1];
    private readonly ulong[] _keys = new ulong[longest];
    private readonly float[] _distances = new float[TWeights.AreOne ? 0 : longest + 1];
    private readonly double[] _weights = new double[TWeights.AreOne ? 0 : longest + 1];

    /// <summary>P_{i|i}: the probability of the other points at the own place of the last row's point; 0 for a weight of 1.</summary>
    public double OwnProbability { get; private set; }

    /// <summary>
    /// Computes w_i P_{j|i} of a row and sorts it by neighbour: as whole numbers, the neighbour above the bits of its value. The result may
    /// lie where the neighbours and distances are.
    /// </summary>
    /// <param name="point">i.</param>
    /// <param name="neighbors">The neighbours of i.</param>
    /// <param name="distances">The distance to each, not squared, ascending.</param>
    /// <param name="columns">Receives the neighbours, ascending.</param>
    /// <param name="values">Receives w_i P_{j|i}.</param>
    /// <returns>The entropy of the row, in nats.</returns>
    [MethodImpl(HotLoop.Options)]
    public double Compute(int point, ReadOnlySpan<int> neighbors, ReadOnlySpan<float> distances, Span<int> columns, Span<float> values)
    {
        float own = weights.Of(point);
        int first = 0;
        if (!TWeights.AreOne)
        {
            first = own > 1 ? 1 : 0;
            (_distances[0], _weights[0]) = (0, own - 1.0);
            distances.CopyTo(_distances.AsSpan(first));
            for (int j = 0; j < neighbors.Length; j++)
            {
                _weights[first + j] = weights.Of(neighbors[j]);
            }

            distances = _distances.AsSpan(0, first + neighbors.Length);
        }

        Span<double> probabilities = _probabilities.AsSpan(0, first + neighbors.Length);
        _kind.Row(distances, TWeights.AreOne ? default : _weights.AsSpan(0, probabilities.Length), probabilities);
        OwnProbability = first > 0 ? probabilities[0] : 0;
        Span<ulong> keys = _keys.AsSpan(0, neighbors.Length);
        for (int j = 0; j < keys.Length; j++)
        {
            keys[j] = ((ulong)(uint)neighbors[j] << 32) | BitConverter.SingleToUInt32Bits((float)(own * probabilities[first + j]));
        }

        keys.Sort();
        for (int j = 0; j < keys.Length; j++)
        {
            columns[j] = (int)(keys[j] >> 32);
            values[j] = BitConverter.UInt32BitsToSingle((uint)keys[j]);
        }

        return TWeights.AreOne ? Entropy(values) : Entropy(probabilities, _weights);
    }

    /// <summary>−Σ_j p_j ln p_j, with 0 ln 0 = 0.</summary>
    [MethodImpl(HotLoop.Options)]
    private static double Entropy(ReadOnlySpan<float> row)
    {
        Vector512<float> sum = default;
        for (int first = 0; first < row.Length; first += Lanes.Count)
        {
            // A p of 0 has a reciprocal without bound, of which the logarithm here makes something finite.
            Vector512<float> p = Lanes.LoadPartial(row[first..Math.Min(first + Lanes.Count, row.Length)]);
            sum = Vector512.FusedMultiplyAdd(p, Elementary.LogFromOne(Vector512<float>.One / p), sum);
        }

        return Lanes.OrderedSum(sum);
    }

    /// <summary>−Σ_j p_j ln (p_j / w_j), with 0 ln 0 = 0: each of the w_j points of an entry has the probability p_j / w_j.</summary>
    private static double Entropy(ReadOnlySpan<double> row, double[] weights)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            sum -= row[j] > 0 ? row[j] * Math.Log(row[j] / weights[j]) : 0;
        }

        return sum;
    }
}
