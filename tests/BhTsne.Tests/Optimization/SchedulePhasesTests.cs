using BhTsne.Optimization;
using BhTsne.Planning;
using FsCheck.Fluent;

namespace BhTsne.Tests.Optimization;

/// <summary>The phases of a plan: how iterations are shared out, and every number in them.</summary>
public sealed class SchedulePhasesTests
{
    private const int N = 1000;

    [Theory]
    [InlineData(750, null, new[] { 50, 30, 100, 120, 450 })]
    [InlineData(10000, null, new[] { 50, 30, 100, 120, 9700 })]
    [InlineData(301, null, new[] { 50, 30, 100, 120, 1 })]
    [InlineData(300, null, new[] { 50, 30, 100, 120, 0 })]
    [InlineData(250, null, new[] { 41, 25, 92, 92, 0 })]
    [InlineData(60, null, new[] { 10, 6, 22, 22, 0 })]
    [InlineData(10, null, new[] { 1, 1, 4, 4, 0 })]
    [InlineData(1, null, new[] { 0, 0, 1, 0, 0 })]
    [InlineData(0, null, new[] { 0, 0, 0, 0, 0 })]
    [InlineData(750, 0, new[] { 0, 0, 100, 120, 530 })]
    [InlineData(750, 250, new[] { 156, 94, 100, 120, 280 })]
    [InlineData(750, 80, new[] { 50, 30, 100, 120, 450 })]
    [InlineData(170, 70, new[] { 44, 26, 50, 50, 0 })]
    [InlineData(750, 1000, new[] { 469, 281, 0, 0, 0 })]
    [InlineData(60, 60, new[] { 38, 22, 0, 0, 0 })]
    public void Accelerated_iterations_are_shared_out(int iterations, int? early, int[] expected) => Assert.Equal(
        expected, Phases(new() { Iterations = iterations, EarlyExaggerationIterations = early }).Select(phase => phase.Iterations));

    [Theory]
    [InlineData(750, null, new[] { 250, 500 })]
    [InlineData(200, null, new[] { 200, 0 })]
    [InlineData(750, 0, new[] { 0, 750 })]
    [InlineData(0, null, new[] { 0, 0 })]
    public void Classic_iterations_are_shared_out(int iterations, int? early, int[] expected) => Assert.Equal(
        expected,
        Phases(new() { Schedule = TsneSchedule.Classic, Iterations = iterations, EarlyExaggerationIterations = early })
            .Select(phase => phase.Iterations));

    [Fact]
    public void The_iterations_of_all_phases_are_those_of_the_options() => Check.ForAll(
        Arb.From(
            from schedule in Gen.Elements(Enum.GetValues<TsneSchedule>())
            from iterations in Gen.OneOf(Gen.Choose(0, 400), Gen.Choose(0, 100_000))
            from early in Gen.OneOf(Gen.Constant(-1), Gen.Choose(0, 400), Gen.Choose(0, 100_000))
            select new TsneOptions
            {
                Schedule = schedule,
                Iterations = iterations,
                EarlyExaggerationIterations = early < 0 ? null : early,
            }),
        options =>
        {
            IReadOnlyList<TsnePhase> phases = Phases(options);
            Assert.All(phases, phase => Assert.True(phase.Iterations >= 0));
            Assert.Equal(options.Iterations, phases.Sum(phase => phase.Iterations));
            int early = phases.Where(phase => phase.Exaggeration > 1).Sum(phase => phase.Iterations);
            Assert.Equal(Math.Min(options.Iterations, options.EarlyExaggerationIterations ?? early), early);
        },
        300);

    [Fact]
    public void The_numbers_of_the_accelerated_phases()
    {
        double half = Math.Sqrt(12);
        TsnePhase[] expected =
        [
            new() { Iterations = 50, Exaggeration = 12, LearningRate = N / 12.0, Momentum = 0.9, MomentumGrows = true, Theta = 1 },
            new() { Iterations = 30, Exaggeration = half, LearningRate = N / half, Momentum = 0.9, Theta = 1 },
            new() { Iterations = 100, LearningRate = N, FinalLearningRate = 4 * N, Momentum = 0.97, MomentumGrows = true, Theta = 1 },
            new() { Iterations = 120, LearningRate = 4 * N, FinalLearningRate = N, Momentum = 0.97, Theta = 0.5 },
            new() { Iterations = 450, LearningRate = N, Momentum = 0.97, Theta = 0.5 },
        ];
        Assert.Equal(expected, Phases(new()));
    }

    [Fact]
    public void The_numbers_of_the_classic_phases()
    {
        TsnePhase[] expected =
        [
            new() { Iterations = 250, Exaggeration = 12, LearningRate = N / 12.0, Momentum = 0.8, Theta = 1 },
            new() { Iterations = 500, LearningRate = N, Momentum = 0.8, Theta = 0.5 },
        ];
        Assert.Equal(expected, Phases(new() { Schedule = TsneSchedule.Classic }));
    }

    [Theory]
    [InlineData(TsneSchedule.Accelerated)]
    [InlineData(TsneSchedule.Classic)]
    public void A_learning_rate_of_ones_own_is_the_same_in_every_iteration(TsneSchedule schedule)
    {
        DescentSchedule rates = DescentFactory.Schedule(
            Tsne.Plan(new float[N, 3], new() { Schedule = schedule, LearningRate = 123.4, LateExaggeration = 3 }));
        Assert.All(Enumerable.Range(0, 800), iteration => Assert.Equal(123.4, rates.PhaseAt(iteration).LearningRate));
    }

    [Fact]
    public void Momentum_of_ones_own_is_what_it_grows_to_and_stays_at()
    {
        TsneOptions options = new() { EarlyMomentum = 0.85, Momentum = 0.9 };
        Assert.Equal([0.85, 0.85, 0.9, 0.9, 0.9], Phases(options).Select(phase => phase.Momentum));
        Assert.Equal([true, false, true, false, false], Phases(options).Select(phase => phase.MomentumGrows));
        IReadOnlyList<TsnePhase> classic = Phases(options with { Schedule = TsneSchedule.Classic });
        Assert.Equal([0.85, 0.9], classic.Select(phase => phase.Momentum));
        Assert.DoesNotContain(classic, phase => phase.MomentumGrows);
    }

    [Fact]
    public void Late_exaggeration_holds_after_the_early_one_and_divides_every_natural_rate()
    {
        IReadOnlyList<TsnePhase> phases = Phases(new() { EarlyExaggeration = 16, LateExaggeration = 4 });
        Assert.Equal([16, 8, 4, 4, 4], phases.Select(phase => phase.Exaggeration));
        Assert.Equal([N / 16.0, N / 8.0, N / 4.0, N, N / 4.0], phases.Select(phase => phase.LearningRate!.Value));
        Assert.Equal([null, null, N, N / 4.0, null], phases.Select(phase => phase.FinalLearningRate));
    }

    [Theory]
    [InlineData(TsneSchedule.Accelerated, 750, null, 180)]
    [InlineData(TsneSchedule.Accelerated, 250, null, 158)]
    [InlineData(TsneSchedule.Accelerated, 750, 0, 100)]
    [InlineData(TsneSchedule.Accelerated, 750, 100, 200)]
    [InlineData(TsneSchedule.Classic, 750, null, 250)]
    [InlineData(TsneSchedule.Classic, 750, 0, 0)]
    public void Stopping_rules_hold_from_where_the_rate_has_ceased_to_rise(TsneSchedule schedule, int iterations, int? early, int first)
    {
        DescentSchedule actual = DescentFactory.Schedule(Tsne.Plan(
            new float[N, 3], new() { Schedule = schedule, Iterations = iterations, EarlyExaggerationIterations = early }));
        Assert.Equal((first, iterations), (actual.FirstStoppingIteration, actual.EndOfStopping));
        Assert.Equal(schedule == TsneSchedule.Classic ? 0 : 0.02, actual.MinCostImprovement);
    }

    /// <summary>Few points, Gaussian kernels and light tails have smaller steps, and wait for a flatter cost.</summary>
    [Theory]
    [InlineData(999, TsneObjective.TSne, 1, 80, 0.95, 2, 0.002)]
    [InlineData(1000, TsneObjective.TSne, 1, 80, 0.97, 4, 0.02)]
    [InlineData(1000, TsneObjective.TSne, 0.5, 80, 0.97, 4, 0.02)]
    [InlineData(1000, TsneObjective.TSne, 1.1, 250, 0.9, 1, 0.002)]
    [InlineData(1000, TsneObjective.SymmetricSne, 1, 250, 0.9, 1, 0.002)]
    [InlineData(1000, TsneObjective.Sne, 1, 250, 0.9, 1, 0.002)]
    [InlineData(999, TsneObjective.Sne, 1, 250, 0.9, 1, 0.002)]
    public void Steps_are_smaller_where_long_ones_hurt(
        int points, TsneObjective objective, double degrees, int early, double momentum, double peak, double bound)
    {
        TsnePlan plan = Tsne.Plan(new float[points, 3], new() { Objective = objective, DegreesOfFreedom = degrees });
        Assert.Equal((early, bound), (plan.EarlyExaggerationIterations, plan.MinCostImprovement));
        Assert.Equal(early, plan.Phases[0].Iterations + plan.Phases[1].Iterations);
        Assert.All(plan.Phases.Take(2), phase => Assert.Equal(0.9, phase.Momentum));
        Assert.All(plan.Phases.Skip(2), phase => Assert.Equal(momentum, phase.Momentum));
        Assert.Equal(peak * points, plan.Phases[3].LearningRate);
        Assert.Equal(peak == 1 ? null : peak * points, plan.Phases[2].FinalLearningRate);
    }

    /// <summary>Equal points count: the phases are those of the points that the weights stand for.</summary>
    [Fact]
    public void Weights_count_as_points()
    {
        TsneInput input = new(PointMatrix.From(new float[500, 3])) { Weights = Enumerable.Repeat(2f, 500).ToArray() };
        Assert.Equal(Phases(new()), Tsne.Plan(input).Phases);
    }

    private static IReadOnlyList<TsnePhase> Phases(TsneOptions options) => Tsne.Plan(new float[N, 3], options).Phases;
}
