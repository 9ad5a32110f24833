using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Studies;

/// <summary>Every value of a grid is checked before any work, and named with its list.</summary>
public sealed class StudyGridTests
{
    public static TheoryData<string, string> Faulty => new()
    {
        { nameof(StudyGrid.Thetas), "-0.5" },
        { nameof(StudyGrid.Thetas), "NaN" },
        { nameof(StudyGrid.Perplexities), "0.5" },
        { nameof(StudyGrid.Perplexities), "67" },
        { nameof(StudyGrid.Objectives), "7" },
        { nameof(StudyGrid.DegreesOfFreedom), "0" },
        { nameof(StudyGrid.Schedules), "9" },
        { nameof(StudyGrid.Repetitions), "0" },
        { nameof(StudyGrid.Stages), "0" },
        { nameof(StudyGrid.Stages), "1.5" },
    };

    [Fact]
    public void The_defaults_are_sound() => Assert.Empty(new StudyGrid().FindFaults());

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_value_out_of_range_is_named_with_its_list(string list, string value)
    {
        double number = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        StudyGrid grid = list switch
        {
            nameof(StudyGrid.Thetas) => new() { Thetas = [0.5, number] },
            nameof(StudyGrid.Perplexities) => new() { Perplexities = [5, number] },
            nameof(StudyGrid.Objectives) => new() { Objectives = [TsneObjective.Sne, (TsneObjective)number] },
            nameof(StudyGrid.DegreesOfFreedom) => new() { DegreesOfFreedom = [1, number] },
            nameof(StudyGrid.Schedules) => new() { Schedules = [(TsneSchedule)number] },
            nameof(StudyGrid.Repetitions) => new() { Repetitions = (int)number },
            _ => new() { Stages = [number] },
        };
        TsneOptionsException error = Assert.Throws<TsneOptionsException>(() => new TsneStudy(Samples.Clusters(68, 3), grid));
        TsneFault fault = Assert.Single(error.Faults);
        Assert.Equal((list, value), (fault.Option, list is "Objectives" or "Schedules" ? value : fault.Value));
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_found_at_once() => Assert.Equal(
        [nameof(StudyGrid.Thetas), nameof(StudyGrid.Thetas), nameof(StudyGrid.Perplexities), nameof(StudyGrid.Repetitions)],
        new StudyGrid { Thetas = [-1, 0.5, 0.5], Perplexities = [0], Repetitions = 0 }.FindFaults().Select(fault => fault.Option));

    [Fact]
    public void Lists_that_exclude_each_other_are_faults()
    {
        Assert.Equal(
            nameof(StudyGrid.Perplexities),
            Assert.Single(new StudyGrid { Perplexities = [5] }.FindFaults(new() { Affinities = AffinityKind.Uniform(5) })).Option);
        Assert.Equal(
            nameof(StudyGrid.DegreesOfFreedom),
            Assert.Single(new StudyGrid { Objectives = [TsneObjective.Sne], DegreesOfFreedom = [2] }.FindFaults()).Option);
        Assert.Equal(nameof(StudyGrid.Stages), Assert.Single(new StudyGrid { Stages = [0.5, 0.2] }.FindFaults()).Option);
    }

    [Fact]
    public void An_input_that_a_study_cannot_take_is_named()
    {
        float[,] points = Samples.Clusters(60, 3);
        Assert.Equal(["Points"], Options(Samples.Clusters(20, 3)));
        Assert.Equal(["Weights"], Options(new TsneInput(PointMatrix.From(points)) { Weights = Enumerable.Repeat(1f, 60).ToArray() }));
        Assert.Equal(["Start"], Options(new TsneInput(PointMatrix.From(points)) { Start = Samples.Cloud(60, 1, 1) }));
        Assert.Equal(["Points"], Options(new TsneInput(DistanceMatrix.From(PointMatrix.From(new float[60, 60])))));
        Assert.Equal(["Labels"], Options(points, new string[59]));
        Assert.Equal(["Labels"], Options(points, [.. Enumerable.Repeat("one", 60)]));
        Assert.Equal(["Labels"], Options(points, [.. Enumerable.Repeat("one", 59), null!]));
        Assert.Equal([], Options(points, [.. Enumerable.Repeat("one", 59), "two"]));

        static IEnumerable<string> Options(TsneInput input, string[]? labels = null) =>
            TsneStudy.FindFaults(input, new StudyGrid(), new() { Perplexity = 5 }, labels).Select(fault => fault.Option);
    }

    [Fact]
    public void The_grid_is_the_product_of_its_lists_and_only_t_SNE_has_tails()
    {
        StudyGrid grid = new()
        {
            Thetas = [0.2, 0.5],
            Perplexities = [5, 10],
            Objectives = [TsneObjective.TSne, TsneObjective.Sne],
            DegreesOfFreedom = [0.5, 1],
            Seeds = [1, 2],
        };
        BhTsne.Studies.StudySetting[] runs = [.. grid.Outcomes(new TsneOptions())];
        Assert.Equal(2 * 2 * 3 * 2, runs.Length);
        Assert.Equal(runs.Length, runs.Distinct().Count());
        Assert.All(runs, run => Assert.Empty(run.Apply(new TsneOptions()).FindFaults()));

        // θ changes fastest and the seed last.
        Assert.Equal((0.2, 1ul), (runs[0].Theta, runs[0].Seed));
        Assert.Equal((0.5, 1ul), (runs[1].Theta, runs[1].Seed));
        Assert.Equal((0.5, 2ul), (runs[^1].Theta, runs[^1].Seed));
        Assert.Equal(3, grid.GradientRuns(new TsneOptions()).Count());
    }
}
