namespace BhTsne.Quality;

/// <summary>Lists of neighbours as rows of one length, which end in −1 where a list is shorter.</summary>
internal static class NeighborRows
{
    /// <summary>The first of each list.</summary>
    /// <param name="nearest">Of each point its nearest, the nearest first.</param>
    /// <param name="count">The length of a row.</param>
    public static int[] Of(int[][] nearest, int count)
    {
        int[] rows = Empty(nearest.Length, count);
        for (int point = 0; point < nearest.Length; point++)
        {
            nearest[point].AsSpan(0, Math.Min(count, nearest[point].Length)).CopyTo(rows.AsSpan(point * count));
        }

        return rows;
    }

    /// <summary>
    /// The rows of the original points, where equal ones were merged: of a point first those that are equal to it, then all originals of
    /// its nearest, and so on; equal points in the order of the input.
    /// </summary>
    /// <param name="nearest">Of each different point its nearest.</param>
    /// <param name="places">Of each original point the different one that it equals.</param>
    /// <param name="count">The length of a row.</param>
    public static int[] OfOriginals(int[][] nearest, int[] places, int count)
    {
        int[][] originals = Originals(nearest.Length, places);
        int[] rows = Empty(places.Length, count);
        for (int point = 0; point < places.Length; point++)
        {
            Span<int> row = rows.AsSpan(point * count, count);
            int taken = Take(originals[places[point]], row, 0, point);
            foreach (int neighbor in nearest[places[point]])
            {
                taken = Take(originals[neighbor], row, taken, point);
            }
        }

        return rows;
    }

    /// <summary>Adds points to a row, as far as there is room, and returns how many it has.</summary>
    private static int Take(int[] points, Span<int> row, int taken, int except)
    {
        for (int i = 0; i < points.Length && taken < row.Length; i++)
        {
            if (points[i] != except)
            {
                row[taken++] = points[i];
            }
        }

        return taken;
    }

    private static int[][] Originals(int different, int[] places)
    {
        int[] counts = new int[different];
        Array.ForEach(places, place => counts[place]++);
        int[][] originals = Array.ConvertAll(counts, count => new int[count]);
        for (int point = places.Length - 1; point >= 0; point--)
        {
            originals[places[point]][--counts[places[point]]] = point;
        }

        return originals;
    }

    private static int[] Empty(int points, int count)
    {
        int[] rows = new int[checked(points * count)];
        Array.Fill(rows, -1);
        return rows;
    }
}
