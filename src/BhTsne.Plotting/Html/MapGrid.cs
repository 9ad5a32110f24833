namespace BhTsne.Plotting.Html;

/// <summary>
/// A map rounded to a grid of 65,536 places along each axis of the box around it: the coordinate low + (high - low) * place / 65,535.
/// </summary>
internal static class MapGrid
{
    private const double Last = ushort.MaxValue;

    /// <summary>The least and the largest coordinate along each axis.</summary>
    public static (double Low, double High)[] Box(Embedding map)
    {
        var box = new (double Low, double High)[map.Dimensions];
        Array.Fill(box, (double.PositiveInfinity, double.NegativeInfinity));
        for (int i = 0; i < map.Values.Length; i++)
        {
            double value = map.Values[i];
            ref (double Low, double High) axis = ref box[i % box.Length];
            axis = (Math.Min(axis.Low, value), Math.Max(axis.High, value));
        }

        return box;
    }

    /// <summary>The places of all coordinates, row after row.</summary>
    public static int[] Places(Embedding map)
    {
        (double Low, double High)[] box = Box(map);
        int[] places = new int[map.Values.Length];
        for (int i = 0; i < map.Values.Length; i++)
        {
            (double low, double high) = box[i % box.Length];
            places[i] = high > low ? (int)Math.Floor(((map.Values[i] - low) / (high - low) * Last) + 0.5) : 0;
        }

        return places;
    }
}
