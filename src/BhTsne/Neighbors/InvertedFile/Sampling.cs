using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Samples without repetition that follow from a seed alone.</summary>
internal static class Sampling
{
    /// <summary>One item at random out of each of equally long stretches.</summary>
    /// <param name="items">What to draw from.</param>
    /// <param name="count">How many, at most as many as there are.</param>
    /// <param name="random">Draw i is number i of it.</param>
    public static int[] Stratified(int[] items, int count, CounterRandom random)
    {
        int[] sample = new int[count];
        for (int i = 0; i < count; i++)
        {
            int start = (int)((long)items.Length * i / count), end = (int)((long)items.Length * (i + 1) / count);
            sample[i] = items[start + random.Below(i, end - start)];
        }

        return sample;
    }
}
