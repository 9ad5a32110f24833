using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.BitProbes;

/// <summary>
/// The computations whose results must have the same bits on every path of the processor and for any number of threads: each adds its results to
/// the hash. A new one is one line here.
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
        ("lanes.exponential", (bits, _) => OnSamples(Vector512.Exp, bits)),
        ("lanes.logarithm", (bits, _) => OnSamples(v => Vector512.Log(Vector512.Abs(v)), bits)),
        ("random.bits", (bits, _) => OnIndices(index => new CounterRandom(1, RandomStream.Start).Bits(index), bits)),
        ("random.gaussian", (bits, _) => OnIndices(index => new CounterRandom(1, RandomStream.Start).Gaussian(index), bits)),
        ("team.sum-of-blocks", SumOfBlocks),
    ];

    /// <summary>
    /// Applies an operation to a million finite floats of every sign and order of magnitude. A prime stride through the bit patterns meets every
    /// exponent 4,000 times; lane and neighbouring lane differ by it, so a lane that went astray shows.
    /// </summary>
    private static void OnSamples(Func<Vector512<float>, Vector512<float>> operation, BitHash bits)
    {
        const uint Stride = 4093;
        float[] lanes = new float[Lanes.Count];
        for (ulong start = 0; start <= uint.MaxValue; start += Stride * (ulong)Lanes.Count)
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                float value = BitConverter.UInt32BitsToSingle((uint)(start + (Stride * (ulong)lane)));
                lanes[lane] = float.IsFinite(value) ? value : 0;
            }

            bits.Add(operation(Lanes.Load(lanes, 0)));
        }
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
