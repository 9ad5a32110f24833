using BhTsne.Initialization;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Initialization;

public sealed class WeightedMedianTests
{
    [Fact]
    public void It_is_the_place_whose_weighted_sum_of_distances_is_least()
    {
        Gen<(int Places, int Dimensions, int Seed)> gen =
            from places in Gen.Choose(1, 20)
            from dimensions in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (places, dimensions, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            Random random = new(x.Seed);

            // On a small grid, so that there are equal places and equal sums.
            float[] places = [.. Enumerable.Range(0, x.Places * x.Dimensions).Select(_ => (float)random.Next(4))];
            double[] weights = [.. Enumerable.Range(0, x.Places).Select(_ => (double)random.Next(3))];
            double[] sums = [.. Enumerable.Range(0, x.Places).Select(i => Enumerable.Range(0, x.Places).Sum(j =>
                weights[j] * Math.Sqrt(Enumerable.Range(0, x.Dimensions).Sum(d =>
                    Math.Pow(places[(i * x.Dimensions) + d] - places[(j * x.Dimensions) + d], 2)))))];
            Assert.Equal(sums.Min(), sums[WeightedMedian.Of(places, x.Dimensions, weights)], 1e-9);
        });
    }

    [Fact]
    public void Of_equal_sums_the_first_counts()
    {
        Assert.Equal(0, WeightedMedian.Of([3, 3, 3], 1, [1, 1, 1]));
        Assert.Equal(1, WeightedMedian.Of([0, 5, 5, 9], 1, [1, 1, 1, 1]));
        Assert.Equal(0, WeightedMedian.Of([7, 8], 1, [0, 0]));
    }

    /// <summary>One of three at a place of its own does not draw the median to it, unless it outweighs the others.</summary>
    [Fact]
    public void It_is_no_mean()
    {
        Assert.Equal(0, WeightedMedian.Of([0, 0, 0, 1, 100, 0], 2, [1, 1, 1]));
        Assert.Equal(2, WeightedMedian.Of([0, 0, 0, 1, 100, 0], 2, [1, 1, 2.5]));
    }
}
