namespace BhTsne.Plotting;

/// <summary>
/// An order that mixes points: by a hash of the index, so that no category lies over another and any prefix is a fair sample.
/// </summary>
internal static class DrawOrder
{
    /// <summary>The points 0 .. count - 1, mixed. The same for the same count.</summary>
    public static int[] Mixed(int count)
    {
        ulong[] keys = new ulong[count];
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = Hash((ulong)i);
            order[i] = i;
        }

        Array.Sort(keys, order); // No two keys are equal: the hash is a bijection.
        return order;
    }

    /// <summary>A number in [0, 1) for a point.</summary>
    public static double Jitter(int point) => (Hash(~(ulong)point) >> 11) * (1.0 / (1L << 53));

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Hash(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
