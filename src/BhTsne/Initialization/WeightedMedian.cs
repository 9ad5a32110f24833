namespace BhTsne.Initialization;

/// <summary>
/// The geometric median among places that have weights: a place of the map is where it is, while a mean of places in two clusters lies
/// between them.
/// </summary>
internal static class WeightedMedian
{
    /// <summary>Finds the place whose weighted sum of Euclidean distances to all of them is least; of equal ones the first.</summary>
    /// <param name="places">m x d.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="weights">m, not negative.</param>
    /// <returns>Its index.</returns>
    public static int Of(ReadOnlySpan<float> places, int dimensions, ReadOnlySpan<double> weights)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int place = 0; place < weights.Length; place++)
        {
            ReadOnlySpan<float> from = places.Slice(place * dimensions, dimensions);
            double sum = 0;
            for (int other = 0; other < weights.Length; other++)
            {
                sum += weights[other] * Distance(from, places.Slice(other * dimensions, dimensions));
            }

            if (sum < least)
            {
                (best, least) = (place, sum);
            }
        }

        return best;
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double squares = 0;
        for (int axis = 0; axis < a.Length; axis++)
        {
            double difference = (double)a[axis] - b[axis];
            squares += difference * difference;
        }

        return Math.Sqrt(squares);
    }
}
