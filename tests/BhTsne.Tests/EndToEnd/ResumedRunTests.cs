using BhTsne.Tests.Files;
using BhTsne.Tests.Models;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.EndToEnd;

/// <summary>A run that was saved and resumed has the bits of the one that was not disturbed.</summary>
public sealed class ResumedRunTests
{
    private static readonly string[] Kinds =
    [
        "points", "PCA", "merged", "cosine", "sparse", "distances", "sparse distances", "graph", "affinities", "start rows",
    ];

    /// <summary>A run with everything that may matter, told by a few numbers.</summary>
    private sealed record Plan(
        string Kind, TsneSchedule Schedule, TsneObjective Objective, double Alpha, int Dimensions, bool IsWeighted, bool IsPinned,
        bool IsExact, int SavedAt, int Before, int After, string Way)
    {
        public TsneOptions Options => new()
        {
            Perplexity = 5,
            Iterations = 75,
            EarlyExaggerationIterations = 25,
            Schedule = Schedule,
            Objective = Objective,
            DegreesOfFreedom = Objective == TsneObjective.TSne ? Alpha : 1,
            OutputDimensions = Dimensions,
            Repulsion = IsExact ? RepulsionMethod.Exact : RepulsionMethod.BarnesHut,
            MergeDuplicates = Kind == "merged",
            PcaComponents = Kind is "PCA" or "sparse" or "merged" ? 3 : null,
            Metric = Kind == "cosine" ? Metric.Cosine : Metric.Euclidean,
            MinCostImprovement = SavedAt % 3 == 0 ? 0.3 : 0,
            Threads = Before,
        };

        public TsneInput Input()
        {
            const int N = 60;
            float[,] points = Samples.Clusters(N, 6, clusters: 3);
            for (int j = 0; j < 6; j++)
            {
                points[7, j] = points[3, j];
            }

            float[]? weights = IsWeighted && Kind is not "affinities" ? ModelCases.Weights(N) : null;
            int[]? pinned = IsPinned && Kind != "merged" ? [0, 5, 59] : null;
            NeighborGraph Graph() => Tsne.FindNeighbors(PointMatrix.From(points), new TsneOptions { Perplexity = 5, Threads = 1 });
            return Kind switch
            {
                "sparse" => new TsneInput(SparseCloud.Sparse(points)) { Weights = weights, Pinned = pinned },
                "distances" => new TsneInput(DistanceMatrix.From(PointMatrix.From(Distances(points))))
                {
                    Weights = weights,
                    Pinned = pinned,
                },
                "sparse distances" => new TsneInput(DistanceMatrix.From(SparseCloud.Sparse(Distances(points))))
                {
                    Weights = weights,
                    Pinned = pinned,
                },
                "graph" => new TsneInput(Graph()) { Pinned = pinned },
                "affinities" => new TsneInput(Tsne.ComputeAffinities(Graph(), new TsneOptions { Perplexity = 5, Threads = 1 }))
                {
                    Pinned = pinned,
                },
                "start rows" => new TsneInput(PointMatrix.From(points))
                {
                    Start = new Embedding([.. Enumerable.Range(0, 20 * Dimensions).Select(i => i * 7 % 11 / 100f)], Dimensions),
                    StartRows = Enumerable.Range(0, 20).Select(i => 3 * i).ToArray(),
                    Weights = weights,
                    Pinned = pinned,
                },
                _ => new TsneInput(PointMatrix.From(points)) { Weights = weights, Pinned = pinned },
            };
        }

        private static float[,] Distances(float[,] points)
        {
            double[,] squared = Dense.SquaredDistances(Dense.From([.. points.Cast<float>()], points.GetLength(0), points.GetLength(1)));
            float[,] distances = new float[squared.GetLength(0), squared.GetLength(0)];
            for (int i = 0; i < distances.GetLength(0); i++)
            {
                for (int j = 0; j < distances.GetLength(0); j++)
                {
                    distances[i, j] = (float)Math.Sqrt(squared[i, j]);
                }
            }

            return distances;
        }
    }

    [Fact]
    public void A_resumed_run_has_the_bits_of_one_that_was_not_disturbed()
    {
        Gen<Plan> gen =
            from kind in Gen.Elements(Kinds)
            from schedule in Gen.Elements(Enum.GetValues<TsneSchedule>())
            from objective in Gen.Frequency(
                (2, Gen.Constant(TsneObjective.TSne)), (1, Gen.Constant(TsneObjective.SymmetricSne)), (1, Gen.Constant(TsneObjective.Sne)))
            from alpha in Gen.Elements(1.0, 1, 0.5, 3)
            from dimensions in Gen.Choose(1, 3)
            from weighted in Gen.Elements(false, true)
            from pinned in Gen.Elements(false, true)
            from exact in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            from savedAt in Gen.OneOf(Gen.Choose(0, 75), Gen.Elements(0, 1, 25, 50, 74, 75))
            from before in Gen.Choose(1, 3)
            from after in Gen.Choose(1, 3)
            from way in Gen.Elements("path", "stream", "twice", "three times", "background", "phase", "objective", "resumed twice")
            select new Plan(kind, schedule, objective, alpha, dimensions, weighted, pinned, exact, savedAt, before, after, way);
        Check.ForAll(Arb.From(gen, Simpler), Holds, cases: 60);
    }

    /// <summary>Each kind of input once, whatever the property draws.</summary>
    [Fact]
    public void Every_kind_of_input_can_be_resumed() => Assert.All(
        Kinds,
        kind => Holds(new Plan(kind, TsneSchedule.Accelerated, TsneObjective.TSne, 1, 2, true, true, false, 40, 1, 2, "three times")));

    /// <summary>A run saved at its end: nothing is left to do, and its result is that of the run.</summary>
    [Fact]
    public void A_finished_run_stays_finished()
    {
        TsneOptions options = ModelCases.Quick with { Iterations = 3000, MinCostImprovement = 0.02 };
        TsneInput input = Samples.Clusters(80, 4);
        using TsneRun run = Tsne.Start(input, options);
        run.Optimize();
        Assert.Equal(StopReason.CostConverged, run.Result.StopReason);
        using TsneRun resumed = TsneRun.Load(new MemoryStream(Saved(run)), input, options);
        Assert.True(resumed.IsFinished);
        AssertSame(run.Result, resumed.Result);
        resumed.OptimizeInSteps(10, _ => throw new InvalidOperationException("Nothing is left."));
        resumed.Optimize(5);
        AssertSame(run.Result, resumed.Result);
        Assert.True(resumed.Result.Seconds.Neighbors > 0);
    }

    [Fact]
    public void The_options_are_in_the_file_and_may_be_left_out()
    {
        TsneInput input = Samples.Clusters(60, 4);
        using TsneRun run = Tsne.Start(input, ModelCases.Quick with { Seed = 5, OutputDimensions = 3 });
        run.Optimize(30);
        using TsneRun resumed = TsneRun.Load(new ForwardStream(Saved(run)), input);
        Assert.Equal(run.Plan.Options, resumed.Plan.Options);
        Assert.Equal(30, resumed.Iteration);
        run.Optimize();
        resumed.Optimize();
        AssertSame(run.Result, resumed.Result);
    }

    /// <summary>Of a pipe, whose length is not known, indices are read in blocks: here there are several.</summary>
    [Fact]
    public void A_large_P_is_the_same_from_a_stream_that_cannot_seek()
    {
        Random random = new(7);
        float[] values = [.. Enumerable.Range(0, 3000 * 4).Select(_ => random.NextSingle())];
        PointMatrix points = PointMatrix.From(values, 3000, 4);
        using TsneRun run = Tsne.Start(points, new TsneOptions { Perplexity = 50, Iterations = 12 });
        run.Optimize(5);
        byte[] saved = Saved(run);
        using TsneRun resumed = TsneRun.Load(new MemoryStream(saved), points), piped = TsneRun.Load(new ForwardStream(saved), points);
        resumed.Optimize();
        piped.Optimize();
        Assert.Equal(Samples.Bits(resumed.Result.Embedding), Samples.Bits(piped.Result.Embedding));
    }

    [Fact]
    public void Nothing_can_be_saved_before_the_descent()
    {
        using TsneRun run = Tsne.Start(Samples.Clusters(60, 4), ModelCases.Quick);
        using TempFiles folder = new();
        Assert.Throws<InvalidOperationException>(() => run.Save(folder["c"]));
        Assert.Throws<InvalidOperationException>(() => run.TrySaveInBackground(folder["c"]));
        Assert.Throws<InvalidOperationException>(() => run.Save(new MemoryStream()));
        run.WaitForSave();
        Assert.Empty(folder.Names());
    }

    /// <summary>Both ways give the same file but for the number of the run, and the state is that of the moment of the call.</summary>
    [Fact]
    public void A_state_that_is_written_in_the_background_is_that_of_the_call()
    {
        using TempFiles folder = new();
        TsneInput input = Samples.Clusters(60, 4);
        using TsneRun run = Tsne.Start(input, ModelCases.Quick);
        run.Optimize(20);
        int saved = 0;
        for (int i = 0; i < 20; i++)
        {
            if (run.TrySaveInBackground(folder["c"]))
            {
                saved = run.Iteration;
            }

            run.Optimize(2);
        }

        run.WaitForSave();
        using TsneRun resumed = TsneRun.Load(folder["c"], input);
        Assert.Equal(saved, resumed.Iteration);
        resumed.Optimize();
        AssertSame(run.Result, resumed.Result);
        Assert.Equal(["c"], folder.Names());
    }

    [Fact]
    public void A_state_that_could_not_be_written_is_told_once_and_the_run_goes_on()
    {
        using TempFiles folder = new();
        TsneInput input = Samples.Clusters(60, 4);
        using TsneRun run = Tsne.Start(input, ModelCases.Quick);
        run.Optimize(10);
        string missing = Path.Combine(folder["none"], "c");
        Assert.ThrowsAny<IOException>(() => run.Save(missing));
        Assert.True(run.TrySaveInBackground(missing));
        Assert.ThrowsAny<IOException>(run.WaitForSave);
        run.WaitForSave();
        Directory.CreateDirectory(folder["none"]);
        run.Save(missing);
        run.Optimize();
        run.Save(missing);
        using TsneRun resumed = TsneRun.Load(missing, input);
        AssertSame(run.Result, resumed.Result);
        AssertSame(Tsne.Fit(input, ModelCases.Quick), resumed.Result);
    }

    /// <summary>The file of another run is there: it is replaced as a whole, and so is one that is no checkpoint.</summary>
    [Fact]
    public void The_file_of_another_run_is_replaced_as_a_whole()
    {
        using TempFiles folder = new();
        string path = folder["c"];
        TsneInput input = Samples.Clusters(60, 4);
        using TsneRun one = Tsne.Start(input, ModelCases.Quick), other = Tsne.Start(input, ModelCases.Quick with { Seed = 9, Theta = 0.4 });
        one.Optimize(10);
        other.Optimize(12);
        one.Save(path);
        other.Save(path);
        one.Optimize(10);
        one.Save(path);
        Assert.Equal(20, Loaded());
        other.Save(path);
        Assert.Equal(12, Loaded());
        File.WriteAllBytes(path, new byte[File.ReadAllBytes(path).Length]);
        one.Save(path);
        Assert.Equal(20, Loaded());
        File.WriteAllText(path, "x");
        one.Optimize(1);
        one.Save(path);
        Assert.Equal(21, Loaded());
        File.Delete(path);
        one.Save(path);
        Assert.Equal(21, Loaded());
        one.Save(folder["d"]);
        one.Optimize(1);
        one.Save(path);
        Assert.Equal(22, Loaded());
        Assert.Equal(["c", "d"], folder.Names());

        int Loaded()
        {
            using TsneRun run = TsneRun.Load(path, input);
            return run.Iteration;
        }
    }

    /// <summary>A run that was resumed from a file goes on in that file, with a slot at a time.</summary>
    [Fact]
    public void A_resumed_run_goes_on_in_its_file()
    {
        using TempFiles folder = new();
        string path = folder["c"];
        TsneInput input = Samples.Clusters(60, 4);
        using (TsneRun run = Tsne.Start(input, ModelCases.Quick))
        {
            run.Optimize(10);
            run.Save(path);
        }

        for (int iteration = 15; iteration <= 60; iteration += 5)
        {
            byte[] before = File.ReadAllBytes(path);
            using TsneRun run = TsneRun.Load(path, input);
            Assert.Equal(iteration - 5, run.Iteration);
            run.Optimize(5);
            run.Save(path);
            byte[] after = File.ReadAllBytes(path);
            int[] changed = [.. Enumerable.Range(0, after.Length).Where(at => after[at] != before[at])];
            Assert.Equal(before.Length, after.Length);

            // All that changed lies in one of the two last parts of the file.
            SectionBytes parsed = SectionBytes.Parse(before);
            int start = ((before.Length - parsed.Rest.Length) + 4095) / 4096 * 4096, length = (before.Length - start) / 2;
            int slot = (changed[0] - start) / length;
            Assert.InRange(changed[0], start + (slot * length), int.MaxValue);
            Assert.InRange(changed[^1], 0, start + ((slot + 1) * length) - 1);
        }

        using TsneRun last = TsneRun.Load(path, input);
        AssertSame(Tsne.Fit(input, ModelCases.Quick), last.Result);
    }

    private static void Holds(Plan plan)
    {
        TsneInput input = plan.Input();
        TsneOptions options = plan.Options;
        using TsneRun whole = Tsne.Start(input, options);
        Drive(whole, plan, null);
        using TempFiles folder = new();
        string path = folder["run.checkpoint"];
        TsneRun run = Tsne.Start(input, options);
        using MemoryStream stream = new();
        Drive(run, plan, save =>
        {
            if (plan.Way == "stream")
            {
                save.Save(stream);
            }
            else if (plan.Way == "background")
            {
                Assert.True(save.TrySaveInBackground(path));
            }
            else
            {
                save.Save(path);
            }
        });
        run.Dispose();
        stream.Position = 0;
        TsneOptions later = options with { Threads = plan.After };
        using TsneRun resumed = plan.Way == "stream" ? TsneRun.Load(stream, input, later) : TsneRun.Load(path, input, later);
        Rest(resumed, plan, plan.Way == "resumed twice" ? path : null, input);
        Rest(whole, plan, null, input);
        AssertSame(whole.Result, resumed.Result);
        Assert.Equal(whole.Plan.Components, resumed.Plan.Components);
        if (plan.Kind is "points" or "PCA" or "merged" or "cosine" or "sparse" or "start rows")
        {
            TsneModel expected = whole.ToModel(), model = resumed.ToModel();
            Assert.Equal(
                ModelCases.Save(expected), ModelCases.Save(new TsneModel(model.Content with { Options = expected.Options })));
        }
    }

    /// <summary>To the iteration at which it is saved.</summary>
    private static void Drive(TsneRun run, Plan plan, Action<TsneRun>? save)
    {
        int at = Math.Min(plan.SavedAt, run.Plan.Options.Iterations);
        run.Prepare();
        switch (plan.Way)
        {
            case "twice" or "three times":
                for (int part = 1; part < (plan.Way == "twice" ? 2 : 3); part++)
                {
                    save?.Invoke(run);
                    run.Optimize(at / 3);
                }

                run.Optimize(Math.Max(0, at - run.Iteration));
                break;
            case "phase":
                run.Optimize(Math.Min(at, 20));
                run.Optimize(new TsnePhase { Iterations = 7, Exaggeration = 2, Momentum = 0.7, Theta = 0.9 });
                break;
            case "objective":
                run.Optimize(Math.Min(at, 20));
                run.Optimize(Another(run, 5));
                break;
            default:
                run.Optimize(at);
                break;
        }

        if (plan.Way == "background" && save is not null)
        {
            // The run goes on while the state is written; what it does then is lost.
            save(run);
            run.Optimize(2);
        }
        else
        {
            save?.Invoke(run);
        }
    }

    /// <summary>From the iteration at which it was saved to the end, in the middle of a phase of the caller's own where it was.</summary>
    private static void Rest(TsneRun run, Plan plan, string? path, TsneInput input)
    {
        if (plan.Way == "objective")
        {
            run.Optimize(Another(run, 6));
        }

        if (path is not null)
        {
            run.Optimize(Math.Min(3, Math.Max(0, run.Plan.Options.Iterations - run.Iteration)));
            run.Save(path);
            using TsneRun again = TsneRun.Load(path, input, plan.Options);
            again.Optimize();
            run.Optimize();
            AssertSame(run.Result, again.Result);
            return;
        }

        run.Optimize();
    }

    /// <summary>A phase with another objective: symmetric SNE of a small map, or heavy tails.</summary>
    private static TsnePhase Another(TsneRun run, int iterations) => run.Plan.Options.Objective == TsneObjective.TSne
        ? new TsnePhase { Iterations = iterations, DegreesOfFreedom = 0.7 }
        : new TsnePhase { Iterations = iterations, Objective = TsneObjective.TSne };

    private static IEnumerable<Plan> Simpler(Plan plan) => new[]
    {
        plan with { Kind = "points" }, plan with { IsWeighted = false }, plan with { IsPinned = false }, plan with { Way = "path" },
        plan with { Objective = TsneObjective.TSne, Alpha = 1 }, plan with { Dimensions = 2 }, plan with { Before = 1, After = 1 },
        plan with { Schedule = TsneSchedule.Classic }, plan with { SavedAt = 10 },
    }.Where(simpler => simpler != plan);

    private static byte[] Saved(TsneRun run)
    {
        using MemoryStream stream = new();
        run.Save(stream);
        return stream.ToArray();
    }

    private static void AssertSame(TsneResult expected, TsneResult actual)
    {
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
        Assert.Equal(
            (expected.KlDivergence, expected.Iterations, expected.StopReason, expected.CostImprovement),
            (actual.KlDivergence, actual.Iterations, actual.StopReason, actual.CostImprovement));
    }
}
