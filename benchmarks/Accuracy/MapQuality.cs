namespace BhTsne.Benchmarks.Accuracy;

/// <summary>How well a map preserves the neighbourhoods and labels of its points.</summary>
internal sealed class MapQuality
{
    private const int K = 10;
    private const int SampleSize = 2000;
    private readonly PointMatrix _points;
    private readonly IReadOnlyList<string> _labels;

    /// <summary>Takes the points of the maps.</summary>
    /// <param name="points">As they were read, not reduced.</param>
    /// <param name="labels">One for each point.</param>
    public MapQuality(PointMatrix points, IReadOnlyList<string> labels) => (_points, _labels) = (points, labels);

    /// <summary>
    /// Trustworthiness at k = 10 (Venna and Kaski 2001) of the map over a sample of points and all their ranks, and the share of all points
    /// whose label is the most frequent one of their 10 nearest neighbours in the map (of equally frequent ones that of the nearest).
    /// </summary>
    public (double Trustworthiness, double LabelAccuracy) Of(Embedding map)
    {
        PointMatrix positions = PointMatrix.From(map.Memory, map.Points, map.Dimensions);
        TsneOptions options = new() { Perplexity = 3, NeighborCount = K, Neighbors = NeighborMethod.KdTree };
        NeighborGraph graph = Tsne.FindNeighbors(positions, options);
        int right = Enumerable.Range(0, map.Points).Count(point => Vote(graph, point) == _labels[point]);
        return (Trustworthiness(graph), (double)right / map.Points);
    }

    private string Vote(NeighborGraph graph, int point)
    {
        string[] labels = [.. graph.NeighborsOf(point).ToArray().Select(neighbor => _labels[neighbor])];
        return labels.GroupBy(label => label).MaxBy(group => group.Count())!.Key;
    }

    /// <summary>1 − 2 / (n k (2N − 3k − 1)) Σ (rank − k) over the map's neighbours whose rank among the points is above k.</summary>
    private double Trustworthiness(NeighborGraph graph)
    {
        int rows = _points.Rows, count = Math.Min(SampleSize, rows);
        double excess = Enumerable.Range(0, count).AsParallel().Sum(i =>
        {
            int point = (int)((long)i * rows / count);
            double[] distances = new double[rows];
            for (int other = 0; other < rows; other++)
            {
                distances[other] = System.Numerics.Tensors.TensorPrimitives.Distance(_points.Row(point), _points.Row(other));
            }

            distances[point] = double.PositiveInfinity;
            return graph.NeighborsOf(point).ToArray().Sum(
                neighbor => Math.Max(0, distances.Count(distance => distance < distances[neighbor]) + 1 - K));
        });
        return 1 - (2 * excess / ((double)count * K * ((2.0 * rows) - (3 * K) - 1)));
    }
}
