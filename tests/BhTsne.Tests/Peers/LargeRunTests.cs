using Xunit.Abstractions;

namespace BhTsne.Tests.Peers;

/// <summary>As many rows as the largest published maps of cells have. (After a test of FIt-SNE.)</summary>
public sealed class LargeRunTests(ITestOutputHelper output)
{
    [LongTheory]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_million_four_hundred_thousand_rows_have_a_map(int columns)
    {
        const int Rows = 2_400_000;
        float[] values = new float[Rows * columns];
        Random random = new(6);
        for (int at = 0; at < values.Length; at++)
        {
            values[at] = random.NextSingle() + (at / columns % 20);
        }

        TsneOptions options = new() { Perplexity = 5, Iterations = 20, EarlyExaggerationIterations = 10 };
        TsneResult result = Tsne.Fit(PointMatrix.From(values, Rows, columns), options);
        output.WriteLine($"{result.Seconds.Total:0} s, KL {result.KlDivergence:0.00}");
        Assert.Equal((Rows, 20), (result.Embedding.Points, result.Iterations));
        Assert.True(double.IsFinite(result.KlDivergence));
        foreach (float value in result.Embedding.Values)
        {
            Assert.True(float.IsFinite(value));
        }
    }
}
