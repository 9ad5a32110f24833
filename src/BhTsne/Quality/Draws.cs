using BhTsne.Numerics;

namespace BhTsne.Quality;

/// <summary>Random pairs and triplets of points that follow from a seed alone.</summary>
internal static class Draws
{
    /// <summary>Two different numbers of 0 to N - 1, in either order.</summary>
    /// <param name="population">N, at least 2.</param>
    /// <param name="number">Which draw.</param>
    /// <param name="random">The random numbers 2 number and 2 number + 1 are used.</param>
    public static (int First, int Second) Pair(int population, int number, CounterRandom random)
    {
        int first = random.Below(2L * number, population), second = random.Below((2L * number) + 1, population - 1);
        return (first, second >= first ? second + 1 : second);
    }

    /// <summary>Three different numbers of 0 to N - 1, in any order.</summary>
    /// <param name="population">N, at least 3.</param>
    /// <param name="number">Which draw.</param>
    /// <param name="random">The random numbers 3 number to 3 number + 2 are used.</param>
    public static (int First, int Second, int Third) Triplet(int population, int number, CounterRandom random)
    {
        long start = 3L * number;
        int first = random.Below(start, population), second = random.Below(start + 1, population - 1);
        second += second >= first ? 1 : 0;
        int third = random.Below(start + 2, population - 2);
        third += third >= Math.Min(first, second) ? 1 : 0;
        third += third >= Math.Max(first, second) ? 1 : 0;
        return (first, second, third);
    }
}
