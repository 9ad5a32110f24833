using BhTsne.Data;

namespace BhTsne.Models;

/// <summary>How far the points of a map lie from each other, and from the subspace of a reduction: the measure of what is far.</summary>
internal static class TypicalDistance
{
    /// <summary>The share of the points whose distance is at most so large.</summary>
    private const double Share = 0.99;

    /// <summary>The distance (not squared) to the nearest other point that 99 % of the points do not exceed.</summary>
    /// <param name="neighbors">Of each point, the nearest first.</param>
    public static double Of(ChunkedRows neighbors)
    {
        float[] nearest = new float[neighbors.Rows];
        for (int point = 0; point < nearest.Length; point++)
        {
            nearest[point] = neighbors.ValuesOf(point)[0];
        }

        return Of(nearest);
    }

    /// <summary>The distance that 99 % of the points do not exceed; the values are sorted.</summary>
    public static double Of(float[] distances)
    {
        Array.Sort(distances);
        return distances[(int)(Share * (distances.Length - 1))];
    }

    /// <summary>A distance over the typical one; infinite where the typical one is 0 and the distance is not.</summary>
    public static float Score(float distance, double typical) => distance == 0 ? 0 : (float)(distance / typical);
}
