namespace BhTsne.Numerics;

/// <summary>Samples of points without repetition that follow from a seed alone.</summary>
internal static class PointSample
{
    /// <summary>Draws points, each set of them with the same probability (Floyd's method, Bentley and Floyd 1987).</summary>
    /// <param name="points">N.</param>
    /// <param name="count">How many; all where there are no more.</param>
    /// <param name="seed">The caller's seed.</param>
    /// <param name="stream">The use.</param>
    /// <param name="number">Which sample of this use.</param>
    /// <returns>Different points, ascending.</returns>
    public static int[] Draw(int points, int count, ulong seed, RandomStream stream, int number = 0)
    {
        if (count >= points)
        {
            return [.. Enumerable.Range(0, points)];
        }

        CounterRandom random = new(seed, stream);
        HashSet<int> drawn = new(count);
        long draw = (long)number << 32;
        for (int last = points - count; last < points; last++)
        {
            int point = random.Below(draw++, last + 1);
            if (!drawn.Add(point))
            {
                drawn.Add(last);
            }
        }

        int[] sample = [.. drawn];
        Array.Sort(sample);
        return sample;
    }
}
