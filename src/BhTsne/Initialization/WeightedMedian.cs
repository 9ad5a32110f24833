namespace BhTsne.Initialization;

/// <summary>The geometric median of some places of a map, restricted to these places, so that it never lies between two clusters.</summary>
internal static class WeightedMedian
{
    /// <summary>Finds the place whose weighted sum of Euclidean distances to all places is the least.</summary>
    /// <param name="places">m x d coordinates.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="weights">m weights, not negative.</param>
    /// <returns>Its index; the first of equals.</returns>
    public static int Of(ReadOnlySpan<float> places, int dimensions, ReadOnlySpan<double> weights)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int candidate = 0; candidate < weights.Length; candidate++)
        {
            double sum = 0;
            for (int other = 0; other < weights.Length && sum < least; other++)
            {
                double squared = 0;
                for (int axis = 0; axis < dimensions; axis++)
                {
                    double difference = (double)places[(candidate * dimensions) + axis] - places[(other * dimensions) + axis];
                    squared += difference * difference;
                }

                sum += weights[other] * Math.Sqrt(squared);
            }

            if (sum < least)
            {
                (best, least) = (candidate, sum);
            }
        }

        return best;
    }
}
