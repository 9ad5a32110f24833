using BhTsne.Optimization;
using BhTsne.Planning;

namespace BhTsne.Tests.Optimization;

/// <summary>Learning rate and momentum within a phase, and which phase an iteration belongs to.</summary>
public sealed class DescentPhaseTests
{
    private static readonly DescentPhase Rising = new(100, 1, 50, 0.97, 1) { FinalLearningRate = 200, MomentumGrows = true };

    [Theory]
    [InlineData(0, 50)]
    [InlineData(25, 70.7106781186547)]
    [InlineData(50, 100)]
    [InlineData(75, 141.421356237309)]
    [InlineData(99, 197.246540898672)]
    [InlineData(100, 200)]
    [InlineData(101, 200)]
    [InlineData(100000, 200)]
    public void A_rate_changes_by_equal_factors_and_stays_at_its_end(int iteration, double expected)
    {
        Assert.Equal(expected, Rising.At(iteration).LearningRate, 1e-9);
        DescentPhase falling = Rising with { LearningRate = 200, FinalLearningRate = 50 };
        Assert.Equal(10000 / expected, falling.At(iteration).LearningRate, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(57)]
    [InlineData(1000)]
    public void A_rate_without_another_end_is_the_same_to_the_last_bit(int iteration)
    {
        Assert.Equal(50, (Rising with { FinalLearningRate = null }).At(iteration).LearningRate);
        Assert.Equal(1 / 3.0, (Rising with { LearningRate = 1 / 3.0, FinalLearningRate = 1 / 3.0 }).At(iteration).LearningRate);
    }

    /// <summary>(t + 12) / (t + 15): 12/15, 13/16, 22/25, 61/64, and 97/100 is reached at t = 85.</summary>
    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(1, 0.8125)]
    [InlineData(10, 0.88)]
    [InlineData(49, 0.953125)]
    [InlineData(84, 0.969696969696970)]
    [InlineData(85, 0.97)]
    [InlineData(99, 0.97)]
    [InlineData(5000, 0.97)]
    public void Momentum_grows_by_the_sequence_of_Nesterov_until_it_is_reached(int iteration, double expected)
    {
        Assert.Equal(expected, Rising.At(iteration).Momentum, 1e-12);
        Assert.Equal(0.97, (Rising with { MomentumGrows = false }).At(iteration).Momentum);
        Assert.Equal(0.5, (Rising with { Momentum = 0.5 }).At(iteration).Momentum);
    }

    [Fact]
    public void All_else_of_a_phase_is_the_same_throughout()
    {
        DescentPhase at = Rising.At(60);
        Assert.Equal((100, 1.0, 1.0), (at.Iterations, at.Exaggeration, at.Theta));
    }

    [Fact]
    public void Points_are_reordered_at_the_first_time_and_at_its_multiples()
    {
        Assert.Equal([32, 128, 512, 2048], Enumerable.Range(0, 3000).Where(Reordering.Classic.IsDue));
        Assert.Equal([40, 640, 10240], Enumerable.Range(0, 20000).Where(Reordering.Accelerated(499_999).IsDue));
        Assert.Equal([40, 120, 360, 1080], Enumerable.Range(0, 3000).Where(Reordering.Accelerated(500_000).IsDue));
    }

    [Theory]
    [InlineData(499_999)]
    [InlineData(500_000)]
    public void A_plan_reorders_by_the_number_of_its_points(int points)
    {
        float[,] column = new float[points, 1];
        for (int row = 0; row < points; row++)
        {
            column[row, 0] = row;
        }

        Assert.Equal(Reordering.Accelerated(points), DescentFactory.Schedule(Tsne.Plan(column)).Reordering);
        TsnePlan classic = Tsne.Plan(column, new TsneOptions { Schedule = TsneSchedule.Classic });
        Assert.Equal(Reordering.Classic, DescentFactory.Schedule(classic).Reordering);
    }

    /// <summary>Phases of 3, 0 and 4 iterations: the empty one is passed over, and the last one holds beyond the end.</summary>
    [Fact]
    public void An_iteration_has_the_settings_of_its_place_in_its_phase()
    {
        DescentSchedule schedule = Schedules.Of(
            new DescentPhase(3, 12, 8, 0.9, 1) { MomentumGrows = true },
            new DescentPhase(0, 4, 1000, 0.1, 1) { FinalLearningRate = 1 },
            new DescentPhase(4, 1, 1, 0.5, 0.5) { FinalLearningRate = 16 });
        double[] rates = [8, 8, 8, 1, 2, 4, 8, 16, 16];
        double[] momentums = [0.8, 13 / 16.0, 14 / 17.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
        for (int iteration = 0; iteration < rates.Length; iteration++)
        {
            DescentPhase phase = schedule.PhaseAt(iteration);
            Assert.Equal(rates[iteration], phase.LearningRate, 1e-12);
            Assert.Equal(momentums[iteration], phase.Momentum, 1e-12);
            Assert.Equal(iteration < 3 ? 12 : 1, phase.Exaggeration);
            Assert.Equal(iteration < 3, schedule.IsCoarse(iteration));
            Assert.Equal(iteration is 0 or 3, schedule.ErrorIsDue(iteration));
            Assert.Equal(iteration is 0 or 3, (schedule with { FirstIteration = 1000, IsOwnPhase = true }).ErrorIsDue(1000 + iteration));
            DescentPhase later = (schedule with { FirstIteration = 1000 }).PhaseAt(1000 + iteration);
            Assert.Equal(phase, later);
        }
    }
}
