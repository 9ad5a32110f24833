namespace BhTsne.Tests;

public sealed class TsneOptionsTests
{
    private static readonly Metric Own = Metric.Custom("own", (_, _) => 0);

    /// <summary>Every option out of its range, alone: what it is set to, and how the one line of the message begins.</summary>
    public static TheoryData<string, TsneOptions> Faults => new()
    {
        { "OutputDimensions: 4 ", new() { OutputDimensions = 4 } },
        { "OutputDimensions: 0 ", new() { OutputDimensions = 0 } },
        { "DegreesOfFreedom: 0 ", new() { DegreesOfFreedom = 0 } },
        { "DegreesOfFreedom: NaN ", new() { DegreesOfFreedom = double.NaN } },
        { "DegreesOfFreedom: Infinity ", new() { DegreesOfFreedom = double.PositiveInfinity } },
        { "DegreesOfFreedom: 2 has no meaning for Sne", new() { DegreesOfFreedom = 2, Objective = TsneObjective.Sne } },
        { "Objective: 99 ", new() { Objective = (TsneObjective)99 } },
        { "Perplexity: 0.99 ", new() { Perplexity = 0.99 } },
        { "Perplexity: -5 ", new() { Perplexity = -5 } },
        { "Perplexity: NaN ", new() { Perplexity = double.NaN } },
        { "Perplexity: Infinity ", new() { Perplexity = double.PositiveInfinity } },
        { "Affinities.Perplexities: 0.5 must be at least 1", new() { Affinities = AffinityKind.Multiscale(30, 0.5) } },
        { "Affinities.Perplexities: NaN must be", new() { Affinities = AffinityKind.Multiscale(30, double.NaN) } },
        { "Affinities.Perplexities: Infinity must be", new() { Affinities = AffinityKind.Perplexity(double.PositiveInfinity) } },
        { "Affinities.Perplexities: there is no perplexity", new() { Affinities = AffinityKind.Multiscale() } },
        { "Affinities.Neighbors: a uniform row over 0 neighbours is empty", new() { Affinities = AffinityKind.Uniform(0) } },
        { "Affinities.Bandwidth: 0 must be positive", new() { Affinities = AffinityKind.FixedBandwidth(0) } },
        { "Affinities.Bandwidth: -1 must be positive", new() { Affinities = AffinityKind.FixedBandwidth(-1) } },
        { "Affinities.Bandwidth: NaN must be positive", new() { Affinities = AffinityKind.FixedBandwidth(double.NaN) } },
        { "Affinities.Bandwidth: Infinity must be positive", new() { Affinities = AffinityKind.FixedBandwidth(double.PositiveInfinity) } },
        { "NeighborCount: 0 ", new() { NeighborCount = 0 } },
        { "Metric: ", new() { Metric = null! } },
        { "PcaComponents: -1 ", new() { PcaComponents = -1 } },
        { "PcaComponents: PCA keeps Euclidean distances only, not 'cosine'", new() { PcaComponents = 5, Metric = Metric.Cosine } },
        { "Theta: -0.1 ", new() { Theta = -0.1 } },
        { "Theta: 2.1 ", new() { Theta = 2.1 } },
        { "Theta: NaN ", new() { Theta = double.NaN } },
        { "Neighbors: the approximate search cannot use the metric 'inner-product'",
            new() { Neighbors = NeighborMethod.Approximate, Metric = Metric.InnerProduct } },
        { "GradientError: 0.6 ", new() { GradientError = 0.6 } },
        { "GradientError: 1E-05 ", new() { GradientError = 1e-5 } },
        { "GradientError: NaN ", new() { GradientError = double.NaN } },
        { "EarlyTheta: -0.1 ", new() { EarlyTheta = -0.1 } },
        { "EarlyTheta: 2.1 ", new() { EarlyTheta = 2.1 } },
        { "EarlyTheta: NaN ", new() { EarlyTheta = double.NaN } },
        { "Schedule: 99 ", new() { Schedule = (TsneSchedule)99 } },
        { "Iterations: -1 ", new() { Iterations = -1 } },
        { "EarlyExaggerationIterations: -1 ", new() { EarlyExaggerationIterations = -1 } },
        { "EarlyExaggeration: 0.5 ", new() { EarlyExaggeration = 0.5 } },
        { "EarlyExaggeration: Infinity ", new() { EarlyExaggeration = double.PositiveInfinity } },
        { "EarlyExaggeration: NaN ", new() { EarlyExaggeration = double.NaN } },
        { "LateExaggeration: 0.5 ", new() { LateExaggeration = 0.5 } },
        { "LearningRate: 0 ", new() { LearningRate = 0 } },
        { "LearningRate: NaN ", new() { LearningRate = double.NaN } },
        { "LearningRate: Infinity ", new() { LearningRate = double.PositiveInfinity } },
        { "EarlyMomentum: 1 ", new() { EarlyMomentum = 1 } },
        { "EarlyMomentum: -0.1 ", new() { EarlyMomentum = -0.1 } },
        { "EarlyMomentum: NaN ", new() { EarlyMomentum = double.NaN } },
        { "Momentum: 1 ", new() { Momentum = 1 } },
        { "Momentum: NaN ", new() { Momentum = double.NaN } },
        { "MaxStepLength: 0 ", new() { MaxStepLength = 0 } },
        { "MaxStepLength: NaN ", new() { MaxStepLength = double.NaN } },
        { "MinCostImprovement: -1 ", new() { MinCostImprovement = -1 } },
        { "MinCostImprovement: NaN ", new() { MinCostImprovement = double.NaN } },
        { "MinGradientNorm: -1 ", new() { MinGradientNorm = -1 } },
        { "Threads: -1 ", new() { Threads = -1 } },
        { "Threads: 1025 ", new() { Threads = 1025 } },
        { "Neighbors: 99 ", new() { Neighbors = (NeighborMethod)99 } },
        { "Neighbors: the k-d tree cannot use the metric 'own'", new() { Neighbors = NeighborMethod.KdTree, Metric = Own } },
        { "Neighbors: the approximate search cannot use the metric 'own'", new() { Neighbors = NeighborMethod.Approximate, Metric = Own } },
        { "NeighborRecall: 0 ", new() { NeighborRecall = 0 } },
        { "NeighborRecall: 1.01 ", new() { NeighborRecall = 1.01 } },
        { "NeighborRecall: NaN ", new() { NeighborRecall = double.NaN } },
        { "Initialization: 99 ", new() { Initialization = (InitializationMethod)99 } },
        { "Repulsion: 99 ", new() { Repulsion = (RepulsionMethod)99 } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_fault_makes_one_line(string line, TsneOptions options)
    {
        TsneFault fault = Assert.Single(options.FindFaults());
        Assert.StartsWith(line, fault.ToString(), StringComparison.Ordinal);
        Assert.False(fault.IsAboutInput);

        // The same fault and no other when the points are known, and the run throws it before any work.
        TsneInput input = Input(1000, 100);
        Assert.Equal([fault], Tsne.Plan(input, options).Faults);
        Assert.Equal([fault], Assert.Throws<TsneOptionsException>(() => Tsne.Fit(input, options)).Faults);
    }

    [Fact]
    public void A_fault_has_the_value_that_is_at_fault()
    {
        Assert.Equal(new TsneFault("Theta", "2.1", "2.1 must be from 0 to 2."),
            Assert.Single(new TsneOptions { Theta = 2.1 }.FindFaults()));
        TsneFault fault = Assert.Single(new TsneOptions { Affinities = AffinityKind.Multiscale(30, 0.5) }.FindFaults());
        Assert.Equal(("Affinities.Perplexities", "0.5"), (fault.Option, fault.Value));
        TsneFault weight = Assert.Single(
            Tsne.Plan(new TsneInput(Input(100, 3).Dense!) { Weights = (float[])[0.5f, .. new float[99]] }).Faults);
        Assert.Equal(("Weights", "0.5", true), (weight.Option, weight.Value, weight.IsAboutInput));
    }

    [Fact]
    public void Every_public_option_that_can_be_wrong_has_a_fault_above()
    {
        string[] covered = [.. Faults.Select(row => ((string)row[0]).Split(':')[0]).Select(name =>
            name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)];
        string[] all = [.. typeof(TsneOptions).GetProperties().Select(property => property.Name).Where(name =>
            name is not ("Seed" or "MergeDuplicates")).Order(StringComparer.Ordinal)];
        Assert.Equal(all, covered);
    }

    [Fact]
    public void Several_faults_make_several_lines()
    {
        TsneOptions options = new() { Theta = -1, Threads = -1, Momentum = 2 };
        TsneInput input = new(Input(5, 4).Dense!) { Start = new Embedding([1, 2, 3], 1) };
        TsneOptionsException error = Assert.Throws<TsneOptionsException>(() => Tsne.Fit(input, options));
        string[] expected = ["Momentum", "Perplexity", "Start", "Start", "Theta", "Threads"];
        Assert.Equal(expected, error.Faults.Select(fault => fault.Option).Order(StringComparer.Ordinal));
        Assert.Equal(6, error.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void The_defaults_and_the_ends_of_the_ranges_are_taken()
    {
        Assert.Empty(new TsneOptions().FindFaults());
        AssertTaken(new(), 91, 10);
        AssertTaken(new() { Perplexity = 1 }, 3, 1);
        TsneOptions least = new()
        {
            Theta = 0,
            Momentum = 0,
            EarlyMomentum = 0,
            Iterations = 0,
            EarlyExaggerationIterations = 0,
            EarlyExaggeration = 1,
            MinCostImprovement = 0,
        };
        TsneOptions unsaid = new()
        {
            EarlyExaggerationIterations = null,
            EarlyMomentum = null,
            Momentum = null,
            MinCostImprovement = null,
            LearningRate = null,
        };
        foreach (TsneSchedule schedule in Enum.GetValues<TsneSchedule>())
        {
            AssertTaken(least with { Schedule = schedule }, 100, 10);
            AssertTaken(unsaid with { Schedule = schedule }, 100, 10);
        }

        AssertTaken(least, 100, 10);
        AssertTaken(new() { Theta = 2, Threads = 1024, NeighborCount = 99, PcaComponents = 100 }, 100, 100);
        AssertTaken(new() { PcaComponents = 0, Metric = Own, MaxStepLength = double.PositiveInfinity }, 100, 3);

        static void AssertTaken(TsneOptions options, int points, int dimensions) =>
            Assert.Empty(Tsne.Plan(Input(points, dimensions), options).Faults);
    }

    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(0.25, null, 0.5)]
    [InlineData(0.7, null, 1)]
    [InlineData(1.5, null, 1.5)]
    [InlineData(0.5, 0.3, 0.3)]
    public void Early_theta_is_as_asked_or_up_to_twice_theta(double theta, double? early, double expected) =>
        Assert.Equal(expected, EarlyTheta(new TsneOptions { Theta = theta, EarlyTheta = early }));

    [Fact]
    public void Early_theta_is_theta_where_nothing_outweighs_its_errors()
    {
        Assert.Equal(0.5, EarlyTheta(new TsneOptions { Objective = TsneObjective.Sne }));
        Assert.Equal(0.5, EarlyTheta(new TsneOptions { Objective = TsneObjective.SymmetricSne }));
        Assert.Equal(0.5, EarlyTheta(new TsneOptions { DegreesOfFreedom = 1.5 }));
        Assert.Equal(1, EarlyTheta(new TsneOptions { DegreesOfFreedom = 0.5 }));
        Assert.Equal(0.5, EarlyTheta(new TsneOptions { EarlyExaggeration = 1 }));
    }

    [Theory]
    [InlineData(30, null, 31, "choose one below 30")]
    [InlineData(30, null, 30, "choose one below 29")]
    [InlineData(30, 30, 1000, "choose one below 30")]
    [InlineData(30, null, 4, "choose one below 3")]
    public void A_perplexity_that_the_neighbours_cannot_reach_is_refused(double perplexity, int? neighbors, int points, string advice)
    {
        TsneOptions options = new() { Perplexity = perplexity, NeighborCount = neighbors };
        string line = Assert.Single(Lines(points, options));
        Assert.StartsWith("Perplexity: 30 cannot be reached", line, StringComparison.Ordinal);
        Assert.EndsWith(advice + ".", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Affinities_that_the_neighbours_do_not_allow_are_refused_each_by_itself()
    {
        TsneOptions several = new() { Affinities = AffinityKind.Multiscale(10, 50, 60), NeighborCount = 50 };
        string[] lines = Lines(1000, several);
        Assert.Equal(2, lines.Length);
        Assert.Equal("Affinities.Perplexities: 50 cannot be reached with 50 neighbours of each of 1000 points; choose one below 50.",
            lines[0]);
        Assert.StartsWith("Affinities.Perplexities: 60 cannot be reached with 50 ", lines[1], StringComparison.Ordinal);

        TsneOptions uniform = new() { Affinities = AffinityKind.Uniform(15) };
        Assert.Equal(
            ["Affinities.Neighbors: a uniform row over 15 neighbours needs as many, but 14 of each of 15 points are kept; "
                + "choose at most 14."],
            Lines(15, uniform));
        Assert.Equal(
            ["Affinities.Neighbors: a uniform row over 15 neighbours needs as many, but 10 of each of 1000 points are kept; "
                + "choose at most 10."],
            Lines(1000, uniform with { NeighborCount = 10 }));

        // The one perplexity has no say where another kind is asked for.
        Assert.Empty(Lines(16, uniform with { Perplexity = 500 }));
        Assert.Empty(Lines(3, new() { Affinities = AffinityKind.FixedBandwidth(1e-30) }));
        Assert.Empty(Lines(31, new() { Affinities = AffinityKind.Multiscale(1, 29.5), Perplexity = 40 }));
    }

    [Fact]
    public void Each_kind_keeps_the_neighbours_that_it_needs()
    {
        Assert.Equal(90, NeighborCount(1000, new() { Affinities = AffinityKind.Perplexity(30), Perplexity = 5 }));
        Assert.Equal(901, NeighborCount(1000, new() { Affinities = AffinityKind.Multiscale(300.5, 30) }));
        Assert.Equal(15, NeighborCount(1000, new() { Affinities = AffinityKind.Uniform(15) }));
        Assert.Equal(99, NeighborCount(100, new() { Affinities = AffinityKind.Uniform(150) }));
        Assert.Equal(60, NeighborCount(1000, new() { Affinities = AffinityKind.FixedBandwidth(1), Perplexity = 20 }));
        Assert.Equal(40, NeighborCount(1000, new() { Affinities = AffinityKind.Uniform(15), NeighborCount = 40 }));
        Assert.Equal(AffinityKind.Perplexity(7), Tsne.Plan(Input(100, 2), new() { Perplexity = 7 }).Affinities);
        Assert.Equal(AffinityKind.Uniform(3), Tsne.Plan(Input(100, 2), new() { Affinities = AffinityKind.Uniform(3) }).Affinities);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_than_three_points_are_refused(int points) =>
        Assert.StartsWith("Points: ", Assert.Single(Lines(points, new())), StringComparison.Ordinal);

    [Fact]
    public void Options_that_do_not_fit_the_points_are_refused()
    {
        Assert.StartsWith("NeighborCount: 100 ", Assert.Single(Lines(100, new() { NeighborCount = 100 })), StringComparison.Ordinal);
        Assert.StartsWith("PcaComponents: 11 ", Assert.Single(Lines(100, new() { PcaComponents = 11 })), StringComparison.Ordinal);
        TsneInput few = new(Input(100, 10).Dense!) { Start = new Embedding(new float[198], 2) };
        Assert.Equal("Start: it has 99 points, but there are 100.", Assert.Single(Tsne.Plan(few).Faults).ToString());
        TsneInput space = new(Input(100, 10).Dense!) { Start = new Embedding(new float[300], 3) };
        Assert.Equal("Start: it has 3 dimensions, but the map has 2.", Assert.Single(Tsne.Plan(space).Faults).ToString());
    }

    [Theory]
    [InlineData(30, null, 1000, 90)]
    [InlineData(30, null, 50, 49)]
    [InlineData(5.5, null, 1000, 16)]
    [InlineData(30, 40, 1000, 40)]
    [InlineData(1e9, null, 1000, 999)]
    public void The_number_of_neighbours_is_three_times_the_perplexity_unless_told(double perplexity, int? neighbors, int points,
        int expected) =>
        Assert.Equal(expected, NeighborCount(points, new() { Perplexity = perplexity, NeighborCount = neighbors }));

    [Fact]
    public void Points_are_reduced_to_50_components_where_that_helps()
    {
        Assert.Equal(50, Tsne.Plan(Input(100, 784)).Components);
        Assert.Null(Tsne.Plan(Input(100, 50)).Components);
        Assert.Null(Tsne.Plan(Input(100, 784), new() { Metric = Metric.Manhattan }).Components);
        Assert.Null(Tsne.Plan(Input(100, 784), new() { PcaComponents = 0 }).Components);
        Assert.Equal(7, Tsne.Plan(Input(100, 10), new() { PcaComponents = 7 }).Components);
    }

    private static double? EarlyTheta(TsneOptions options) => Tsne.Plan(Input(100, 3), options).Phases[0].Theta;

    private static int? NeighborCount(int points, TsneOptions options) => Tsne.Plan(Input(points, 2), options).NeighborCount;

    private static string[] Lines(int points, TsneOptions options) =>
        [.. Tsne.Plan(Input(points, 10), options).Faults.Select(fault => fault.ToString())];

    private static TsneInput Input(int points, int dimensions) => PointMatrix.From(new float[points * dimensions], points, dimensions);
}
