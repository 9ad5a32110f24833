namespace BhTsne.Numerics;

/// <summary>
/// Counter-based random numbers: each is a hash of (seed, stream, index), so that any of them can be computed in any order on any thread.
/// </summary>
/// <remarks>The hash is the finaliser of SplitMix64 (Steele, Lea and Flood 2014), applied to the three numbers in turn.</remarks>
internal readonly struct CounterRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private readonly ulong _key;

    /// <summary>Names a sequence.</summary>
    /// <param name="seed">The caller's seed.</param>
    /// <param name="stream">The use: each has a number of its own, so that no two uses share random numbers.</param>
    public CounterRandom(ulong seed, RandomStream stream) => _key = Mix(Mix(seed + GoldenGamma) + ((ulong)stream * GoldenGamma));

    /// <summary>64 random bits.</summary>
    public ulong Bits(long index) => Mix(_key + ((ulong)index * GoldenGamma));

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform(long index) => (Bits(index) >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in 0 .. bound - 1 (Lemire's multiplication; the bias is below bound / 2^64).</summary>
    public int Below(long index, int bound) => (int)Math.BigMul(Bits(index), (ulong)bound, out _);

    /// <summary>Standard normal, by Box and Muller from the uniforms 2 index and 2 index + 1.</summary>
    public double Gaussian(long index)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(2 * index)));
        return radius * Math.Cos(2 * Math.PI * Uniform((2 * index) + 1));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>The uses of random numbers, each with a sequence of its own.</summary>
internal enum RandomStream
{
    /// <summary>A random start.</summary>
    Start = 1,

    /// <summary>Axes without variance in a PCA start.</summary>
    StartJitter = 2,

    /// <summary>The test matrix of randomised PCA.</summary>
    RandomizedPca = 3,

    /// <summary>Vantage points.</summary>
    VantagePoints = 4,

    /// <summary>The sample that regions are fitted to.</summary>
    RegionSample = 5,

    /// <summary>The first centroids of regions.</summary>
    Regions = 6,

    /// <summary>The sample that the lists of a region are fitted to.</summary>
    ListSample = 7,

    /// <summary>The first centroids of lists.</summary>
    Centroids = 8,

    /// <summary>The points on which the recall of an approximate search is measured.</summary>
    RecallSample = 9,

    /// <summary>The test matrix of the truncated SVD.</summary>
    TruncatedSvd = 10,
    /// <summary>The points on which the error of the gradient is measured on the way.</summary>
    GradientErrorSample = 11,

    /// <summary>The points on which a certificate compares sums.</summary>
    CertificateSums = 12,

    /// <summary>The points on which a certificate compares neighbours.</summary>
    CertificateNeighbors = 13,

    /// <summary>The points whose perturbation score is measured.</summary>
    PerturbationSample = 20,

    /// <summary>The query points of an evaluation.</summary>
    EvaluationQueries = 21,

    /// <summary>The pairs of an evaluation.</summary>
    EvaluationPairs = 22,

    /// <summary>The triplets of an evaluation.</summary>
    EvaluationTriplets = 23,

    /// <summary>The points on which a study measures the errors of gradients.</summary>
    StudySample = 40,
}
