using System.Numerics.Tensors;

namespace BhTsne.Benchmarks.Convergence;

/// <summary>What a map keeps of its points, each over the same sample of points and all their ranks among the points.</summary>
/// <param name="Trustworthiness">At k = 10 (Venna and Kaski 2001).</param>
/// <param name="Kept">The share of the 10 nearest points that are among the 10 nearest of the map.</param>
/// <param name="LabelAccuracy">
/// The share of all points whose label is the most frequent of their 10 nearest in the map; NaN without labels.
/// </param>
/// <param name="RankCorrelation">Spearman's, of the distances of a point to 500 others drawn at random; the mean over the sample.</param>
/// <param name="Triplets">The share of triplets (a sampled point, two drawn at random) whose nearer one is nearer in the map too.</param>
internal readonly record struct MapMeasures(
    double Trustworthiness, double Kept, double LabelAccuracy, double RankCorrelation, double Triplets)
{
    private const int K = 10, SampleSize = 2000, Others = 500;

    /// <summary>Measures a map.</summary>
    public static MapMeasures Of(StudyInput input, Embedding map)
    {
        PointMatrix positions = PointMatrix.From(map.Memory, map.Points, map.Dimensions);
        TsneOptions options = new() { Perplexity = 3, NeighborCount = K, Neighbors = NeighborMethod.KdTree };
        NeighborGraph graph = Tsne.FindNeighbors(positions, options);
        int count = Math.Min(SampleSize, map.Points);
        MapMeasures[] all =
        [
            .. Enumerable.Range(0, count).AsParallel().AsOrdered()
                .Select(i => OfPoint(input, positions, graph, (int)((long)i * map.Points / count))),
        ];
        double excess = all.Sum(one => one.Trustworthiness);
        return new(
            1 - (2 * excess / ((double)count * K * ((2.0 * map.Points) - (3 * K) - 1))),
            all.Average(one => one.Kept),
            input.Labels is null ? double.NaN : LabelsKept(input.Labels, graph),
            all.Average(one => one.RankCorrelation),
            all.Average(one => one.Triplets));
    }

    /// <summary>Of one point; instead of its trustworthiness the excess of its ranks.</summary>
    private static MapMeasures OfPoint(StudyInput input, PointMatrix positions, NeighborGraph graph, int point)
    {
        PointMatrix points = input.Points;
        ReadOnlySpan<float> own = points.Row(point);
        float[] distances = new float[points.Rows];
        for (int other = 0; other < points.Rows; other++)
        {
            distances[other] = input.IsCosine
                ? 1 - TensorPrimitives.CosineSimilarity(own, points.Row(other))
                : TensorPrimitives.Distance(own, points.Row(other));
        }

        distances[point] = float.PositiveInfinity;
        double kept = 0, excess = 0;
        foreach (int neighbor in graph.NeighborsOf(point))
        {
            float distance = distances[neighbor];
            int nearer = distances.Count(other => other < distance);
            kept += nearer < K ? 1.0 / K : 0;
            excess += Math.Max(0, nearer + 1 - K);
        }

        Random random = new(point);
        double[] high = new double[Others], low = new double[Others];
        for (int i = 0; i < Others; i++)
        {
            int other = random.Next(points.Rows - 1);
            other += other >= point ? 1 : 0;
            high[i] = distances[other];
            low[i] = TensorPrimitives.Distance(positions.Row(point), positions.Row(other));
        }

        int right = Enumerable.Range(0, Others / 2).Count(i => high[2 * i] < high[(2 * i) + 1] == low[2 * i] < low[(2 * i) + 1]);
        return new(excess, kept, 0, Correlation(Ranks(high), Ranks(low)), right / (Others / 2.0));
    }

    private static double LabelsKept(string[] labels, NeighborGraph graph) =>
        (double)Enumerable.Range(0, labels.Length).AsParallel().Count(point => Vote(labels, graph, point) == labels[point]) / labels.Length;

    private static string Vote(string[] labels, NeighborGraph graph, int point)
    {
        IEnumerable<string> votes = graph.NeighborsOf(point).ToArray().Select(neighbor => labels[neighbor]);
        return votes.GroupBy(label => label).MaxBy(group => group.Count())!.Key;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        double[] ranks = new double[values.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }

    private static double Correlation(double[] a, double[] b)
    {
        double mean = (a.Length - 1) / 2.0;
        double product = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        return product / a.Sum(x => (x - mean) * (x - mean));
    }
}
