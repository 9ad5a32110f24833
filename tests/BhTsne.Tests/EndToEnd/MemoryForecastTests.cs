namespace BhTsne.Tests.EndToEnd;

/// <summary>What a plan counts as memory. How near it comes to what runs take is measured, not tested (docs/performance.md).</summary>
public sealed class MemoryForecastTests
{
    [Fact]
    public void Points_with_weights_are_counted_once_more_for_their_reduction()
    {
        const int Rows = 200, Columns = 60;
        float[] values = [.. Enumerable.Range(0, Rows * Columns).Select(i => (float)((i * 7919) % 1013))];
        PointMatrix points = PointMatrix.From(values, Rows, Columns);
        TsneOptions options = new() { Perplexity = 5 };
        float[] weights = [.. Enumerable.Repeat(1f, Rows - 1), 2f];
        Assert.Equal(
            Reduction(Tsne.Plan(points, options)) + ((long)Rows * Columns * sizeof(float)),
            Reduction(Tsne.Plan(new TsneInput(points) { Weights = weights }, options)));
    }

    private static long Reduction(TsnePlan plan) => plan.Memory.Single(stage => stage.Stage == TsneStage.Reduction).Bytes;
}
