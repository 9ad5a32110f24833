using Xunit.Abstractions;

namespace BhTsne.Tests.EndToEnd;

/// <summary>
/// The accelerated schedule ends at a cost not above that of the classic one's 750 iterations, from the same random start, after no more
/// iterations.
/// </summary>
/// <remarks>
/// Only what holds for each of three seeds with 300 points is here; on a line, where points cannot pass each other and every start ends in
/// an arrangement of its own, for their mean. With a perplexity of 30 and one degree of freedom the classic schedule ends lower from some
/// starts; Gaussian objectives and light tails are not here either.
/// </remarks>
public sealed class AgainstClassicTests(ITestOutputHelper output)
{
    private const int Count = 300;

    private static readonly ulong[] Seeds = [1, 2, 3];

    private static readonly PointMatrix Clusters = PointMatrix.From(Samples.Clusters(Count, 10));

    private static readonly PointMatrix Digits = PointMatrix.From(
        Enumerable.Range(0, Count).SelectMany(row => Samples.Digits.Points.Row(row).ToArray()).ToArray(),
        Count,
        Samples.Digits.Points.Columns);

    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(1, 2, 5)]
    [InlineData(1, 3, 5)]
    [InlineData(0.5, 1, 5)]
    [InlineData(0.5, 2, 5)]
    [InlineData(0.5, 3, 5)]
    [InlineData(0.5, 1, 30)]
    [InlineData(0.5, 2, 30)]
    [InlineData(0.5, 3, 30)]
    public void It_ends_no_higher(double degreesOfFreedom, int dimensions, double perplexity)
    {
        EndsNoHigher(Digits, degreesOfFreedom, dimensions, perplexity);
        EndsNoHigher(Clusters, degreesOfFreedom, dimensions, perplexity);
    }

    private void EndsNoHigher(PointMatrix points, double degreesOfFreedom, int dimensions, double perplexity)
    {
        List<(double Accelerated, double Classic)> costs = [];
        foreach (ulong seed in Seeds)
        {
            TsneOptions options = new()
            {
                DegreesOfFreedom = degreesOfFreedom,
                OutputDimensions = dimensions,
                Perplexity = perplexity,
                Initialization = InitializationMethod.Random,
                Seed = seed,
                Threads = 2,
            };
            TsneResult accelerated = Tsne.Fit(points, options);
            TsneResult classic = Tsne.Fit(points, options with { Schedule = TsneSchedule.Classic });
            output.WriteLine($"{accelerated.KlDivergence:0.0000} after {accelerated.Iterations}, classic {classic.KlDivergence:0.0000}");
            Assert.Equal(750, classic.Iterations);
            Assert.InRange(accelerated.Iterations, 250, 750);
            costs.Add((accelerated.KlDivergence, classic.KlDivergence));
        }

        if (dimensions == 1)
        {
            costs = [(costs.Average(pair => pair.Accelerated), costs.Average(pair => pair.Classic))];
        }

        Assert.All(costs, pair => Assert.True(pair.Accelerated <= pair.Classic, $"{pair}"));
    }
}
