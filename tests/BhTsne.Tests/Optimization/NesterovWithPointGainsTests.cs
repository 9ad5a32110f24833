using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Optimization;

/// <summary>The step of the accelerated schedule: by its definition, and number by number.</summary>
public sealed class NesterovWithPointGainsTests
{
    private static readonly StepSettings Settings = new(0.2, 0.8, 0.01, 5);

    [Fact]
    public void Positions_follow_the_oracle_in_one_dimension() => FollowsOracle<OneDimension>();

    [Fact]
    public void Positions_follow_the_oracle_in_two_dimensions() => FollowsOracle<TwoDimensions>();

    [Fact]
    public void Positions_follow_the_oracle_in_three_dimensions() => FollowsOracle<ThreeDimensions>();

    /// <summary>
    /// Rate 0.5 and momentum 0.8. In the first coordinate of the first point gradient and last velocity agree in sign, in the second not,
    /// and the second outweighs: g·v = 0.2 − 1.2 below 0, so both coordinates get the gain 1 + 0.2. For the second point it is 3 − 1 above
    /// 0, so both get 0.8. For the third it is 1 − 1 = 0, which counts as no overshoot.
    /// </summary>
    [Fact]
    public void All_coordinates_of_a_point_have_one_gain_by_the_sum_over_them()
    {
        (float[] step, float[] velocity, float[] gain) = Stepped<TwoDimensions>(
            [0.2f, -1.2f, 3, -1, 1, -1], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], Settings);
        AssertEqual([1.2, 1.2, 0.8, 0.8, 1.2, 1.2], gain);

        // 0.8 v − 0.5 gain g, and that + 0.8 (that − v).
        AssertEqual([0.68, 1.52, -0.4, 1.2, 0.2, 1.4], velocity);
        AssertEqual([0.424, 1.936, -1.52, 1.36, -0.44, 1.72], step);
    }

    [Fact]
    public void In_space_the_fourth_number_of_a_point_stays_zero_and_the_third_counts()
    {
        (float[] step, float[] velocity, float[] gain) = Stepped<ThreeDimensions>(
            [1, 1, -3, 0], [1, 1, 1, 0], [1, 1, 1, 1], Settings);
        AssertEqual([1.2, 1.2, 1.2, 1.2], gain);
        AssertEqual([0.2, 0.2, 2.6, 0], velocity);
        AssertEqual([-0.44, -0.44, 3.88, 0], step);
    }

    [Fact]
    public void On_a_line_each_coordinate_is_a_point()
    {
        (_, _, float[] gain) = Stepped<OneDimension>([1, -1, 2, -2], [1, 1, 1, 1], [1, 1, 1, 1], Settings);
        AssertEqual([0.8, 1.2, 0.8, 1.2], gain);
    }

    /// <summary>A velocity of (0.8·3 − 0.5·1.2·(−21), ...) = (15, 20) is cut to 5 before the step is made of it.</summary>
    [Fact]
    public void The_velocity_is_limited_in_length_and_the_step_is_made_of_what_is_left()
    {
        (float[] step, float[] velocity, float[] gain) = Stepped<TwoDimensions>([-21, -28], [3, 4], [1, 1], Settings);
        AssertEqual([1.2, 1.2], gain);
        AssertEqual([3, 4], velocity);
        AssertEqual([3, 4], step);
    }

    [Fact]
    public void Gains_stay_above_their_floor()
    {
        (_, _, float[] gain) = Stepped<TwoDimensions>([1, 1], [1, 1], [0.0101f, 0.0101f], Settings);
        AssertEqual([0.01, 0.01], gain);
    }

    [Fact]
    public void A_velocity_whose_square_overflows_is_shortened_too()
    {
        (float[] step, float[] velocity, _) = Stepped<TwoDimensions>([-1e30f, 0], [0, 0], [1, 1], Settings);
        AssertEqual([5, 0], velocity);
        AssertEqual([9, 0], step);
    }

    private static void FollowsOracle<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(SparseAffinities.Of(5, 60, mayHaveEmptyRows: false), p =>
        {
            double n = p.Points;
            PointCloud start = new(CloudShape.Uniform, p.Points, TSpace.Dimensions, 0.5, p.Seed);
            DensePhase[] phases =
            [
                new(4, 12, n / 24, n / 24, 0.85, true), new(3, 3, n / 6, n / 6, 0.5, false), new(5, 1, n / 4, n, 0.9, true),
            ];
            using WorkerTeam team = new(1);
            IDescent descent = DescentFactory.Create(
                p.ToAffinities(), new Embedding(start.Values(), TSpace.Dimensions), new TsneOptions(), team);
            DescentSchedule schedule = Schedules.Of(
            [
                .. phases.Select(phase => new DescentPhase(phase.Iterations, phase.Exaggeration, phase.Rate, phase.Momentum, 0)
                {
                    FinalLearningRate = phase.FinalRate == phase.Rate ? null : phase.FinalRate,
                    MomentumGrows = phase.Grows,
                }),
            ]);
            Assert.Null(descent.Run(schedule, schedule.Iterations, null, CancellationToken.None));
            double[,] expected = DenseNesterovDescent.Run(p.ToDense(), start.ToDense(), phases);
            double[,] actual = Dense.From(descent.Snapshot().Values, p.Points, TSpace.Dimensions);

            // A gain turns on the sign of g·v, as that of the classic rule on the sign of a gradient: so not every digit can agree.
            double error = Dense.RelativeError(actual, expected);
            Assert.True(error < 0.02, $"relative error {error}");
        }, 30);

    /// <summary>One step at rate 0.5 and momentum 0.8.</summary>
    private static (float[] Step, float[] Velocity, float[] Gain) Stepped<TSpace>(
        float[] gradient, float[] velocity, float[] gain, StepSettings settings)
        where TSpace : struct, ISpace
    {
        DescentPhase phase = new(1, 1, 0.5, 0.8, 0);
        Vector512<float> first = Lanes.LoadPartial(velocity), second = Lanes.LoadPartial(gain);
        Vector512<float> step = NesterovWithPointGains.Create(phase, settings).Step<TSpace>(
            Lanes.LoadPartial(gradient), ref first, ref second);
        return (Used(step), Used(first), Used(second));

        float[] Used(Vector512<float> lanes) => [.. Enumerable.Range(0, gradient.Length).Select(lane => lanes[lane])];
    }

    private static void AssertEqual(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-6 * (1 + Math.Abs(expected[i])));
        }
    }
}
