using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.Peers;

/// <summary>
/// A regular grid in the plane is its own map: it may be bent at the edges, but no two points may fall together and none may lie apart.
/// (After a test of scikit-learn.)
/// </summary>
public sealed class GridTests(ITestOutputHelper output)
{
    private const int Side = 10;

    [Theory]
    [InlineData(RepulsionMethod.BarnesHut, TsneSchedule.Accelerated)]
    [InlineData(RepulsionMethod.BarnesHut, TsneSchedule.Classic)]
    [InlineData(RepulsionMethod.Exact, TsneSchedule.Accelerated)]
    [InlineData(RepulsionMethod.Exact, TsneSchedule.Classic)]
    public void A_grid_of_ten_by_ten_keeps_its_spacing(RepulsionMethod repulsion, TsneSchedule schedule)
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            TsneOptions options = new()
            {
                Perplexity = 30,
                Initialization = InitializationMethod.Random,
                Seed = seed,
                Repulsion = repulsion,
                Schedule = schedule,
            };
            double ratio = Ratio(Tsne.Fit(Grid(), options).Embedding);
            output.WriteLine($"{repulsion}, {schedule}, seed {seed}: {ratio:0.00}");
            Assert.True(ratio > 0.8, $"the shortest distance is {ratio} of the mean");
        }
    }

    /// <summary>What the bound is worth: points at random do not keep it.</summary>
    [Fact]
    public void Points_at_random_have_no_such_spacing() =>
        Assert.All(Enumerable.Range(0, 20), seed => Assert.True(Ratio(Samples.Cloud(Side * Side, 1, seed)) < 0.3));

    /// <summary>The shortest distance to a nearest neighbour over their mean.</summary>
    private static double Ratio(Embedding map)
    {
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(map));
        double[] nearest = [.. Enumerable.Range(0, map.Points).Select(i => Math.Sqrt(squared[i, Dense.OthersByDistance(squared, i)[0]]))];
        return nearest.Min() / nearest.Average();
    }

    private static PointMatrix Grid()
    {
        float[] values = [.. Enumerable.Range(0, Side * Side).SelectMany(i => new[] { i % Side / (Side - 1f), i / Side / (Side - 1f) })];
        return PointMatrix.From(values, Side * Side, 2);
    }
}
