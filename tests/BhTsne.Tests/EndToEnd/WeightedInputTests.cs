using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Weights with sparse points, with distances and with a graph, against runs of the points repeated.</summary>
public sealed class WeightedInputTests
{
    private const int Count = 60;

    private static readonly Copies Weights = Copies.Random(Count, 12);

    private static readonly float[,] Points = Samples.Clusters(Count, 5, 4, 11);

    private static readonly TsneOptions Options = new()
    {
        Perplexity = 8,
        NeighborCount = Weights.Of.Length - 1,
        Theta = 0,
        Iterations = 12,
        EarlyExaggerationIterations = 5,
    };

    private static readonly Embedding Start = Samples.Cloud(Count, 1, 13);

    /// <summary>All components are kept, so that the truncated SVD of weighted rows only turns the points.</summary>
    [Fact]
    public void Sparse_points_with_weights_are_the_repeated_ones() => AssertSame(
        (weights, start) => new(SparseCloud.Sparse(Points)) { Weights = weights, Start = start },
        start => new(SparseCloud.Sparse(Repeat(Points, columns: false))) { Start = start },
        Options with { PcaComponents = 5 });

    [Fact]
    public void Distances_with_weights_are_the_repeated_ones() => AssertSame(
        (weights, start) => new(DistanceMatrix.From(PointMatrix.From(Distances()))) { Weights = weights, Start = start },
        start => new(DistanceMatrix.From(PointMatrix.From(Repeat(Distances(), columns: true)))) { Start = start },
        Options);

    [Fact]
    public void A_graph_with_weights_is_that_of_the_repeated_points()
    {
        NeighborGraph all = Tsne.FindNeighbors(Points, Options with { NeighborCount = Count - 1 });
        NeighborGraph repeated = Tsne.FindNeighbors(Repeat(Points, columns: false), Options);
        AssertSame((weights, start) => new(all) { Weights = weights, Start = start }, start => new(repeated) { Start = start }, Options);
    }

    private static void AssertSame(Func<float[], Embedding, TsneInput> places, Func<Embedding, TsneInput> copies, TsneOptions options)
    {
        TsneResult weighted = Tsne.Fit(places(Weights.Weights, Start), options);
        TsneResult repeated = Tsne.Fit(copies(new Embedding(Weights.Repeat(Start.Values), 2)), options);
        double[,] expected = Centred(repeated.Embedding), actual = Centred(new Embedding(Weights.Repeat(weighted.Embedding.Values), 2));
        double error = Dense.RelativeError(actual, expected);
        Assert.True(error < 1e-3, $"relative error {error}");
        Assert.Equal(repeated.KlDivergence, weighted.KlDivergence, 1e-3);
    }

    private static double[,] Centred(Embedding map)
    {
        double[,] values = Samples.ToDense(map);
        for (int axis = 0; axis < map.Dimensions; axis++)
        {
            double mean = Enumerable.Range(0, map.Points).Average(i => values[i, axis]);
            for (int i = 0; i < map.Points; i++)
            {
                values[i, axis] -= mean;
            }
        }

        return values;
    }

    /// <summary>Each row, and where asked each column, as often as the weight of its point says.</summary>
    private static float[,] Repeat(float[,] values, bool columns)
    {
        int[] of = Weights.Of;
        float[,] repeated = new float[of.Length, columns ? of.Length : values.GetLength(1)];
        for (int i = 0; i < of.Length; i++)
        {
            for (int j = 0; j < repeated.GetLength(1); j++)
            {
                repeated[i, j] = values[of[i], columns ? of[j] : j];
            }
        }

        return repeated;
    }

    private static float[,] Distances()
    {
        float[,] distances = new float[Count, Count];
        double[,] squared = Dense.SquaredDistances(Dense.From(PointMatrix.From(Points).Values, Count, 5));
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                distances[i, j] = (float)Math.Sqrt(squared[i, j]);
            }
        }

        return distances;
    }
}
