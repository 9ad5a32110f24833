namespace BhTsne.Benchmarks.Models;

/// <summary>How often the label of a point is the most frequent one among its 10 nearest points of a map.</summary>
internal static class LabelVotes
{
    private const int K = 10;

    /// <summary>Of the points of a map among themselves.</summary>
    public static double OwnAccuracy(Embedding map, string[] labels)
    {
        PointMatrix places = PointMatrix.From(map.Memory, map.Points, map.Dimensions);
        NeighborGraph graph = Tsne.FindNeighbors(
            places, new TsneOptions { Perplexity = 3, NeighborCount = K, Neighbors = NeighborMethod.KdTree });
        return (double)Enumerable.Range(0, map.Points).Count(point => Vote(graph.NeighborsOf(point), labels) == labels[point]) / map.Points;
    }

    /// <summary>Of new points among those of a map.</summary>
    public static double Accuracy(Embedding map, string[] labels, Embedding added, string[] addedLabels)
    {
        int right = Enumerable.Range(0, added.Points).AsParallel().Count(
            point => Vote(Nearest(map, added, point), labels) == addedLabels[point]);
        return (double)right / added.Points;
    }

    private static int[] Nearest(Embedding map, Embedding added, int point)
    {
        double[] distances = new double[map.Points];
        int[] indices = new int[map.Points];
        for (int other = 0; other < map.Points; other++)
        {
            double x = map[other, 0] - added[point, 0], y = map[other, 1] - added[point, 1];
            (distances[other], indices[other]) = ((x * x) + (y * y), other);
        }

        Array.Sort(distances, indices);
        return indices[..K];
    }

    private static string Vote(ReadOnlySpan<int> neighbors, string[] labels)
    {
        string[] votes = new string[neighbors.Length];
        for (int i = 0; i < votes.Length; i++)
        {
            votes[i] = labels[neighbors[i]];
        }

        return votes.GroupBy(label => label).MaxBy(group => group.Count())!.Key;
    }
}
