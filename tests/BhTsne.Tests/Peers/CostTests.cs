using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Peers;

/// <summary>The cost on the way. (After tests of scikit-learn and openTSNE.)</summary>
public sealed class CostTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(300, 10, 5));

    private static readonly TsneOptions Classic = new()
    {
        Schedule = TsneSchedule.Classic,
        Perplexity = 20,
        Iterations = 1000,
        MinCostImprovement = 0,
    };

    /// <summary>After early exaggeration, which ends at 250, the cost falls.</summary>
    [Theory]
    [InlineData(InitializationMethod.Pca, RepulsionMethod.BarnesHut)]
    [InlineData(InitializationMethod.Random, RepulsionMethod.BarnesHut)]
    [InlineData(InitializationMethod.Random, RepulsionMethod.Exact)]
    public void It_does_not_rise_between_iterations_250_and_300_and_350(InitializationMethod start, RepulsionMethod repulsion)
    {
        using TsneRun run = Tsne.Start(Points, Classic with { Initialization = start, Repulsion = repulsion });
        double last = double.MaxValue;
        foreach (int pieces in new[] { 250, 50, 50 })
        {
            run.Optimize(pieces);
            Assert.True(run.Result.KlDivergence <= last, $"{run.Result.KlDivergence} at {run.Iteration}, {last} before");
            last = run.Result.KlDivergence;
        }
    }

    /// <summary>Pieces of one plan, a plan that is shorter and gone on from, and a plan that is resumed at its own map.</summary>
    [Theory]
    [InlineData(TsneSchedule.Classic)]
    [InlineData(TsneSchedule.Accelerated)]
    public void A_thousand_iterations_are_eight_hundred_and_two_hundred(TsneSchedule schedule)
    {
        TsneOptions options = Classic with { Schedule = schedule, Threads = 2 };
        int[] whole = Samples.Bits(Tsne.Fit(Points, options).Embedding);
        using TsneRun pieces = Tsne.Start(Points, options with { Threads = 1 });
        pieces.Optimize(800);
        Assert.NotEqual(whole, Samples.Bits(pieces.Snapshot()));
        pieces.Optimize(200);
        Assert.Equal(whole, Samples.Bits(pieces.Snapshot()));
        Assert.True(pieces.IsFinished);
        if (schedule == TsneSchedule.Classic)
        {
            // The last phase of the classic schedule has no end of its own.
            using TsneRun beyond = Tsne.Start(Points, options with { Iterations = 800 });
            beyond.Optimize();
            Assert.True(beyond.IsFinished);
            beyond.Optimize(200);
            Assert.Equal(whole, Samples.Bits(beyond.Snapshot()));
        }
    }
}
