using BhTsne.Numerics;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Studies;

/// <summary>The errors of gradients that a study measures, against gradients by definition.</summary>
public sealed class GradientStudyTests
{
    private static readonly StudyGrid Grid = new() { Thetas = [0, 0.7, 1.5], Repetitions = 2 };

    public static TheoryData<string> Names => [.. ObjectiveCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_are_those_of_the_definition(string name)
    {
        Holds<OneDimension>(ObjectiveCase.All[name]);
        Holds<TwoDimensions>(ObjectiveCase.All[name]);
        Holds<ThreeDimensions>(ObjectiveCase.All[name]);
    }

    [Fact]
    public void Every_way_is_measured_at_every_theta()
    {
        IReadOnlyList<StudyRow> rows = Measure(ObjectiveCase.All["t-SNE"], Case<TwoDimensions>());
        Assert.Equal(
            ["Exact 0", "Published 0", "Engine 0", "Published 0.7", "Engine 0.7", "Published 1.5", "Engine 1.5"],
            rows.Select(row => FormattableString.Invariant($"{row.Method} {row.Theta}")));
        Assert.All(rows, row =>
        {
            Assert.Equal((StudyPart.Gradient, 2, 150), (row.Part, row.Repetitions, row.Samples));
            Assert.Null(row.Stage);
            Assert.InRange(row.Seconds, row.SecondsLow, row.SecondsHigh);
            Assert.Equal(row.Method == StudyMethod.Published ? row.Theta / 2 : null, row.ProgramTheta);
        });
    }

    /// <summary>Only up to 1,000 points are measured, the same ones in every run.</summary>
    [Fact]
    public void Many_points_are_sampled()
    {
        Embedding map = EndToEnd.Samples.Cloud(2500, 20, 3);
        AffinityMatrix affinities = ObjectiveCase.Ring(2500);
        StudyGrid grid = new() { Thetas = [1], Repetitions = 1 };
        StudyRow[] first = [.. TsneStudy.MeasureGradients(affinities, map, grid, new() { Threads = 1 })];
        StudyRow[] second = [.. TsneStudy.MeasureGradients(affinities, map, grid, new() { Threads = 3 })];
        Assert.All(first, row => Assert.Equal(1000, row.Samples));
        Assert.Equal(first.Select(Errors), second.Select(Errors));
        Assert.NotEqual(
            first[^1].RepulsionError, TsneStudy.MeasureGradients(affinities, map, grid, new() { Seed = 5 })[^1].RepulsionError);

        static (double?, double?) Errors(StudyRow row) => (row.RepulsionError, row.GradientError);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        AffinityMatrix affinities = ObjectiveCase.Ring(50);
        Embedding map = EndToEnd.Samples.Cloud(49, 1, 1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => TsneStudy.MeasureGradients(affinities, map));
        Assert.Contains("49", error.Message, StringComparison.Ordinal);
        Assert.Contains("50", error.Message, StringComparison.Ordinal);
        TsneOptionsException faults = Assert.Throws<TsneOptionsException>(
            () => TsneStudy.MeasureGradients(affinities, map, new StudyGrid { Thetas = [-1] }));
        Assert.Equal(nameof(StudyGrid.Thetas), Assert.Single(faults.Faults).Option);
    }

    private static PointCloud Case<TSpace>()
        where TSpace : struct, ISpace => new(CloudShape.Uniform, 150, TSpace.Dimensions, 3, 11);

    private static IReadOnlyList<StudyRow> Measure(ObjectiveCase objective, PointCloud cloud) => TsneStudy.MeasureGradients(
        ObjectiveCase.Ring(cloud.Points), new Embedding(cloud.Values(), cloud.Dimensions), Grid, objective.Options with { Threads = 2 });

    private static void Holds<TSpace>(ObjectiveCase objective)
        where TSpace : struct, ISpace
    {
        PointCloud cloud = Case<TSpace>();
        AffinityMatrix ring = ObjectiveCase.Ring(cloud.Points);
        double[,] conditional = new double[cloud.Points, cloud.Points];
        for (int i = 0; i < cloud.Points; i++)
        {
            conditional[i, (i + 1) % cloud.Points] = conditional[(i + 1) % cloud.Points, i] = 0.5;
        }

        double[,] exact = objective.Definition(conditional, cloud.ToDense()).Gradient;
        double[,] repulsion = objective.Engine<TSpace>(ring, cloud, 0, exact: true).Repulsion;
        foreach (StudyRow row in Measure(objective, cloud))
        {
            (double ofRepulsion, double ofGradient) = (row.RepulsionError!.Value, row.GradientError!.Value);
            bool isExact = row.Theta == 0;
            Assert.InRange(ofRepulsion, isExact ? 0 : 1e-6, isExact ? 3e-6 : double.MaxValue);
            if (row.Method != StudyMethod.Published)
            {
                // The engine's exact sums are rounded to single precision, and its tree is the same one.
                var (gradient, other, _) = objective.Engine<TSpace>(ring, cloud, row.Theta, exact: row.Method == StudyMethod.Exact);
                Assert.Equal(Error(other, repulsion), ofRepulsion, 3e-6);
                Assert.Equal(Error(gradient, exact), ofGradient, 2e-5);
            }
        }
    }

    private static double Error(double[,] actual, double[,] expected) => Maps.Error(actual, expected, expected);
}
