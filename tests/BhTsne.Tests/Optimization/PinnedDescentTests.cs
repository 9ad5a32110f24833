using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Optimization;

/// <summary>Points that are held, in the descent itself: against the definition, and what a step keeps of them.</summary>
public sealed class PinnedDescentTests
{
    [Theory]
    [InlineData(TsneSchedule.Classic, 1)]
    [InlineData(TsneSchedule.Classic, 2)]
    [InlineData(TsneSchedule.Classic, 3)]
    [InlineData(TsneSchedule.Accelerated, 1)]
    [InlineData(TsneSchedule.Accelerated, 2)]
    [InlineData(TsneSchedule.Accelerated, 3)]
    public void The_others_follow_the_definition_with_these_held(TsneSchedule rule, int dimensions) => Check.ForAll(
        SparseAffinities.Of(6, 40, mayHaveEmptyRows: false),
        p =>
        {
            foreach (ObjectiveCase objective in ObjectiveCase.All.Values)
            {
                FollowsDefinition(p, objective, rule, dimensions);
            }
        },
        12);

    [Fact]
    public void A_step_keeps_nothing_of_a_pinned_point_and_its_gradient_is_not_in_the_norm()
    {
        using WorkerTeam team = new(1);
        Embedding start = new([-0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19], 2);
        DescentState<TwoDimensions> state = DescentState<TwoDimensions>.Create<MomentumWithGains>(start);
        SetGradient gradient = new(state.Positions.Length);
        Pins pins = Pins.Of<TwoDimensions>([0, 9], 10)!;
        StepPass<TwoDimensions, MomentumWithGains> step = new(state, gradient, team, pins);
        gradient.Attraction.AsSpan(0, 2).Fill(-1);
        gradient.Attraction.AsSpan(18, 2).Fill(1e30f);
        DescentPhase phase = new(1, 1, 1, 0.8, 0);
        Assert.Equal(0, step.Run(phase, Schedules.Of(phase).Step));
        gradient.Attraction[2] = 3;
        gradient.Attraction[3] = -4;
        Assert.Equal(20, step.Run(phase, Schedules.Of(phase).Step), 1e-5);
        foreach (int at in new[] { 0, 1, 18, 19 })
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(start.Values[at]), BitConverter.SingleToInt32Bits(state.Positions[at]));
            Assert.Equal((0f, 0f), (state.First[at], state.Second[at]));
        }

        // The mean is of no use to the step, but shows whether all positions are finite.
        Assert.True(state.Positions[2] < 2 && state.Positions[3] > 3);
        Assert.Equal(Enumerable.Range(0, 10).Average(i => state.Positions[2 * i]), state.Mean[0], 1e-5);
    }

    [Fact]
    public void Pins_follow_the_order_of_the_points()
    {
        Pins pins = Pins.Of<ThreeDimensions>([1, 3], 5)!;
        Assert.Equal([1, 3], Held());
        pins.Follow([3, 0, 4, 1, 2]);
        Assert.Equal([0, 3], Held());
        Assert.Null(Pins.Of<ThreeDimensions>([], 5));

        int[] Held() => [.. Enumerable.Range(0, 5).Where(place => pins.Free.AsSpan(4 * place, 4).SequenceEqual((int[])[0, 0, 0, 0]))];
    }

    private static void FollowsDefinition(SparseAffinities p, ObjectiveCase objective, TsneSchedule rule, int dimensions)
    {
        PointCloud start = new(CloudShape.Uniform, p.Points, dimensions, 0.5, p.Seed);
        Random random = new(p.Seed);
        bool[] isPinned = [.. Enumerable.Range(0, p.Points).Select(i => i > 0 && (i == 1 || random.Next(3) == 0))];
        int[] pinned = [.. Enumerable.Range(0, p.Points).Where(i => isPinned[i])];
        bool isConditional = objective.Options.Objective == TsneObjective.Sne;
        DensePhase phase = new(8, 4, p.Points / 8.0, p.Points / 8.0, 0.5, false);

        // SNE's gradient needs of conditional rows only their sums, 2 N p_ij, and is that of the mean over the points.
        double[,] given = p.ToDense();
        foreach (ref double entry in Dense.Flat(given))
        {
            entry *= isConditional ? p.Points : 1;
        }

        double[,] expected = DensePinnedDescent.Run(
            objective.Oracle,
            isConditional ? 1.0 / p.Points : 1,
            given,
            start.ToDense(),
            isPinned,
            rule == TsneSchedule.Accelerated,
            phase);
        using WorkerTeam team = new(1);
        Embedding map = new(start.Values(), dimensions);
        AffinityMatrix affinities = new(p.ToAffinities().Matrix, conditionalEntropy: 1);
        IDescent descent = DescentFactory.Create(affinities, map, objective.Options with { Schedule = rule }, team, pinned);
        DescentSchedule schedule = Schedules.Of(new DescentPhase(phase.Iterations, phase.Exaggeration, phase.Rate, phase.Momentum, 0));
        Assert.Null(descent.Run(schedule, phase.Iterations, null, CancellationToken.None));
        double error = Dense.RelativeError(Dense.From(descent.Snapshot().Values, p.Points, dimensions), expected);

        // As in DescentTests: a gain turns on a sign, and where that of a number near 0 differs not every digit can agree.
        Assert.True(error < 0.02, $"{objective.Options.Objective} {rule} {dimensions}: {error}");
    }

    private sealed class SetGradient(int length) : IGradient
    {
        public float[] Attraction { get; } = new float[length];

        public float[] Repulsion { get; } = new float[length];

        public double Z => 1;

        public void Compute(float[] positions, double theta)
        {
        }

        public double ComputeWithCost(float[] positions, double theta) => 0;

        public IRepulsion RepulsionTerm => throw new NotSupportedException();

        public ReadOnlySpan<double> RowCosts => throw new NotSupportedException();

        public double SumOfP => 1;

        public double SumOfPLogP => 0;

        public float[] ComputeCurvatures(float[] positions, double theta, double exaggeration) => throw new NotSupportedException();
    }
}
