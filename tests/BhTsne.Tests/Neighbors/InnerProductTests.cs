using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Tests.Oracles;
using FsCheck.Fluent;
using Shape = BhTsne.Tests.Neighbors.NeighborCases.Shape;

namespace BhTsne.Tests.Neighbors;

/// <summary>Neighbours by largest inner product, against float64.</summary>
public sealed class InnerProductTests
{
    /// <summary>Of |x_i| L: a squared distance in single precision, 2 (|x_i| L − x_i·x_j) at most four times that, rounded twice.</summary>
    private const double Rounding = 1e-6;

    [Fact]
    public void Neighbours_are_those_of_the_largest_inner_products() =>
        Check.ForAll(NeighborCases.Arbitrary, test => AssertFinds(test.Points(), test.Neighbors, test.Shape));

    [Theory]
    [InlineData(Shape.Gaussian, 3000, 24, 30)]
    [InlineData(Shape.Mixed, 1500, 10, 20)]
    [InlineData(Shape.AllTheSame, 1500, 5, 20)]
    [InlineData(Shape.Duplicates, 2000, 3, 40)]
    [InlineData(Shape.FarClusters, 2000, 6, 25)]
    public void Many_points_that_fill_the_candidates_again_and_again(Shape shape, int rows, int columns, int k) =>
        AssertFinds(new NeighborCases.PointSet(shape, rows, columns, k, 3).Points(), k, shape);

    /// <summary>A long point draws everybody; a point of length zero sees all alike and takes the first.</summary>
    [Fact]
    public void Length_counts_and_nothing_is_like_everything()
    {
        float[,] points = { { 1, 0 }, { 0, 0 }, { 1.1f, 0 }, { 9, 9 }, { -1, 0 } };
        NeighborGraph graph = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.InnerProduct, 2);
        Assert.Equal([3, 2, 0, 2, 3, 0, 2, 0, 1, 0], graph.Indices.ToArray());
        Assert.Equal([0f, 0f], graph.DistancesOf(1).ToArray());
    }

    /// <summary>ln p_{j|i} is a straight line over x_i·x_j: the softmax that the distance was made for.</summary>
    [Fact]
    public void Conditional_similarities_are_a_softmax_of_inner_products()
    {
        const int K = 12;
        float[,] points = new NeighborCases.PointSet(Shape.Gaussian, 200, 8, K, 7).Points();
        NeighborGraph graph = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.InnerProduct, K);
        double[] p = new double[K];
        for (int row = 0; row < graph.Points; row++)
        {
            new PerplexitySearch<UnitWeights>(5, K).Row(graph.DistancesOf(row), default, p);
            double[] products = BruteForceInnerProducts.Of(points, row);
            double[] z = [.. graph.NeighborsOf(row).ToArray().Select(j => products[j])];
            double slope = Math.Log(p[0] / p[^1]) / (z[0] - z[^1]);
            Assert.True(slope > 0);
            for (int j = 1; j < K; j++)
            {
                Assert.Equal(slope * (z[0] - z[j]), Math.Log(p[0] / p[j]), 1e-3);
            }
        }
    }

    [Fact]
    public void Points_of_length_one_have_the_distances_of_the_cosine()
    {
        float[,] points = new NeighborCases.PointSet(Shape.Gaussian, 300, 7, 10, 11).Points();
        for (int row = 0; row < 300; row++)
        {
            double length = BruteForceInnerProducts.Length(points, row);
            for (int column = 0; column < 7; column++)
            {
                points[row, column] = (float)(points[row, column] / length);
            }
        }

        float[] expected = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.Cosine, 10).Distances.ToArray();
        float[] actual = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.InnerProduct, 10).Distances.ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First * pair.First, pair.Second * pair.Second, 1e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        float[,] points = new NeighborCases.PointSet(Shape.Clusters, 1200, 9, 15, 5).Points();
        NeighborCases.AssertSameBits(
            NeighborCases.Find(new ExhaustiveSearch(), points, Metric.InnerProduct, 15),
            NeighborCases.Find(new ExhaustiveSearch(), points, Metric.InnerProduct, 15, threads));
    }

    [Fact]
    public void Trees_refuse_it_and_auto_does_not_choose_them()
    {
        foreach (INeighborSearch tree in new INeighborSearch[] { new KdTree(), new VantagePointTree() })
        {
            const string Reason = "'inner-product', which does not obey the triangle inequality; use the exact search";
            float[,] points = { { 1 }, { 2 }, { 3 } };
            ArgumentException error = Assert.Throws<ArgumentException>(() => NeighborCases.Find(tree, points, Metric.InnerProduct, 1));
            Assert.Contains(Reason, error.Message, StringComparison.Ordinal);
        }

        NeighborChoice choice = NeighborSearches.Choose(NeighborMethod.Auto, 100_000, 3, Metric.InnerProduct);
        Assert.IsType<ExhaustiveSearch>(NeighborSearches.Create(choice));
    }

    private static void AssertFinds(float[,] points, int k, Shape shape)
    {
        NeighborGraph graph = NeighborCases.Find(new ExhaustiveSearch(), points, Metric.InnerProduct, k);
        Assert.Equal(k, new NeighborGraph(graph.Indices.ToArray(), graph.Distances.ToArray(), k).NeighborsPerPoint);
        double longest = Enumerable.Range(0, graph.Points).Max(row => BruteForceInnerProducts.Length(points, row));
        for (int row = 0; row < graph.Points; row += Math.Max(1, graph.Points / 50))
        {
            double[] products = BruteForceInnerProducts.Of(points, row);
            int[] expected = BruteForceInnerProducts.Largest(products, k), found = graph.NeighborsOf(row).ToArray();
            double reach = BruteForceInnerProducts.Length(points, row) * longest;
            if (shape is Shape.Grid or Shape.Duplicates or Shape.AllTheSame)
            {
                Assert.Equal(expected, found);
            }

            for (int i = 0; i < k; i++)
            {
                double distance = graph.DistancesOf(row)[i];
                AssertNear(products[expected[i]], products[found[i]], Rounding * reach);
                AssertNear(2 * (reach - products[found[i]]), distance * distance, 2 * Rounding * reach);
            }
        }
    }

    private static void AssertNear(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance + 1e-80, $"Expected {expected:R}, but found {actual:R}.");
}
