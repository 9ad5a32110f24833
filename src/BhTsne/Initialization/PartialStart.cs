using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Initialization;

/// <summary>
/// A start that knows the places of some points: each other point starts at the place of one of its neighbours among them.
/// </summary>
internal static class PartialStart
{
    private const int BlockPoints = 256;

    /// <summary>The same places in the order of their points.</summary>
    /// <param name="start">Places, m x d.</param>
    /// <param name="rows">The point of each place.</param>
    public static (Embedding Start, int[] Rows) Sorted(Embedding start, int[] rows)
    {
        int[] ascending = [.. rows], places = [.. Enumerable.Range(0, rows.Length)];
        Array.Sort(ascending, places);
        float[] values = new float[start.Values.Length];
        for (int place = 0; place < places.Length; place++)
        {
            start.Values.Slice(places[place] * start.Dimensions, start.Dimensions).CopyTo(values.AsSpan(place * start.Dimensions));
        }

        return (new Embedding(values, start.Dimensions), ascending);
    }

    /// <summary>The points that have no place, ascending.</summary>
    /// <param name="rows">The points that have one.</param>
    /// <param name="points">N.</param>
    public static int[] Others(ReadOnlySpan<int> rows, int points)
    {
        bool[] hasPlace = new bool[points];
        foreach (int row in rows)
        {
            hasPlace[row] = true;
        }

        return [.. Enumerable.Range(0, points).Where(point => !hasPlace[point])];
    }

    /// <summary>Makes a start.</summary>
    /// <param name="start">The places that are known, m x d.</param>
    /// <param name="rows">The point of each place.</param>
    /// <param name="others">The other points.</param>
    /// <param name="neighbors">For each other point its neighbours, as numbers of places, and how much each counts.</param>
    /// <param name="team">Who works.</param>
    /// <returns>N x d.</returns>
    public static Embedding Create(Embedding start, ReadOnlySpan<int> rows, int[] others, ChunkedRows neighbors, WorkerTeam team)
    {
        int dimensions = start.Dimensions;
        float[] values = new float[(rows.Length + others.Length) * dimensions];
        for (int place = 0; place < rows.Length; place++)
        {
            start.Values.Slice(place * dimensions, dimensions).CopyTo(values.AsSpan(rows[place] * dimensions));
        }

        team.Run(
            (others.Length + BlockPoints - 1) / BlockPoints,
            (block, _) =>
            {
                for (int other = block * BlockPoints; other < Math.Min((block + 1) * BlockPoints, others.Length); other++)
                {
                    Place(start, neighbors.IndicesOf(other), neighbors.ValuesOf(other))
                        .CopyTo(values.AsSpan(others[other] * dimensions));
                }
            });
        return new Embedding(values, dimensions);
    }

    private static ReadOnlySpan<float> Place(Embedding start, ReadOnlySpan<int> neighbors, ReadOnlySpan<float> shares)
    {
        int dimensions = start.Dimensions;
        float[] places = new float[neighbors.Length * dimensions];
        double[] weights = new double[neighbors.Length];
        for (int j = 0; j < neighbors.Length; j++)
        {
            start.Values.Slice(neighbors[j] * dimensions, dimensions).CopyTo(places.AsSpan(j * dimensions));
            weights[j] = shares[j];
        }

        return places.AsSpan(WeightedMedian.Of(places, dimensions, weights) * dimensions, dimensions);
    }
}
