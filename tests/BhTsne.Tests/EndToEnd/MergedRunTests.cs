namespace BhTsne.Tests.EndToEnd;

/// <summary>Merged duplicates with every objective and number of dimensions, and canceled runs of them.</summary>
public sealed class MergedRunTests
{
    private const int Distinct = 50;
    private const int Count = 80;

    /// <summary>Point i is point i modulo 50: the first 30 points are there twice.</summary>
    private static readonly PointMatrix Points = Repeated();

    private static readonly TsneOptions Options = new()
    {
        Perplexity = 8,
        Theta = 0,
        Iterations = 40,
        EarlyExaggerationIterations = 20,
        PcaComponents = 0,
        MergeDuplicates = true,
    };

    [Theory]
    [InlineData(TsneObjective.TSne, 1, 1)]
    [InlineData(TsneObjective.TSne, 0.5, 3)]
    [InlineData(TsneObjective.TSne, 3, 2)]
    [InlineData(TsneObjective.SymmetricSne, 1, 1)]
    [InlineData(TsneObjective.SymmetricSne, 1, 3)]
    [InlineData(TsneObjective.Sne, 1, 1)]
    [InlineData(TsneObjective.Sne, 1, 2)]
    [InlineData(TsneObjective.Sne, 1, 3)]
    public void Merged_duplicates_are_weighted_points(TsneObjective objective, double alpha, int dimensions)
    {
        TsneOptions options = Options with { Objective = objective, DegreesOfFreedom = alpha, OutputDimensions = dimensions };
        TsneResult merged = Tsne.Fit(Points, options);
        TsneResult weighted = Tsne.Fit(Weighted(), options with { MergeDuplicates = false });
        Assert.Equal((Count, dimensions), (merged.Embedding.Points, merged.Embedding.Dimensions));
        Assert.Equal(weighted.KlDivergence, merged.KlDivergence);
        for (int i = 0; i < Count; i++)
        {
            for (int axis = 0; axis < dimensions; axis++)
            {
                Assert.Equal(weighted.Embedding[i % Distinct, axis], merged.Embedding[i, axis]);
            }
        }
    }

    /// <summary>What is handed over has every point, not only those that differ.</summary>
    [Theory]
    [InlineData(TsneObjective.TSne, 2)]
    [InlineData(TsneObjective.Sne, 3)]
    public void A_canceled_run_hands_over_every_point(TsneObjective objective, int dimensions)
    {
        TsneOptions options = Options with { Objective = objective, OutputDimensions = dimensions };
        using CancellationTokenSource source = new();
        Canceling progress = new(news => news.Stage == TsneStage.Optimization && news.Iteration == 7, source);
        TsneResult reached = Assert.Throws<TsneCanceledException>(() => Tsne.Fit(Points, options, progress, source.Token)).Result;
        TsneResult shorter = Samples.After(reached.Iterations, Points, options);
        Assert.Equal(Count, reached.Embedding.Points);
        Assert.Equal(Samples.Bits(shorter.Embedding), Samples.Bits(reached.Embedding));
    }

    [Fact]
    public void A_run_can_be_canceled_while_duplicates_are_merged()
    {
        using CancellationTokenSource source = new();
        Canceling progress = new(news => news.Stage == TsneStage.Reduction, source);
        Assert.Throws<OperationCanceledException>(() => Tsne.Fit(Points, Options, progress, source.Token));
    }

    private static TsneInput Weighted() => new(PointMatrix.From((float[])[.. Points.Values[..(Distinct * 5)]], Distinct, 5))
    {
        Weights = (float[])[.. Enumerable.Range(0, Distinct).Select(i => i < Count - Distinct ? 2f : 1)],
    };

    private static PointMatrix Repeated()
    {
        float[,] points = Samples.Clusters(Distinct, 5, 4);
        float[,] all = new float[Count, 5];
        for (int i = 0; i < Count; i++)
        {
            for (int d = 0; d < 5; d++)
            {
                all[i, d] = points[i % Distinct, d];
            }
        }

        return PointMatrix.From(all);
    }
}
