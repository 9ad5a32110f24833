using BhTsne.Data;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Reduction;

/// <summary>Components of weighted points are those of the repeated points.</summary>
public sealed class WeightedComponentsTests
{
    [Theory]
    [InlineData(50, 6)]
    [InlineData(8, 30)]
    public void Mean_axes_and_variances_are_those_of_the_repeated_points(int points, int dimensions)
    {
        foreach (int seed in new[] { 1, 2, 3 })
        {
            using WorkerTeam team = new(1);
            PointCloud cloud = new(CloudShape.Uniform, points, dimensions, 100, seed);
            Copies copies = Copies.Random(points, seed);
            PointMatrix repeated = PointMatrix.From(copies.Repeat(cloud.Values()), copies.Of.Length, dimensions);
            PcaResult expected = PrincipalComponents.Fit(repeated, 3, 1, team);
            PcaResult actual = PrincipalComponents.Fit(cloud.ToMatrix(), new PointWeights(copies.Weights), 3, 1, team);
            AssertNear(expected.Mean, actual.Mean, 1e-3);
            AssertNear(expected.Variances, actual.Variances, 1e-4 * expected.Variances[0]);
            AssertNear(expected.Axes, actual.Axes, 1e-3);
        }
    }

    [Fact]
    public void The_start_is_spread_as_that_of_the_repeated_points()
    {
        Copies copies = Copies.Random(200, 3, most: 9);
        PointCloud cloud = new(CloudShape.Uniform, 200, 4, 1, 4);
        Embedding start = Tsne.Initialize(new TsneInput(cloud.ToMatrix()) { Weights = copies.Weights }, new() { Perplexity = 10 });
        float[] first = copies.Repeat([.. Enumerable.Range(0, 200).Select(i => start[i, 0])]);
        double mean = first.Average(value => (double)value);
        Assert.Equal(1e-4, Math.Sqrt(first.Average(value => (value - mean) * (value - mean))), 1e-9);
    }

    [Fact]
    public void A_truncated_svd_counts_sparse_points_as_often_as_they_weigh()
    {
        Copies copies = Copies.Random(40, 5);
        SparseCloud cloud = new(40, 12, 0.4, 0.7, 6);
        float[,] dense = cloud.ToDense(), repeated = new float[copies.Of.Length, 12];
        for (int copy = 0; copy < copies.Of.Length; copy++)
        {
            for (int column = 0; column < 12; column++)
            {
                repeated[copy, column] = dense[copies.Of[copy], column];
            }
        }

        SparseMatrix rows = SparseCloud.Sparse(repeated);
        TsneOptions options = new() { Perplexity = 5, PcaComponents = 3 };
        PointMatrix expected = Tsne.Reduce(rows, options);
        PointMatrix actual = Tsne.Reduce(new TsneInput(SparseCloud.Sparse(dense)) { Weights = copies.Weights }, options);
        float[] places = copies.Repeat(actual.Values);
        for (int i = 0; i < places.Length; i++)
        {
            Assert.Equal(Math.Abs(expected.Values[i]), Math.Abs(places[i]), 1e-3f * Math.Abs(expected.Values.ToArray().Max()));
        }
    }

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
