namespace BhTsne.Plotting.Html;

/// <summary>
/// Points along a curve that fills the map (Hilbert's in two dimensions, Morton's in others), so that points that are near in the map have
/// near ranks. The page finds the same order from the same coordinates (curve.js).
/// </summary>
internal static class CurveOrder
{
    private const int Bits = 16;

    /// <summary>The points in the order of the curve; those at one place in their own order.</summary>
    /// <param name="places">The place of each point on a grid of 65,536 places along each axis, row after row.</param>
    /// <param name="dimensions">1 to 3.</param>
    public static int[] Of(int[] places, int dimensions)
    {
        int points = places.Length / dimensions;
        ulong[] keys = new ulong[points];
        int[] order = new int[points];
        for (int i = 0; i < points; i++)
        {
            ReadOnlySpan<int> place = places.AsSpan(i * dimensions, dimensions);
            uint along = dimensions switch
            {
                1 => (uint)place[0],
                2 => Hilbert((uint)place[0], (uint)place[1]),
                _ => Morton((uint)place[0] >> 6, (uint)place[1] >> 6, (uint)place[2] >> 6),
            };
            keys[i] = ((ulong)along << 32) | (uint)i;
            order[i] = i;
        }

        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The distance along Hilbert's curve over 65,536 × 65,536 places.</summary>
    private static uint Hilbert(uint x, uint y)
    {
        uint along = 0;
        for (int bit = Bits - 1; bit >= 0; bit--)
        {
            (uint right, uint upper) = (x >> bit & 1, y >> bit & 1);
            along = (along << 2) | ((3 * right) ^ upper);
            if (upper == 0)
            {
                (x, y) = right == 1 ? (ushort.MaxValue - y, ushort.MaxValue - x) : (y, x);
            }
        }

        return along;
    }

    /// <summary>The bits of three numbers of 10 bits in turn.</summary>
    private static uint Morton(uint x, uint y, uint z)
    {
        uint along = 0;
        for (int bit = 9; bit >= 0; bit--)
        {
            along = (along << 3) | ((x >> bit & 1) << 2) | ((y >> bit & 1) << 1) | (z >> bit & 1);
        }

        return along;
    }
}
