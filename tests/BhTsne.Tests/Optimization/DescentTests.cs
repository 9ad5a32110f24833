using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Optimization;

public sealed class DescentTests
{
    private const double Theta = 0.5;
    private static readonly TsneOptions Classic = new() { Schedule = TsneSchedule.Classic };

    [Fact]
    public void Positions_follow_the_oracle_in_one_dimension() => FollowsOracle<OneDimension>();

    [Fact]
    public void Positions_follow_the_oracle_in_two_dimensions() => FollowsOracle<TwoDimensions>();

    [Fact]
    public void Positions_follow_the_oracle_in_three_dimensions() => FollowsOracle<ThreeDimensions>();

    /// <summary>A gradient of our own makes each rule of a step visible to the last digit.</summary>
    [Fact]
    public void Gains_grow_while_steps_agree_and_shrink_when_they_do_not()
    {
        using SetDescent descent = new(new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(3, 1, 1, 0, Theta)));
        descent.Gradient.Attraction[0] = 1;
        descent.Iterate(1);
        Assert.Equal(1.2f, descent.State.Second[0]);
        Assert.Equal(-1.2f, descent.State.First[0]);
        descent.Iterate(1);
        Assert.Equal(1.4f, descent.State.Second[0], 1e-6f);
        descent.Gradient.Attraction[0] = -1;
        descent.Iterate(1);
        Assert.Equal(1.4f * 0.8f, descent.State.Second[0], 1e-6f);
    }

    [Fact]
    public void Gains_stay_above_their_floor()
    {
        using SetDescent descent = new(new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(100, 1, 1e-3, 0, Theta)));
        for (int i = 0; i < 100; i++)
        {
            descent.Gradient.Attraction[0] = i % 2 == 0 ? 1 : -1;
            descent.Iterate(1);
        }

        Assert.Equal(0.01f, descent.State.Second[0]);
    }

    [Fact]
    public void No_step_is_longer_than_allowed_and_its_direction_is_kept()
    {
        using SetDescent descent = new(new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(1, 1, 1000, 0, Theta)));
        (descent.Gradient.Attraction[0], descent.Gradient.Attraction[1]) = (-3, -4);
        descent.Gradient.Attraction[2] = -1e-4f;
        descent.Iterate(1);
        Assert.Equal(3, descent.State.First[0], 1e-5);
        Assert.Equal(4, descent.State.First[1], 1e-5);
        Assert.Equal(0.12f, descent.State.First[2], 1e-6f);
    }

    [Fact]
    public void A_step_whose_square_overflows_is_shortened_too()
    {
        using SetDescent descent = new(new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(1, 1, 1e30, 0, Theta)));
        descent.Gradient.Attraction[0] = -1;
        descent.Iterate(1);
        Assert.Equal(5, descent.State.First[0], 1e-5);
        Assert.Equal(0, descent.State.First[1]);
    }

    [Fact]
    public void The_result_is_centred() => Check.ForAll(Clouds.Of((3, 200), (2, 2), [1, 10]), cloud =>
    {
        using WorkerTeam team = new(1);
        AffinityMatrix p = new SparseAffinities(cloud.Points, 0.1, cloud.Seed).ToAffinities();
        Embedding start = new(cloud.Values(), 2);
        DescentSchedule schedule = Schedule(new DescentPhase(30, 1, cloud.Points, 0.8, 0));
        float[,] map = Descended<TwoDimensions>(p, start, schedule, team).Snapshot().ToArray();
        float size = map.Cast<float>().Max(MathF.Abs);
        for (int axis = 0; axis < 2; axis++)
        {
            Assert.Equal(0, Enumerable.Range(0, cloud.Points).Average(i => (double)map[i, axis]), 1e-5 * size);
        }
    }, 30);

    [Fact]
    public void The_cost_falls() => Check.ForAll(SparseAffinities.Of(30, 120), p =>
    {
        using WorkerTeam team = new(1);
        PointCloud start = new(CloudShape.Uniform, p.Points, 2, 1e-4, p.Seed);
        IDescent descent = DescentFactory.Create(p.ToAffinities(), new Embedding(start.Values(), 2), Classic, team);
        double before = descent.ComputeCost(0);
        DescentSchedule schedule = Schedule(new DescentPhase(50, 12, p.Points / 12.0, 0.8, 0), new DescentPhase(100, 1, p.Points, 0.8, 0));
        Assert.Null(descent.Run(schedule, schedule.Iterations, null, CancellationToken.None));
        double after = descent.ComputeCost(0);
        Assert.True(after < before, $"{before} to {after}");

        // The cost is the oracle's of the snapshot.
        double[,] map = Dense.From(descent.Snapshot().Values, p.Points, 2);
        Assert.Equal(new DenseTsne().Cost(p.ToDense(), map), after, 0.01 * after);
    }, 10);

    [Fact]
    public void Phases_follow_each_other_and_a_cost_is_reported_every_interval()
    {
        List<DescentProgress> reports = [];
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2),
            Schedule(new DescentPhase(10, 4, 1, 0, Theta), new DescentPhase(20, 1, 1, 0, Theta)) with { CostInterval = 10 });
        Assert.Null(descent.Run(new Recorder(reports)));
        Assert.Equal(30, descent.State.Iteration);
        Assert.Equal([10, 20], descent.Gradient.CostsAt);
        Assert.Equal([.. Enumerable.Repeat(4.0, 10), .. Enumerable.Repeat(1.0, 20)], descent.Exaggerations());
        Assert.All(reports.Where(report => report.Iteration < 10), report => Assert.True(double.IsNaN(report.Cost)));
        Assert.Equal(Enumerable.Range(0, 30), reports.Select(report => report.Iteration));
    }

    [Fact]
    public void A_gradient_has_the_theta_of_its_phase_and_a_cost_that_of_the_schedule()
    {
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2),
            Schedule(new DescentPhase(10, 4, 1, 0, 1), new DescentPhase(5, 1, 1, 0, Theta)) with { CostInterval = 5 });
        descent.Run(null);
        double[] expected = [1, 1, 1, 1, 1, Theta, 1, 1, 1, 1, Theta, Theta, Theta, Theta, Theta];
        Assert.Equal(expected, descent.Gradient.Thetas);
    }

    [Fact]
    public void It_stops_when_the_cost_no_longer_falls()
    {
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2),
            Schedule(new DescentPhase(20, 4, 1, 0, Theta), new DescentPhase(100, 1, 1, 0, Theta)) with
            {
                FirstStoppingIteration = 20,
                CostInterval = 10,
                MinCostImprovement = 0.1,
            });

        // Flat in the first phase, where the rule does not hold; then it falls by a half, and by a twentieth.
        descent.Gradient.Costs = iteration => iteration <= 20 ? 8 : iteration == 30 ? 4 : 3.8;
        Assert.Equal(StopReason.CostConverged, descent.Run(null));
        Assert.Equal(40, descent.State.Iteration);
    }

    /// <summary>From 10 to 9 the cost falls by a tenth of what it was, a ninth of what it is.</summary>
    [Theory]
    [InlineData(0.105, true)]
    [InlineData(0.095, false)]
    public void An_improvement_is_a_share_of_the_cost_before(double least, bool stops)
    {
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2),
            Schedule(new DescentPhase(25, 1, 1, 0, Theta)) with { CostInterval = 10, MinCostImprovement = least });
        descent.Gradient.Costs = iteration => iteration == 10 ? 10 : 9;
        Assert.Equal(stops ? StopReason.CostConverged : null, descent.Run(null));
    }

    [Fact]
    public void A_rising_cost_does_not_stop_it_unless_asked()
    {
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(100, 1, 1, 0, Theta)) with { CostInterval = 10 });
        descent.Gradient.Costs = iteration => iteration;
        Assert.Null(descent.Run(null));
    }

    [Fact]
    public void It_stops_when_the_gradient_is_tiny()
    {
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2),
            Schedule(new DescentPhase(5, 4, 1, 0, Theta), new DescentPhase(100, 1, 1, 0, Theta)) with
            {
                FirstStoppingIteration = 5,
                MinGradientNorm = 1e-3,
            });
        Assert.Equal(StopReason.GradientVanished, descent.Run(null));
        Assert.Equal(6, descent.State.Iteration);
    }

    /// <summary>The gradient is four times the attraction, here 0.003 and 0.004.</summary>
    [Theory]
    [InlineData(0.0199, false)]
    [InlineData(0.0201, true)]
    public void The_gradient_has_its_norm(double least, bool stops)
    {
        using SetDescent descent = new(
            new Embedding([0, 0, 1, 1, 2, 2], 2),
            Schedule(new DescentPhase(2, 1, 1, 0, Theta)) with { MinGradientNorm = least });
        (descent.Gradient.Attraction[0], descent.Gradient.Attraction[3]) = (0.003f, 0.004f);
        Assert.Equal(stops ? StopReason.GradientVanished : null, descent.Run(null));
    }

    [Fact]
    public void It_stops_within_an_iteration_when_asked()
    {
        using CancellationTokenSource source = new();
        using SetDescent descent = new(new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(100, 1, 1, 0, Theta)));
        Assert.Equal(StopReason.Canceled, descent.Run(new Canceller(source, 7), source.Token));
        Assert.Equal(8, descent.State.Iteration);
    }

    [Fact]
    public void A_map_whose_kernel_weights_underflow_is_an_error()
    {
        using SetDescent descent = new(new Embedding([0, 0, 1, 1, 2, 2], 2), Schedule(new DescentPhase(100, 1, 1, 0, Theta)));
        descent.Gradient.Z = 0;
        DescentDivergedException error = Assert.Throws<DescentDivergedException>(() => descent.Run(null));
        Assert.Contains("underflow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_cannot_be_computed_is_an_error_whatever_the_number_of_iterations()
    {
        AffinityMatrix p = new SparseAffinities(60, 0.1, 1).ToAffinities();
        Embedding far = new(new PointCloud(CloudShape.Uniform, 60, 2, 1e30, 2).Values(), 2);
        foreach (RepulsionMethod repulsion in Enum.GetValues<RepulsionMethod>())
        {
            foreach (int iterations in new[] { 0, 1, 5 })
            {
                TsneOptions options = new() { Iterations = iterations, Repulsion = repulsion };
                Assert.Equal(
                    0, Assert.Throws<DescentDivergedException>(() => Tsne.Fit(new TsneInput(p) { Start = far }, options)).Iteration);
            }
        }
    }

    [Fact]
    public void No_learning_rate_makes_the_map_diverge_while_steps_are_limited()
    {
        AffinityMatrix p = new SparseAffinities(60, 0.1, 1).ToAffinities();
        Embedding start = new(new PointCloud(CloudShape.Uniform, 60, 2, 1, 2).Values(), 2);
        TsneResult result = Tsne.Fit(new TsneInput(p) { Start = start }, new TsneOptions { LearningRate = 1e300, Iterations = 20 });
        Assert.True(double.IsFinite(result.KlDivergence));
        Assert.InRange(result.Embedding.Values.ToArray().Max(MathF.Abs), 5, 200);
    }

    [Theory]
    [InlineData(TsneSchedule.Classic, 1)]
    [InlineData(TsneSchedule.Classic, 2)]
    [InlineData(TsneSchedule.Accelerated, 1)]
    [InlineData(TsneSchedule.Accelerated, 2)]
    public void Nothing_is_allocated_after_the_first_iterations(TsneSchedule rule, int threads)
    {
        const int Points = 5000;
        using WorkerTeam team = new(threads);
        AffinityMatrix p = new SparseAffinities(Points, 0, 1).ToAffinities();
        AllocationMeter meter = new(2, 390);
        Embedding start = new(new PointCloud(CloudShape.Uniform, Points, 2, 1, 2).Values(), 2);
        DescentSchedule schedule = Schedule(
            new DescentPhase(100, 12, Points / 12.0, 0.8, 1),
            new DescentPhase(100, 1, Points, 0.95, 1) { FinalLearningRate = 2 * Points, MomentumGrows = true },
            new DescentPhase(200, 1, 2 * Points, 0.8, Theta) { FinalLearningRate = Points });
        Descended<TwoDimensions>(p, start, schedule, team, new TsneOptions { Schedule = rule }, meter);
        meter.AssertNothing();
    }

    [Fact]
    public void Nor_by_the_two_passes_of_SNE()
    {
        const int Points = 1500;
        using WorkerTeam team = new(1);
        AffinityMatrix p = new(new SparseAffinities(Points, 0, 1).ToAffinities().Matrix, conditionalEntropy: 1);
        AllocationMeter meter = new(2, 390);
        Embedding start = new(new PointCloud(CloudShape.Uniform, Points, 2, 1, 2).Values(), 2);
        TsneOptions sne = Classic with { Objective = TsneObjective.Sne };
        Descended<TwoDimensions>(p, start, Schedule(new DescentPhase(400, 1, Points, 0.8, Theta)), team, sne, meter);
        meter.AssertNothing();
    }

    [Theory]
    [InlineData(TsneSchedule.Classic, 2)]
    [InlineData(TsneSchedule.Classic, 3)]
    [InlineData(TsneSchedule.Accelerated, 2)]
    [InlineData(TsneSchedule.Accelerated, 3)]
    public void The_bits_do_not_depend_on_the_number_of_threads(TsneSchedule rule, int threads)
    {
        Assert.Equal(Map(1).Values.ToArray(), Map(threads).Values.ToArray());

        Embedding Map(int threads)
        {
            const int Points = 4500;
            using WorkerTeam team = new(threads);
            AffinityMatrix p = new SparseAffinities(Points, 0, 1).ToAffinities();
            Embedding start = new(new PointCloud(CloudShape.Uniform, Points, 2, 1e-4, 2).Values(), 2);
            DescentSchedule schedule = Schedule(
                new DescentPhase(60, 12, Points / 12.0, 0.8, Theta), new DescentPhase(60, 1, Points, 0.8, Theta));
            return Descended<TwoDimensions>(p, start, schedule, team, new TsneOptions { Schedule = rule }).Snapshot();
        }
    }

    private static void FollowsOracle<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(SparseAffinities.Of(5, 60, mayHaveEmptyRows: false), p =>
        {
            PointCloud start = new(CloudShape.Uniform, p.Points, TSpace.Dimensions, 0.5, p.Seed);
            DescentPhase[] phases = [new(6, 12, p.Points / 24.0, 0.5, 0), new(6, 1, p.Points / 2.0, 0.8, 0)];
            using WorkerTeam team = new(1);
            IDescent descent = Descended<TSpace>(
                p.ToAffinities(), new Embedding(start.Values(), TSpace.Dimensions), Schedule(phases), team);
            double[,] expected = DenseDescent.Run(
                p.ToDense(), start.ToDense(), [.. phases.Select(f => (f.Iterations, f.Exaggeration, f.LearningRate, f.Momentum))]);
            double[,] actual = Dense.From(descent.Snapshot().Values, p.Points, TSpace.Dimensions);

            // A gain turns on the sign of a gradient: where one is nearly zero single and double precision may differ, so not every digit
            // can agree. Points without entries in P, whose gradients vanish as the map grows, are left out for that reason.
            Assert.True(Dense.RelativeError(actual, expected) < 0.02, $"{Dense.RelativeError(actual, expected)}");
        }, 30);

    /// <summary>A descent to the end of its schedule.</summary>
    private static IDescent Descended<TSpace>(
        AffinityMatrix p,
        Embedding start,
        DescentSchedule schedule,
        WorkerTeam team,
        TsneOptions? options = null,
        IProgress<DescentProgress>? progress = null)
        where TSpace : struct, ISpace
    {
        Assert.Equal(TSpace.Dimensions, start.Dimensions);
        IDescent descent = DescentFactory.Create(p, start, options ?? Classic, team);
        Assert.Null(descent.Run(schedule, schedule.Iterations, progress, CancellationToken.None));
        return descent;
    }

    private static DescentSchedule Schedule(params DescentPhase[] phases) => Schedules.Of(phases);

    /// <summary>A descent on a gradient that a test sets.</summary>
    private sealed class SetDescent : IDisposable
    {
        private readonly WorkerTeam _team = new(1);
        private readonly DescentSchedule _schedule;
        private readonly StepPass<TwoDimensions, MomentumWithGains> _step;

        public SetDescent(Embedding start, DescentSchedule schedule)
        {
            State = DescentState<TwoDimensions>.Create<MomentumWithGains>(start);
            Gradient = new SetGradient(State);
            _schedule = schedule;
            _step = new StepPass<TwoDimensions, MomentumWithGains>(State, Gradient, _team);
        }

        public DescentState<TwoDimensions> State { get; }

        public SetGradient Gradient { get; }

        private PointLayout Layout => new(ObjectiveCase.Ring(State.Points), _team);

        public void Iterate(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _step.Run(_schedule.Phases[0], _schedule.Step);
            }
        }

        public StopReason? Run(IProgress<DescentProgress>? progress, CancellationToken cancellation = default) =>
            new Descent<TwoDimensions, MomentumWithGains>(State, Layout, Gradient, _team)
                .Run(_schedule, _schedule.Iterations, progress, cancellation);

        /// <summary>
        /// The exaggeration of each iteration, from the steps: with an attraction of 1 and no momentum a step is exaggeration x gain.
        /// </summary>
        public List<double> Exaggerations()
        {
            DescentState<TwoDimensions> state = DescentState<TwoDimensions>.Create<MomentumWithGains>(new Embedding([0, 0, 1, 1, 2, 2], 2));
            SetGradient gradient = new(state) { Probe = true };
            List<double> seen = [];
            gradient.BeforeNext = () =>
            {
                if (state.Iteration > 0)
                {
                    seen.Add(Math.Round(-state.First[0] / state.Second[0] / SetGradient.ProbeSize, 3));
                }
            };
            new Descent<TwoDimensions, MomentumWithGains>(state, Layout, gradient, _team)
                .Run(_schedule, _schedule.Iterations + 1, null, CancellationToken.None);
            return seen;
        }

        public void Dispose() => _team.Dispose();
    }

    private sealed class SetGradient(DescentState<TwoDimensions> state) : IGradient
    {
        public const float ProbeSize = 1e-3f;

        public float[] Attraction { get; } = new float[state.Positions.Length];

        public float[] Repulsion { get; } = new float[state.Positions.Length];

        public double Z { get; set; } = 1;

        public bool Probe { get; init; }

        public Action? BeforeNext { get; set; }

        public List<double> Thetas { get; } = [];

        public Func<int, double> Costs { get; set; } = _ => 1;

        public List<int> CostsAt { get; } = [];

        public void Compute(float[] positions, double theta)
        {
            BeforeNext?.Invoke();
            Thetas.Add(theta);

            if (Probe)
            {
                Attraction[0] = ProbeSize;
            }
        }

        public double ComputeWithCost(float[] positions, double theta)
        {
            Compute(positions, theta);
            CostsAt.Add(state.Iteration);
            return Costs(state.Iteration);
        }

        public IRepulsion RepulsionTerm => throw new NotSupportedException();

        public ReadOnlySpan<double> RowCosts => throw new NotSupportedException();

        public double SumOfP => 1;

        public double SumOfPLogP => 0;

        public float[] ComputeCurvatures(float[] positions, double theta, double exaggeration) => throw new NotSupportedException();
    }

    private sealed class Recorder(List<DescentProgress> reports) : IProgress<DescentProgress>
    {
        public void Report(DescentProgress value) => reports.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source, int at) : IProgress<DescentProgress>
    {
        public void Report(DescentProgress value)
        {
            if (value.Iteration == at)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Bytes that the thread which descends allocates between two iterations (the others: WorkerTeamTests).</summary>
    private sealed class AllocationMeter(int first, int last) : IProgress<DescentProgress>
    {
        private long _before;

        private long Allocated { get; set; } = -1;

        /// <summary>
        /// Less than 24 bytes, the smallest object, in each iteration: a collection that another test causes counts the unused rest of the
        /// thread's 8 KiB as allocated.
        /// </summary>
        public void AssertNothing() => Assert.InRange(Allocated, 0, Math.Min(8192, 24 * (last - first)) - 1);

        public void Report(DescentProgress value)
        {
            if (value.Iteration == first)
            {
                _before = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (value.Iteration == last)
            {
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
            }
        }
    }
}
