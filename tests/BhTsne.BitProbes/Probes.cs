using System.Runtime.Intrinsics;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne.BitProbes;

/// <summary>
/// The computations whose results must have the same bits on every path of the processor and for any number of threads: each adds its
/// results to the hash. A new one is one line here.
/// </summary>
internal static class Probes
{
    /// <summary>Each probe with its name; the number is that of the threads to use.</summary>
    public static IReadOnlyList<(string Name, Action<BitHash, int> Compute)> All { get; } =
    [
        ("lanes.ordered-sum", (bits, _) => OnSamples(v => Vector512.CreateScalar(Lanes.OrderedSum(v)), bits)),
        ("lanes.multiply-add", (bits, _) => OnSamples(v => Vector512.FusedMultiplyAdd(v, v, Vector512<float>.One - v), bits)),
        ("lanes.divide", (bits, _) => OnSamples(v => Vector512<float>.One / (Vector512<float>.One + (v * v)), bits)),
        ("lanes.square-root", (bits, _) => OnSamples(v => Vector512.Sqrt(Vector512.Abs(v)), bits)),
        ("lanes.logarithm", (bits, _) => OnSamples(v => Elementary.LogFromOne(Vector512<float>.One + Vector512.Abs(v)), bits)),
        ("random.bits", (bits, _) => OnIndices(index => new CounterRandom(1, RandomStream.Start).Bits(index), bits)),
        ("random.gaussian", (bits, _) => OnIndices(index => new CounterRandom(1, RandomStream.Start).Gaussian(index), bits)),
        ("lanes.exponential", (bits, _) => OnSamples(v => Elementary.ExpOfNegative(-Vector512.Abs(v)), bits)),
        ("lanes.logarithm-of-one-plus", (bits, _) =>
            OnSamples(v => Elementary.LogOnePlus(Vector512.Min(Vector512.Abs(v), Vector512.Create(1e38f))), bits)),
        ("doubles.exponential", (bits, _) => OnDoubles(Elementary.ExpOfNegative, bits)),
        ("team.sum-of-blocks", SumOfBlocks),
        ("pca.covariance", (bits, threads) => StageProbes.Pca(PcaMethod.Covariance, 1500, 60, bits, threads)),
        ("pca.gram", (bits, threads) => StageProbes.Pca(PcaMethod.Gram, 150, 700, bits, threads)),
        ("pca.randomised", (bits, threads) => StageProbes.Pca(PcaMethod.Randomized, 600, 500, bits, threads)),
        ("svd.truncated", StageProbes.TruncatedSvd),
        ("autoencoder.linear", StageProbes.Autoencoder),
        ("neighbors.blocked", (bits, threads) => StageProbes.Neighbors(new ExhaustiveSearch(), bits, threads)),
        ("neighbors.vantage-point-tree", (bits, threads) => StageProbes.Neighbors(new VantagePointTree(), bits, threads)),
        ("neighbors.k-d-tree", (bits, threads) => StageProbes.Neighbors(new KdTree(), bits, threads)),
        ("neighbors.cells", (bits, threads) =>
            StageProbes.Neighbors(new InvertedFileSearch(0.9, 1, new ExhaustiveSearch()) { FewPoints = 100 }, bits, threads)),
        ("neighbors.of-distances", StageProbes.NeighborsOfDistances),
        ("affinities", StageProbes.Affinities),
        ("affinities.multiscale", (bits, threads) => StageProbes.Affinities(AffinityKind.Multiscale(5, 25), bits, threads)),
        ("affinities.fixed-bandwidth", (bits, threads) => StageProbes.Affinities(AffinityKind.FixedBandwidth(2), bits, threads)),
        ("start.pca", (bits, threads) => StageProbes.Start(InitializationMethod.Pca, bits, threads)),
        ("start.random", (bits, threads) => StageProbes.Start(InitializationMethod.Random, bits, threads)),
        ("repulsion.exact", (bits, threads) => StageProbes.ExactRepulsion(bits, threads)),
        ("repulsion.tree.1d", (bits, threads) => StageProbes.TreeRepulsion<OneDimension>(bits, threads)),
        ("repulsion.tree.2d", (bits, threads) => StageProbes.TreeRepulsion<TwoDimensions>(bits, threads)),
        ("repulsion.tree.3d", (bits, threads) => StageProbes.TreeRepulsion<ThreeDimensions>(bits, threads)),
        ("attraction-and-cost", StageProbes.AttractionAndCost),
        ("objective.heavy-tails", (bits, threads) => StageProbes.Objective<TwoDimensions>(new() { DegreesOfFreedom = 0.5 }, bits, threads)),
        ("objective.light-tails.1d", (bits, threads) => StageProbes.Objective<OneDimension>(new() { DegreesOfFreedom = 3 }, bits, threads)),
        ("objective.symmetric-sne", (bits, threads) =>
            StageProbes.Objective<TwoDimensions>(new() { Objective = TsneObjective.SymmetricSne }, bits, threads)),
        ("objective.sne.3d", (bits, threads) =>
            StageProbes.Objective<ThreeDimensions>(new() { Objective = TsneObjective.Sne }, bits, threads)),
        ("evaluation", (bits, threads) => StageProbes.Evaluation(Metric.Euclidean, bits, threads)),
        ("evaluation.chebyshev", (bits, threads) => StageProbes.Evaluation(Metric.Chebyshev, bits, threads)),
        ("evaluation.inner-product", (bits, threads) => StageProbes.Evaluation(Metric.InnerProduct, bits, threads)),
        ("map", StageProbes.Map),
        ("map.weighted", StageProbes.WeightedMap),
        ("map.accelerated", (bits, threads) => StageProbes.AcceleratedMap(2, bits, threads)),
        ("map.accelerated.1d", (bits, threads) => StageProbes.AcceleratedMap(1, bits, threads)),
        ("map.accelerated.3d", (bits, threads) => StageProbes.AcceleratedMap(3, bits, threads)),
    ];

    /// <summary>
    /// Applies an operation to two million finite floats of every sign and order of magnitude: a prime stride through the bit patterns
    /// meets every exponent 4,000 times. First neighbouring lanes differ by it, so a lane that went astray shows; then they differ in sign
    /// and exponent too, so an operation that takes another way for a whole vector because of one of its lanes shows.
    /// </summary>
    private static void OnSamples(Func<Vector512<float>, Vector512<float>> operation, BitHash bits)
    {
        const uint Stride = 4093;
        float[] lanes = new float[Lanes.Count];
        foreach (uint step in new[] { Stride, uint.MaxValue / (uint)Lanes.Count })
        {
            for (ulong start = 0; start <= uint.MaxValue; start += Stride * (ulong)Lanes.Count)
            {
                for (int lane = 0; lane < Lanes.Count; lane++)
                {
                    float value = BitConverter.UInt32BitsToSingle((uint)(start + (step * (ulong)lane)));
                    lanes[lane] = float.IsFinite(value) ? value : 0;
                }

                bits.Add(operation(Lanes.Load(lanes, 0)));
            }
        }
    }

    /// <summary>
    /// Applies an operation to what a perplexity search asks for: a million exponents from 0 far down to where nothing is left.
    /// </summary>
    private static void OnDoubles(Func<Vector512<double>, Vector512<double>> operation, BitHash bits)
    {
        double[] lanes = new double[DoubleLanes.Count];
        for (int start = 0; start < 1_000_000; start += lanes.Length)
        {
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                lanes[lane] = -7.6543e-4 * (start + lane);
            }

            bits.Add(operation(DoubleLanes.Load(lanes, 0)));
        }

        bits.Add(operation(Vector512.Create(double.NegativeInfinity)));
    }

    private static void OnIndices<T>(Func<long, T> draw, BitHash bits)
        where T : unmanaged
    {
        for (long index = 0; index < 10_000; index++)
        {
            bits.Add(draw(index));
        }
    }

    private static void SumOfBlocks(BitHash bits, int threads)
    {
        double[] partial = new double[100];
        using WorkerTeam team = new(threads);
        team.Run(partial.Length, (block, _) =>
        {
            for (int i = 0; i < 1000; i++)
            {
                partial[block] += new CounterRandom(2, RandomStream.Start).Gaussian((block * 1000) + i);
            }
        });
        bits.Add(partial.Sum());
    }
}
