namespace BhTsne.Quality;

/// <summary>Distances between points of a map, in double.</summary>
internal static class MapDistance
{
    /// <summary>The squared distance.</summary>
    public static double Squared(Embedding map, int a, int b)
    {
        double sum = 0;
        for (int axis = 0; axis < map.Dimensions; axis++)
        {
            double difference = (double)map[a, axis] - map[b, axis];
            sum += difference * difference;
        }

        return sum;
    }
}
