using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Models;

namespace BhTsne.Tests.Studies;

/// <summary>Whole studies of few points: what they measure, and that an interruption loses nothing.</summary>
public sealed class TsneStudyTests
{
    private static readonly TsneInput Points = Samples.Clusters(150, 5);
    private static readonly string[] Labels = [.. Enumerable.Range(0, 150).Select(point => $"cluster {point % 6}")];
    private static readonly TsneOptions Options = new() { Iterations = 60, EarlyExaggerationIterations = 20, Threads = 1 };
    private static readonly StudyGrid Grid = new()
    {
        Thetas = [0.5, 1],
        Perplexities = [5, 12],
        Objectives = [TsneObjective.TSne, TsneObjective.Sne],
        Repetitions = 2,
    };

    /// <summary>Sharing neighbours and P changes no bit of a map.</summary>
    [Fact]
    public void Outcomes_are_those_of_single_runs()
    {
        List<(StudyRow Row, Embedding Map)> made = [];
        TsneStudy study = new(Points, Grid, Options, Labels) { MapMade = (row, map) => made.Add((row, map)) };
        IReadOnlyList<StudyRow> rows = study.MeasureOutcomes();
        Assert.Equal(8, rows.Count);
        Assert.Equal(rows, made.Select(one => one.Row));
        foreach ((StudyRow row, Embedding map) in made)
        {
            TsneResult single = Tsne.Fit(Points, row.Setting.Apply(Options));
            Assert.Equal(Samples.Bits(single.Embedding), Samples.Bits(map));
            Assert.Equal((single.KlDivergence, single.Iterations, single.StopReason), (row.KlDivergence, row.Iterations, row.StopReason));
            MapEvaluation evaluation = MapQuality.Evaluate(
                PointMatrix.From(Samples.Clusters(150, 5)), map, Labels, new() { Neighbors = [10, 30] });
            Assert.Equal(evaluation.Neighborhoods[1].Trustworthiness.Value, row.Measure("trustworthiness_30")!.Value);
            Assert.Equal(evaluation.LabelAccuracy!.Value, row.Measure("label_accuracy")!.Value);
            Assert.Equal(evaluation.Silhouette!.Value, row.Measure("silhouette")!.Value);
            Assert.Equal(evaluation.TripletAgreement.Low, row.Measure("triplet_agreement")!.Low);
            Assert.True(row is { Part: StudyPart.Outcome, Seconds: > 0, NeighborSeconds: > 0, AffinitySeconds: > 0 });
        }
    }

    [Fact]
    public void Gradients_are_measured_at_the_end_of_early_exaggeration_half_way_and_at_the_end()
    {
        IReadOnlyList<StudyRow> rows = new TsneStudy(Points, Grid, Options with { Schedule = TsneSchedule.Classic }).MeasureGradients();
        Assert.Equal(2 * 3 * 5, rows.Count);
        Assert.Equal([20, 30, 60], rows.Select(row => row.Iterations).Distinct());
        Assert.Equal([20.0 / 60, 0.5, 1], rows.Select(row => row.Stage!.Value).Distinct());
        Assert.All(rows, row => Assert.Equal(5, row.Perplexity));

        // The gradients are those of the maps of the run, and of its P.
        using TsneRun run = Tsne.Start(Points, Options with { Perplexity = 5, Schedule = TsneSchedule.Classic });
        run.Optimize(30);
        AffinityMatrix affinities = Tsne.ComputeAffinities(
            Tsne.FindNeighbors(Points, Options with { Perplexity = 5 }), Options with { Perplexity = 5 });
        Assert.Equal(
            TsneStudy.MeasureGradients(affinities, run.Snapshot(), Grid with { Objectives = [] }, Options).Select(row => row.GradientError),
            rows.Where(row => row is { Stage: 0.5, Objective: TsneObjective.TSne }).Select(row => row.GradientError));
    }

    /// <summary>A run that stops early is measured at its last map once.</summary>
    [Fact]
    public void A_run_that_stops_is_measured_at_its_end()
    {
        TsneOptions options = Options with { Iterations = 2000, EarlyExaggerationIterations = 20, MinCostImprovement = 0.5 };
        StudyGrid grid = new() { Thetas = [1], Perplexities = [5], Repetitions = 1 };
        TsneStudy study = new(Points, grid, options);
        IReadOnlyList<StudyRow> rows = study.MeasureGradients();
        Assert.Equal([0.01, 1], rows.Select(row => row.Stage!.Value).Distinct());
        Assert.InRange(rows[^1].Iterations, 21, 1999);
        Assert.Empty(new TsneStudy(Points, grid, options) { Done = rows }.MeasureGradients());
    }

    /// <summary>However far it came: what is measured afterwards completes the rows of a study that was not interrupted.</summary>
    [Fact]
    public void An_interrupted_study_goes_on_where_it_was()
    {
        using TempFiles files = new();
        IReadOnlyList<StudyRow> all = Run(files["whole.csv"], null, int.MaxValue);
        Assert.Equal((2 * 3 * 5) + 8, all.Count);
        string path = files["study.csv"];
        for (int stops = 0; stops < 8; stops++)
        {
            Run(path, files["cache"], 5);
        }

        IReadOnlyList<StudyRow> rows = StudyFile.Read(path);
        Assert.Equal(all.Select(row => row.Key), rows.Select(row => row.Key));
        Assert.Equal(
            all.Select(row => (row.RepulsionError, row.GradientError, row.KlDivergence)),
            rows.Select(row => (row.RepulsionError, row.GradientError, row.KlDivergence)));

        // The maps of rows that were measured before come from the cache.
        List<StudyRow> shown = [];
        TsneStudy study = new(Points, Grid, Options with { Schedule = TsneSchedule.Classic }, Labels)
        {
            Cache = new StudyCache(files["cache"]) { Note = Assert.Fail },
            Done = [.. rows],
            MapMade = (row, _) => shown.Add(row),
        };
        Assert.Empty(study.MeasureOutcomes());
        Assert.Equal(8, shown.Count);
    }

    /// <summary>The default perplexity, which the points have too few neighbours for, is not asked for.</summary>
    [Fact]
    public void Few_points_are_studied_with_the_perplexities_of_the_grid()
    {
        using TempFiles files = new();
        TsneStudy study = new(Samples.Clusters(25, 4), new StudyGrid { Thetas = [0.5], Perplexities = [3, 5] }, Options)
        {
            Cache = new StudyCache(files["cache"]),
        };
        Assert.Equal(2, study.MeasureOutcomes().Count);
        Assert.Equal([3, 5], study.MeasureOutcomes().Select(row => row.Perplexity!.Value));
    }

    /// <summary>A row of an early map that is missing is measured again, and nothing else.</summary>
    [Fact]
    public void A_missing_row_of_any_stage_is_measured()
    {
        StudyGrid grid = new() { Thetas = [0.5, 1], Perplexities = [5], Repetitions = 1 };
        IReadOnlyList<StudyRow> all = new TsneStudy(Points, grid, Options).MeasureGradients();
        StudyRow missing = all.First(row => row.Stage < 1);
        IReadOnlyList<StudyRow> again = new TsneStudy(Points, grid, Options) { Done = [.. all.Where(row => row != missing)] }
            .MeasureGradients();
        Assert.Equal(missing.Key, Assert.Single(again).Key);
    }

    [Fact]
    public void An_error_of_the_gradient_is_no_fixed_theta() => Assert.Contains(
        TsneStudy.FindFaults(Points, null, new TsneOptions { GradientError = 0.01 }),
        fault => fault.Option == nameof(TsneOptions.GradientError));

    /// <summary>A second study of the same points finds no neighbours and computes no P, and gives the same bits.</summary>
    [Fact]
    public void A_second_study_starts_at_once()
    {
        using TempFiles files = new();
        StudyGrid grid = Grid with { Thetas = [1], Objectives = [] };
        List<string> details = [];
        IReadOnlyList<StudyRow> first = Study().MeasureOutcomes();
        Assert.Contains(details, detail => detail.EndsWith("finding neighbours", StringComparison.Ordinal));
        details.Clear();
        IReadOnlyList<StudyRow> second = Study().MeasureOutcomes();
        Assert.DoesNotContain(details, detail => detail.EndsWith("finding neighbours", StringComparison.Ordinal));
        Assert.DoesNotContain(details, detail => detail.EndsWith("computing P", StringComparison.Ordinal));
        Assert.Equal(first.Select(row => row.KlDivergence), second.Select(row => row.KlDivergence));
        Assert.Equal(first.Select(row => row.AffinitySeconds), second.Select(row => row.AffinitySeconds));

        // Other points or another metric are other keys.
        int before = Directory.GetFiles(files["cache"]).Length;
        Study(Samples.Clusters(150, 5, seed: 2)).MeasureOutcomes();
        int between = Directory.GetFiles(files["cache"]).Length;
        Assert.True(between >= before + 3);
        Study(options: Options with { Metric = Metric.Manhattan }).MeasureOutcomes();
        Assert.True(Directory.GetFiles(files["cache"]).Length >= between + 3);

        TsneStudy Study(float[,]? points = null, TsneOptions? options = null) => new(points ?? Points, grid, options ?? Options)
        {
            Cache = new StudyCache(files["cache"]) { Note = Assert.Fail },
            Progress = new Details(details),
        };
    }

    [Fact]
    public void Its_identity_names_the_input_the_grid_and_the_options()
    {
        IReadOnlyDictionary<string, string> one = new TsneStudy(Points, Grid, Options, Labels).Identity;
        Assert.Equal(one, new TsneStudy(Samples.Clusters(150, 5), Grid, Options, Labels).Identity);
        Assert.Equal("5, 12", one["perplexities"]);
        Assert.Equal(["input"], Differences(new TsneStudy(Samples.Clusters(150, 5, seed: 9), Grid, Options, Labels)));
        Assert.Equal(["thetas"], Differences(new TsneStudy(Points, Grid with { Thetas = [0.5] }, Options, Labels)));
        Assert.Equal(["labels"], Differences(new TsneStudy(Points, Grid, Options)));
        Assert.Equal(["Iterations"], Differences(new TsneStudy(Points, Grid, Options with { Iterations = 61 }, Labels)));
        Assert.Equal(["threads"], Differences(new TsneStudy(Points, Grid, Options with { Threads = 7 }, Labels)));

        IEnumerable<string> Differences(TsneStudy other) =>
            one.Keys.Union(other.Identity.Keys).Where(name => one.GetValueOrDefault(name) != other.Identity.GetValueOrDefault(name));
    }

    /// <summary>Sparse points are compared as they are after the reduction.</summary>
    [Fact]
    public void Sparse_points_can_be_studied()
    {
        float[,] values = Samples.Clusters(60, 6);
        SparseMatrix sparse = Oracles.SparseCloud.Sparse(values);
        StudyGrid grid = new() { Thetas = [1], Perplexities = [4], Repetitions = 1 };
        StudyRow row = Assert.Single(new TsneStudy(sparse, grid, Options with { PcaComponents = 4 }).MeasureOutcomes());
        Assert.Equal(Tsne.Fit(sparse, Options with { PcaComponents = 4, Theta = 1, Perplexity = 4 }).KlDivergence, row.KlDivergence);
        Assert.NotNull(row.Measure("preservation_10"));
        Assert.Null(row.Measure("preservation_30"));
    }

    /// <summary>A study that is canceled after a number of rows.</summary>
    private static IReadOnlyList<StudyRow> Run(string path, string? cache, int most)
    {
        using CancellationTokenSource source = new();
        TsneStudy plan = new(Points, Grid, Options with { Schedule = TsneSchedule.Classic }, Labels);
        using StudyFile file = StudyFile.Resume(path, plan.Identity);
        int left = most;
        TsneStudy study = new(Points, Grid, Options with { Schedule = TsneSchedule.Classic }, Labels)
        {
            Cache = cache is null ? null : new StudyCache(cache) { Note = Assert.Fail },
            Done = [.. file.Rows],
            RowMeasured = row =>
            {
                file.Add(row);
                if (--left == 0)
                {
                    source.Cancel();
                }
            },
        };
        try
        {
            study.MeasureGradients(source.Token);
            study.MeasureOutcomes(source.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(0, Math.Max(0, left));
        }

        return [.. file.Rows];
    }

    private sealed class Details(List<string> all) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => all.Add(value.Detail);
    }
}
