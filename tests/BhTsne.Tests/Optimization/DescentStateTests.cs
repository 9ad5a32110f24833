using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Optimization;

/// <summary>
/// The state is all that a descent keeps: one that continues from a copy, with everything else made again, has the same bits.
/// </summary>
public sealed class DescentStateTests
{
    [Theory]
    [InlineData(TsneObjective.TSne, 5)]
    [InlineData(TsneObjective.TSne, 33)]
    [InlineData(TsneObjective.TSne, 61)]
    [InlineData(TsneObjective.TSne, 87)]
    [InlineData(TsneObjective.TSne, 100)]
    [InlineData(TsneObjective.TSne, 101)]
    [InlineData(TsneObjective.SymmetricSne, 40)]
    [InlineData(TsneObjective.Sne, 61)]
    public void A_descent_continues_from_a_copy_of_its_state(TsneObjective objective, int at)
    {
        Continues<MomentumWithGains>(objective, at);
        Continues<NesterovWithPointGains>(objective, at);
    }

    private static void Continues<TRule>(TsneObjective objective, int at)
        where TRule : struct, IStepRule<TRule>
    {
        const int Points = 1200, Iterations = 150;
        AffinityMatrix p = new(new SparseAffinities(Points, 0, 3).ToAffinities().Matrix, conditionalEntropy: 1);
        Embedding start = new(new PointCloud(CloudShape.Uniform, Points, 2, 1e-4, 2).Values(), 2);
        TsneOptions options = new() { Objective = objective };
        DescentSchedule schedule = Schedule(Points);
        using WorkerTeam team = new(1), others = new(2);

        DescentState<TwoDimensions> state = DescentState<TwoDimensions>.Create<TRule>(start);
        IDescent descent = Continued(state, team);
        Assert.Null(descent.Run(schedule, at, null, CancellationToken.None));
        DescentState<TwoDimensions> copy = state.Copy();
        Assert.Null(descent.Run(schedule, Iterations - at, null, CancellationToken.None));

        IDescent continued = Continued(copy, others);
        Assert.Null(continued.Run(schedule, Iterations - at, null, CancellationToken.None));
        Assert.Equal(Samples.Bits(descent.Snapshot()), Samples.Bits(continued.Snapshot()));
        Assert.Equal((state.Cost, state.CostImprovement), (copy.Cost, copy.CostImprovement));
        Assert.Equal(descent.ComputeCost(0.5), continued.ComputeCost(0.5));

        IDescent Continued(DescentState<TwoDimensions> from, WorkerTeam workers)
        {
            PointLayout layout = new(p, workers);
            IGradient gradient = DescentFactory.Gradient<TwoDimensions>(p, layout, from.Tree, options, workers);
            return new Descent<TwoDimensions, TRule>(from, layout, gradient, workers);
        }
    }

    /// <summary>A phase of constant settings, one in which rate and momentum grow, and one in which the rate falls.</summary>
    private static DescentSchedule Schedule(int points) => Schedules.Of(
        new DescentPhase(60, 12, points / 12.0, 0.8, 1),
        new DescentPhase(45, 1, points, 0.9, 1) { FinalLearningRate = 2 * points, MomentumGrows = true },
        new DescentPhase(45, 1, 2 * points, 0.8, 0.5) { FinalLearningRate = points });
}
