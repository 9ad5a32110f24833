namespace BhTsne.Tests.Oracles;

/// <summary>The measures of a map in float64, from all distances of input and map: formulas only, and plain loops.</summary>
internal static class DenseQuality
{
    /// <summary>The distance from every point to every point, N x N.</summary>
    public static double[,] Distances(float[,] points, Func<double[], double[], double> distance)
    {
        int count = points.GetLength(0);
        double[,] all = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                all[i, j] = distance(Row(points, i), Row(points, j));
            }
        }

        return all;
    }

    /// <summary>1 + the number of others that are strictly nearer to i than j.</summary>
    public static int Rank(double[,] distances, int i, int j) =>
        1 + Others(distances, i).Count(other => distances[i, other] < distances[i, j]);

    /// <summary>The k nearest others of i, ties by the smaller index.</summary>
    public static int[] Nearest(double[,] distances, int i, int k) =>
        [.. Others(distances, i).OrderBy(j => distances[i, j]).ThenBy(j => j).Take(k)];

    /// <summary>The mean share of the k nearest in the input whose rank in the map is at most k.</summary>
    public static double Preservation(double[,] input, double[,] map, int k) => Enumerable.Range(0, input.GetLength(0))
        .Average(i => Nearest(input, i, k).Count(j => Rank(map, i, j) <= k) / (double)k);

    /// <summary>1 − 2 / (N k (2N − 3k − 1)) times the sum of the ranks, beyond k, of the k nearest in the map.</summary>
    public static double Trustworthiness(double[,] input, double[,] map, int k)
    {
        int points = input.GetLength(0);
        double beyond = Enumerable.Range(0, points)
            .Sum(i => Nearest(map, i, k).Sum(j => (double)Math.Max(0, Rank(input, i, j) - k)));
        return 1 - (2 * beyond / ((double)points * k * ((2 * points) - (3 * k) - 1)));
    }

    /// <summary>Spearman's correlation of the distances from i to j over all i and j.</summary>
    public static double RankCorrelation(double[,] input, double[,] map)
    {
        int points = input.GetLength(0);
        (int I, int J)[] pairs =
            [.. from i in Enumerable.Range(0, points) from j in Enumerable.Range(0, points) where i != j select (i, j)];
        double[] a = AverageRanks([.. pairs.Select(pair => input[pair.I, pair.J])]);
        double[] b = AverageRanks([.. pairs.Select(pair => map[pair.I, pair.J])]);
        double meanA = a.Average(), meanB = b.Average();
        double both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        double squares = a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB));
        return squares == 0 ? 0 : both / Math.Sqrt(squares);
    }

    /// <summary>The share of triplets with the same order of distances; a tie in one of the two alone counts a half.</summary>
    public static double TripletAgreement(double[,] input, double[,] map)
    {
        int points = input.GetLength(0);
        double sum = 0, count = 0;
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                for (int l = 0; l < points; l++)
                {
                    if (i != j && j != l && l != i)
                    {
                        int a = Math.Sign(input[i, j] - input[i, l]), b = Math.Sign(map[i, j] - map[i, l]);
                        sum += a == b ? 1 : a == 0 || b == 0 ? 0.5 : 0;
                        count++;
                    }
                }
            }
        }

        return sum / count;
    }

    /// <summary>
    /// The share of points whose label is the most frequent among the k nearest in the map; of equally frequent ones the nearest.
    /// </summary>
    public static double LabelAccuracy(double[,] map, string[] labels, int k) => Enumerable.Range(0, labels.Length)
        .Average(i =>
        {
            string[] votes = [.. Nearest(map, i, k).Select(j => labels[j])];
            int most = votes.Max(label => votes.Count(other => other == label));
            return votes.First(label => votes.Count(other => other == label) == most) == labels[i] ? 1.0 : 0;
        });

    /// <summary>The mean of (b − a) / max(a, b); 0 for a label of one point, and where both are 0.</summary>
    public static double Silhouette(double[,] map, string[] labels) => Enumerable.Range(0, labels.Length).Average(i =>
    {
        int[] same = [.. Others(map, i).Where(j => labels[j] == labels[i])];
        if (same.Length == 0)
        {
            return 0;
        }

        double a = same.Average(j => map[i, j]);
        double b = labels.Distinct().Where(label => label != labels[i])
            .Min(label => Others(map, i).Where(j => labels[j] == label).Average(j => map[i, j]));
        return Math.Max(a, b) == 0 ? 0 : (b - a) / Math.Max(a, b);
    });

    private static IEnumerable<int> Others(double[,] distances, int i) =>
        Enumerable.Range(0, distances.GetLength(0)).Where(j => j != i);

    private static double[] AverageRanks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0))];

    private static double[] Row(float[,] points, int row) =>
        [.. Enumerable.Range(0, points.GetLength(1)).Select(j => (double)points[row, j])];
}
