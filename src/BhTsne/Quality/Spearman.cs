namespace BhTsne.Quality;

/// <summary>Spearman's rank correlation.</summary>
internal static class Spearman
{
    /// <summary>Pearson's correlation of the ranks, where equal values have the average of their ranks.</summary>
    /// <param name="left">Values; the content is lost.</param>
    /// <param name="right">As many; the content is lost.</param>
    /// <returns>From -1 to 1; 0 where all values of one of the two are equal.</returns>
    public static double Correlation(double[] left, double[] right)
    {
        double[] leftRanks = AverageRanks(left), rightRanks = AverageRanks(right);
        double mean = (left.Length + 1) / 2.0, both = 0, leftSquares = 0, rightSquares = 0;
        for (int i = 0; i < left.Length; i++)
        {
            double a = leftRanks[i] - mean, b = rightRanks[i] - mean;
            both += a * b;
            leftSquares += a * a;
            rightSquares += b * b;
        }

        return leftSquares == 0 || rightSquares == 0 ? 0 : Math.Clamp(both / Math.Sqrt(leftSquares) / Math.Sqrt(rightSquares), -1, 1);
    }

    /// <summary>The rank of each value, from 1; sorts the values.</summary>
    private static double[] AverageRanks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(values, order);
        double[] ranks = new double[values.Length];
        for (int first = 0; first < values.Length;)
        {
            int last = first + 1;
            while (last < values.Length && values[last] == values[first])
            {
                last++;
            }

            for (int place = first; place < last; place++)
            {
                ranks[order[place]] = (first + last + 1) / 2.0;
            }

            first = last;
        }

        return ranks;
    }
}
