using System.Globalization;
using BhTsne.Benchmarks.Support;
using BhTsne.Numerics;
using BhTsne.Optimization;

namespace BhTsne.Benchmarks;

/// <summary>The sizes that kernels are measured at, and their inputs.</summary>
public static class BenchmarkData
{
    /// <summary>The environment variable that names the largest size.</summary>
    public const string MaxPointsVariable = "BHTSNE_BENCHMARK_MAX_POINTS";

    private const int DefaultMaxPoints = 70000;
    private static readonly int[] _allSizes = [10000, 70000, 300000, 1000000];

    /// <summary>
    /// 10,000, 70,000, 300,000 and 1,000,000, up to the environment variable, or up to 70,000 without it. The large ones take minutes to
    /// prepare, once.
    /// </summary>
    public static IEnumerable<int> Sizes
    {
        get
        {
            string? given = Environment.GetEnvironmentVariable(MaxPointsVariable);
            int most = given is null ? DefaultMaxPoints : int.Parse(given, CultureInfo.InvariantCulture);
            return _allSizes.Where(size => size <= most);
        }
    }

    /// <summary>A map's coordinates as the descent holds them.</summary>
    internal static float[] Positions(Embedding map) => DescentState<TwoDimensions>.Create<MomentumWithGains>(map).Positions;

    /// <summary>
    /// A converged map's coordinates and P, the points in the map's order, as the descent holds them after the first iterations.
    /// </summary>
    internal static (float[] Positions, AffinityMatrix Affinities) Converged(int points)
    {
        (Embedding map, AffinityMatrix affinities) = Stages.Of(points).InMapOrder();
        return (Positions(map), affinities);
    }
}
