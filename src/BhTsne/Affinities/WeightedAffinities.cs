using System.Runtime.CompilerServices;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>The joint P of points that stand for several equal ones each: P_ij = (m_i P_{j|i} + m_j P_{i|j}) / 2Ñ (docs/algorithm.md, "Points with weights").</summary>
internal static class WeightedAffinities
{
    private const int RowsPerBlock = 512;

    /// <summary>Computes P.</summary>
    /// <param name="graph">N x k neighbours, not changed.</param>
    /// <param name="weights">m, at least 1 each; kept.</param>
    /// <param name="neighbors">How many copies a row has at least, if the graph names as many: it takes whole points, its own copies first.</param>
    /// <param name="kind">What the rows are.</param>
    /// <param name="team">Who works.</param>
    /// <returns>P without its diagonal: symmetric to the last bit, the same for any number of threads.</returns>
    /// <exception cref="ArgumentException">A row of the graph has too few copies for the perplexity, or no row has anything but its own.</exception>
    public static AffinityMatrix Compute(
        NeighborGraph graph, float[] weights, int neighbors, AffinityKind kind, WorkerTeam team)
    {
        int points = graph.Points, blocks = (points + RowsPerBlock - 1) / RowsPerBlock;
        double sum = Sum(weights);
        long[] offsets = Offsets(graph, weights, kind.Form == AffinityForm.Uniform ? kind.Neighbors : neighbors, kind);
        int[] columns = new int[checked((int)offsets[points] + SparseMatrix.Padding)];
        float[] values = new float[columns.Length];
        double[] entropies = new double[blocks], ofSiblings = new double[blocks], ofOthers = new double[blocks];
        WeightedRow?[] scratch = new WeightedRow[team.Threads];
        ForEachRow((row, block, worker) =>
        {
            WeightedRow computed = scratch[worker] ??= new WeightedRow(kind, graph.NeighborsPerPoint);
            int first = (int)offsets[row], count = (int)offsets[row + 1] - first;
            ReadOnlySpan<int> places = graph.NeighborsOf(row)[..count];
            computed.Compute(places, graph.DistancesOf(row)[..count], weights, weights[row]);
            computed.Write(places, weights[row], columns.AsSpan(first, count), values.AsSpan(first, count));
            entropies[block] += weights[row] * computed.Entropy();

            // P_ii over the m (m - 1) pairs of copies, of which each is p_{i|i} / (m - 1) Ñ.
            double own = computed.Siblings;
            ofSiblings[block] += own > 0 ? weights[row] * own / sum * Math.Log(own / (weights[row] - 1.0) / sum) : 0;
        });

        SparseMatrix joint = SymmetricSum.Normalized(SparseMatrix.Adopt(offsets, columns, values, points), sum);
        if (!joint.Values.ContainsAnyExcept(0))
        {
            throw new ArgumentException(
                $"Every point weighs so much that its {kind} has no other in it; choose a larger one, or divide the weights.");
        }

        ForEachRow((row, block, _) => ofOthers[block] += PLogP(joint, row, weights));
        return AffinityMatrix.Adopt(
            joint, entropies.Sum() / sum, new PointCopies(weights, sum, ofOthers.Sum() + ofSiblings.Sum()));

        void ForEachRow(Action<int, int, int> body) => team.Run(
            blocks,
            (block, worker) =>
            {
                int last = Math.Min((block + 1) * RowsPerBlock, points);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    body(row, block, worker);
                }
            });
    }

    /// <summary>Σ m in double precision.</summary>
    private static double Sum(float[] weights)
    {
        double sum = 0;
        foreach (float weight in weights)
        {
            sum += weight;
        }

        return sum;
    }

    /// <summary>Where rows begin, each with as many points as it takes to have the copies that are asked for.</summary>
    private static long[] Offsets(NeighborGraph graph, float[] weights, int neighbors, AffinityKind kind)
    {
        double perplexity = kind.Form == AffinityForm.Perplexity ? kind.Perplexities[^1] : 0;
        long[] offsets = new long[graph.Points + 1];
        for (int row = 0; row < graph.Points; row++)
        {
            ReadOnlySpan<int> places = graph.NeighborsOf(row);
            double copies = weights[row] - 1.0;
            int count = 0;
            while (count < places.Length && copies < neighbors)
            {
                copies += weights[places[count++]];
            }

            offsets[row + 1] = offsets[row] + count;
            if (copies <= perplexity)
            {
                throw new ArgumentException(
                    $"perplexity {perplexity} cannot be reached with the neighbours of point {row}, which weigh {copies} in all; "
                    + "choose a smaller one, or a graph of more neighbours.");
            }
        }

        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double PLogP(SparseMatrix joint, int row, float[] weights)
    {
        double sum = 0;
        for (int entry = (int)joint.RowOffsets[row]; entry < (int)joint.RowOffsets[row + 1]; entry++)
        {
            double p = joint.Values[entry];
            sum += p > 0 ? p * Math.Log(p / weights[row] / weights[joint.ColumnIndices[entry]]) : 0;
        }

        return sum;
    }
}
