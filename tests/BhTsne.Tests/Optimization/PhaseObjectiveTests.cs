using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Optimization;

/// <summary>Phases that follow the gradient of another objective than the plan's, and leave nothing of it behind.</summary>
public sealed class PhaseObjectiveTests
{
    private const int N = 300;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(N, 8));

    private static readonly TsneOptions Quick = new() { Perplexity = 8, Iterations = 120, EarlyExaggerationIterations = 40, Threads = 1 };

    public static TheoryData<TsneObjective, double, TsneObjective?, double?> Pairs => new()
    {
        { TsneObjective.TSne, 1, null, 0.6 },
        { TsneObjective.TSne, 1, TsneObjective.TSne, 3 },
        { TsneObjective.TSne, 0.5, null, 1 },
        { TsneObjective.TSne, 0.5, TsneObjective.SymmetricSne, null },
        { TsneObjective.TSne, 1, TsneObjective.Sne, 1 },
        { TsneObjective.Sne, 1, TsneObjective.TSne, null },
        { TsneObjective.SymmetricSne, 1, TsneObjective.TSne, 0.5 },
    };

    /// <summary>A phase from the start is that of a run of its objective, bit for bit: then its gradient is too.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void From_the_start_a_phase_is_that_of_a_run_of_its_objective(
        TsneObjective objective, double alpha, TsneObjective? other, double? otherAlpha)
    {
        foreach (RepulsionMethod repulsion in Enum.GetValues<RepulsionMethod>())
        {
            TsneOptions plan = Quick with { Objective = objective, DegreesOfFreedom = alpha, Repulsion = repulsion };
            TsnePhase phase = new() { Iterations = 47, Exaggeration = 4, Objective = other, DegreesOfFreedom = otherAlpha };
            using TsneRun run = Tsne.Start(Points, plan);
            run.Optimize(phase);
            double ownAlpha = otherAlpha ?? (other is null ? alpha : 1);
            using TsneRun own = Tsne.Start(Points, plan with { Objective = other ?? objective, DegreesOfFreedom = ownAlpha });
            own.Optimize(phase with { Objective = null, DegreesOfFreedom = null });
            Assert.Equal(Samples.Bits(own.Snapshot()), Samples.Bits(run.Snapshot()));
            using TsneRun plain = Tsne.Start(Points, plan);
            plain.Optimize(phase with { Objective = null, DegreesOfFreedom = null });
            Assert.NotEqual(Samples.Bits(plain.Snapshot()), Samples.Bits(run.Snapshot()));
        }
    }

    /// <summary>
    /// Each stretch as one descent that has it alone, begun from the same state, with trees and buffers of its own; costs in between leave
    /// cells of other orders behind.
    /// </summary>
    [Theory]
    [InlineData(TsneObjective.TSne, 0.6)]
    [InlineData(TsneObjective.SymmetricSne, 1)]
    [InlineData(TsneObjective.Sne, 1)]
    public void Each_stretch_has_the_bits_of_a_descent_that_has_it_alone(TsneObjective objective, double alpha)
    {
        const int Count = 1200;
        AffinityMatrix p = new(new SparseAffinities(Count, 0, 3).ToAffinities().Matrix, conditionalEntropy: 1);
        TsneOptions plan = new(), other = new() { Objective = objective, DegreesOfFreedom = alpha };
        Embedding start = new(new PointCloud(CloudShape.Uniform, Count, 2, 1e-2, 2).Values(), 2);
        using WorkerTeam team = new(1);
        DescentState<TwoDimensions> state = DescentState<TwoDimensions>.Create<MomentumWithGains>(start), alone = state.Copy();
        IDescent descent = Of(state, plan);
        DescentSchedule schedule = Schedules.Of(new DescentPhase(1, 1, Count / 4.0, 0.8, 0.7));
        Random random = new(7);
        for (int stretch = 0; stretch < 50; stretch++)
        {
            bool isOther = random.Next(2) == 0;
            int iterations = random.Next(1, 6);
            if (random.Next(2) == 0)
            {
                descent.ComputeCost(0.5);
            }

            descent.Run(
                schedule with { Objective = isOther ? PhaseObjective.Of(other) : null }, iterations, null, CancellationToken.None);
            Of(alone, isOther ? other : plan).Run(schedule, iterations, null, CancellationToken.None);
            Assert.Equal(Samples.Bits(alone.ToEmbedding()), Samples.Bits(state.ToEmbedding()));
        }

        IDescent Of(DescentState<TwoDimensions> from, TsneOptions options)
        {
            PointLayout layout = new(p, team);
            IGradient gradient = DescentFactory.Gradient<TwoDimensions>(p, layout, from.Tree, options, team);
            return new Descent<TwoDimensions, MomentumWithGains>(from, layout, gradient, team);
        }
    }

    [Fact]
    public void A_phase_with_the_objective_of_the_plan_is_one_without()
    {
        TsneOptions plan = Quick with { DegreesOfFreedom = 0.6 };
        using TsneRun plain = Tsne.Start(Points, plan), named = Tsne.Start(Points, plan), half = Tsne.Start(Points, plan);
        TsnePhase phase = new() { Iterations = 60 };
        plain.Optimize(phase);
        named.Optimize(phase with { Objective = TsneObjective.TSne, DegreesOfFreedom = 0.6 });
        half.Optimize(phase with { Objective = TsneObjective.TSne });
        AssertSame(plain.Result, named.Result);
        AssertSame(plain.Result, half.Result);
    }

    [Fact]
    public void Pieces_with_looks_have_the_bits_of_one_call_and_the_plan_goes_on_after_them()
    {
        TsnePhase phase = new() { Iterations = 40, DegreesOfFreedom = 0.6 };
        using TsneRun whole = Tsne.Start(Points, Quick), pieces = Tsne.Start(Points, Quick with { Threads = 3 });
        whole.Optimize(70);
        whole.Optimize(phase);
        whole.Optimize();
        pieces.Optimize(70);
        foreach (int piece in new[] { 1, 20, 19 })
        {
            pieces.Optimize(phase with { Iterations = piece });
            Assert.Equal(pieces.Iteration, pieces.Result.Iterations);
        }

        pieces.Optimize(3);
        Assert.Equal(113, pieces.Result.Iterations);
        pieces.Optimize();
        Assert.True(pieces.IsFinished);
        AssertSame(whole.Result, pieces.Result);
    }

    [Fact]
    public void Pinned_rows_stay_in_such_a_phase_too()
    {
        Embedding start = Samples.Cloud(N, 1, 3);
        using TsneRun run = Tsne.Start(new TsneInput(Points) { Start = start, Pinned = (int[])[5, 50] }, Quick);
        run.Optimize(10);
        run.Optimize(new TsnePhase { Iterations = 50, DegreesOfFreedom = 0.6 });
        Embedding map = run.Snapshot();
        Assert.Equal(Samples.Bits(start)[10..12], Samples.Bits(map)[10..12]);
        Assert.Equal(Samples.Bits(start)[100..102], Samples.Bits(map)[100..102]);
        Assert.NotEqual(Samples.Bits(start)[12..14], Samples.Bits(map)[12..14]);
    }

    [Fact]
    public void The_cost_of_the_result_is_that_of_the_plan_and_none_is_computed_on_the_way()
    {
        List<TsneProgress> news = [];
        TsneOptions plan = Quick with { Theta = 0, PcaComponents = 0 };
        using TsneRun run = Tsne.Start(Points, plan, new Recorder(news));
        run.Optimize(55);
        news.Clear();
        run.Optimize(new TsnePhase { Iterations = 50, DegreesOfFreedom = 0.5 });
        Assert.All(news.Where(value => value.Iteration > 55), value => Assert.Null(value.KlDivergence));
        TsneResult result = run.Result;
        double[,] p = DenseAffinities.Joint(DenseAffinities.Conditional(Samples.ToDense(Points), 24, 8));
        Assert.Equal(new DenseTsne().Cost(p, Samples.ToDense(result.Embedding)), result.KlDivergence, 1e-4);
        Assert.Null(result.CostImprovement);
    }

    /// <summary>
    /// A cost that rose in a phase of another objective does not end the plan: it is compared with costs of the plan alone.
    /// </summary>
    [Fact]
    public void Costs_before_such_a_phase_are_not_compared_with_those_after_it()
    {
        TsneOptions plan = Quick with { Iterations = 400, MinCostImprovement = 1e-9 };
        using TsneRun run = Tsne.Start(Points, plan);
        run.Optimize(203);
        Assert.Equal(203, run.Iteration);
        run.Optimize(new TsnePhase { Iterations = 40, DegreesOfFreedom = 0.3, Exaggeration = 4 });
        run.Optimize(50);
        Assert.Equal(293, run.Iteration);
    }

    [Fact]
    public void A_second_phase_of_the_same_objective_builds_nothing()
    {
        const int Many = 5000;
        PointMatrix points = PointMatrix.From(Samples.Clusters(Many, 3));
        using TsneRun run = Tsne.Start(points, Quick);
        TsnePhase phase = new() { Iterations = 1, DegreesOfFreedom = 0.6 };
        run.Optimize(phase);
        run.Optimize(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        run.Optimize(phase with { Exaggeration = 2 });
        run.Optimize(phase);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Many * sizeof(float));
        run.Optimize(phase with { DegreesOfFreedom = 0.7 });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 4 * Many * sizeof(float), long.MaxValue);
    }

    [Theory]
    [InlineData(TsneObjective.TSne, null, 0.0, "DegreesOfFreedom: 0 must be from")]
    [InlineData(TsneObjective.TSne, null, double.NaN, "DegreesOfFreedom: NaN must be from")]
    [InlineData(TsneObjective.TSne, TsneObjective.Sne, 0.5, "DegreesOfFreedom: 0.5 has no meaning for Sne")]
    [InlineData(TsneObjective.SymmetricSne, null, 2.0, "DegreesOfFreedom: 2 has no meaning for SymmetricSne")]
    [InlineData(TsneObjective.TSne, (TsneObjective)99, null, "Objective: 99 is not an objective")]
    public void Numbers_out_of_their_ranges_are_refused(TsneObjective plan, TsneObjective? objective, double? alpha, string line)
    {
        using TsneRun run = Tsne.Start(Points, Quick with { Objective = plan });
        TsneOptionsException error = Assert.Throws<TsneOptionsException>(
            () => run.Optimize(new TsnePhase { Iterations = 1, Objective = objective, DegreesOfFreedom = alpha }));
        Assert.StartsWith(line, Assert.Single(error.Faults).ToString(), StringComparison.Ordinal);
        Assert.Equal(0, run.Iteration);
    }

    [Fact]
    public void A_phase_of_SNE_needs_the_entropy_of_the_rows()
    {
        AffinityMatrix known = Tsne.ComputeAffinities(Tsne.FindNeighbors(Points, Quick), Quick), unknown = new(known.Matrix);
        TsnePhase phase = new() { Iterations = 5, Objective = TsneObjective.Sne };
        using TsneRun run = Tsne.Start(unknown, Quick), informed = Tsne.Start(known, Quick);
        TsneFault fault = Assert.Single(Assert.Throws<TsneOptionsException>(() => run.Optimize(phase)).Faults);
        Assert.StartsWith("Objective: SNE needs the entropy", fault.ToString(), StringComparison.Ordinal);
        informed.Optimize(phase);
        Assert.Equal(5, informed.Iteration);
    }

    private static void AssertSame(TsneResult expected, TsneResult actual)
    {
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
        Assert.Equal((expected.KlDivergence, expected.CostImprovement), (actual.KlDivergence, actual.CostImprovement));
    }

    private sealed class Recorder(List<TsneProgress> news) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => news.Add(value);
    }
}
