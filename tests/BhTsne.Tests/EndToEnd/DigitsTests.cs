using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.EndToEnd;

/// <summary>The handwritten digits, with nothing but the defaults.</summary>
public sealed class DigitsTests(ITestOutputHelper output)
{
    private static readonly int[] Labels = [.. Samples.Digits.Labels!.Select(int.Parse)];

    [Fact]
    public void The_map_keeps_neighbours_and_digits_together()
    {
        TsneResult result = Tsne.Fit(Samples.Digits.Points);
        double[,] map = Samples.ToDense(result.Embedding);
        double trust = Trustworthiness.Of(Samples.ToDense(Samples.Digits.Points), map, 10);
        output.WriteLine($"trustworthiness {trust:0.0000}");
        Assert.True(trust > 0.98, $"trustworthiness {trust}");
        AssertGood(result);
    }

    [Theory]
    [InlineData(1, InitializationMethod.Pca)]
    [InlineData(2, InitializationMethod.Random)]
    public void So_does_every_other_seed_and_start(ulong seed, InitializationMethod start) =>
        AssertGood(Tsne.Fit(Samples.Digits.Points, new TsneOptions { Seed = seed, Initialization = start }));

    private void AssertGood(TsneResult result)
    {
        double accuracy = NeighborLabelAccuracy.Of(Samples.ToDense(result.Embedding), Labels, 10);
        output.WriteLine($"accuracy {accuracy:0.0000}, KL {result.KlDivergence:0.0000}, {result.Seconds.Total:0.00} s");
        Assert.True(accuracy > 0.95, $"accuracy {accuracy}");
        Assert.InRange(result.KlDivergence, 0.72, 0.77);
    }
}
