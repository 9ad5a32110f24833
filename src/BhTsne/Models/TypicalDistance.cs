using BhTsne.Data;

namespace BhTsne.Models;

/// <summary>How far the points of a map lie from each other: the measure of what is far.</summary>
internal static class TypicalDistance
{
    /// <summary>The share of the points whose nearest other point is at most so far.</summary>
    private const double Share = 0.99;

    /// <summary>The distance (not squared) to the nearest other point that <see cref="Share"/> of the points do not exceed.</summary>
    /// <param name="neighbors">Of each point, the nearest first.</param>
    public static double Of(ChunkedRows neighbors)
    {
        float[] nearest = new float[neighbors.Rows];
        for (int point = 0; point < nearest.Length; point++)
        {
            nearest[point] = neighbors.ValuesOf(point)[0];
        }

        Array.Sort(nearest);
        return nearest[(int)(Share * (nearest.Length - 1))];
    }
}
