using BhTsne.Tests.Models;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>The certificate of a run against plain computations over all points.</summary>
public sealed class CertificateTests
{
    private const int N = 300;

    private static readonly float[,] Values = Samples.Clusters(N, 8);

    private static readonly PointMatrix Points = PointMatrix.From(Values);

    private static readonly TsneOptions Quick = new() { Perplexity = 8, Iterations = 170, EarlyExaggerationIterations = 70, Threads = 1 };

    public static TheoryData<TsneObjective, int, double> Objectives => new()
    {
        { TsneObjective.TSne, 1, 1 },
        { TsneObjective.TSne, 2, 1 },
        { TsneObjective.TSne, 3, 0.6 },
        { TsneObjective.SymmetricSne, 1, 1 },
        { TsneObjective.SymmetricSne, 3, 1 },
        { TsneObjective.Sne, 1, 1 },
        { TsneObjective.Sne, 2, 1 },
        { TsneObjective.Sne, 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void It_changes_no_bit_and_is_the_same_on_any_threads(TsneObjective objective, int dimensions, double alpha)
    {
        TsneOptions options = Quick with { Objective = objective, OutputDimensions = dimensions, DegreesOfFreedom = alpha };
        TsneResult whole = Tsne.Fit(Points, options);
        using TsneRun run = Tsne.Start(Points, options with { Threads = 3 });
        run.Certifies = true;
        run.Optimize(64);
        _ = run.Certify();
        _ = run.Diagnose();
        run.Optimize(30);
        _ = run.Diagnose();
        _ = run.Certify();
        run.Optimize();
        TsneCertificate certificate = run.Certify();
        TsneDiagnostics scores = run.Diagnose();
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(run.Result.Embedding));
        using TsneRun alone = Tsne.Start(Points, options);
        alone.Optimize();
        TsneCertificate other = alone.Certify();
        AssertSame(other, certificate);
        TsneDiagnostics others = alone.Diagnose();
        Assert.Equal(others.CostContributions.ToArray(), scores.CostContributions.ToArray());
        Assert.Equal(others.Singularities.ToArray(), scores.Singularities.ToArray());
        Assert.Equal(others.NeighborsKept.ToArray(), scores.NeighborsKept.ToArray());
        Assert.Equal(whole.KlDivergence, certificate.KlDivergence.Value, 1e-3);
        Assert.Equal(whole.CostImprovement, certificate.CostImprovement);
    }

    [Fact]
    public void Neighbours_kept_are_those_of_a_count_over_all()
    {
        using TsneRun run = Finished(Points, Quick);
        TsneCertificate certificate = run.Certify();
        Assert.Equal([10, 30, 90], certificate.NeighborsKept.Select(kept => kept.Neighbors));
        double[,] input = Dense.SquaredDistances(Dense.From(Points.Values, N, 8));
        double[,] map = Dense.SquaredDistances(Samples.ToDense(run.Snapshot()));
        foreach (NeighborShare kept in certificate.NeighborsKept)
        {
            int k = kept.Neighbors;
            double expected = Enumerable.Range(0, N).Average(i =>
                Dense.OthersByDistance(input, i)[..k].Intersect(Dense.OthersByDistance(map, i)[..k]).Count() / (double)k);
            Assert.True(kept.Share.IsExact);
            Assert.Equal(expected, kept.Share.Value, 1e-9);
        }

        Assert.Equal(1, certificate.NeighborRecall!.Value);
        TsneDiagnostics scores = run.Diagnose();
        Assert.Equal(30, scores.Neighbors);
        for (int i = 0; i < N; i++)
        {
            int kept = Dense.OthersByDistance(input, i)[..30].Intersect(Dense.OthersByDistance(map, i)[..30]).Count();
            Assert.Equal(kept / 30.0, scores.NeighborsKept.Span[i], 1e-6);
        }
    }

    [Fact]
    public void Moved_points_are_those_that_left_their_neighbours_as_the_whole_map_sees_it()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        run.Optimize(100);
        double[,] before = Centred(run.Snapshot());
        run.Optimize(63);
        double[,] now = Centred(run.Snapshot());
        TsneCertificate certificate = run.Certify();
        Assert.Equal(63, certificate.MovedOverIterations);
        double growth = now.Cast<double>().Zip(before.Cast<double>(), (a, b) => a * b).Sum()
            / before.Cast<double>().Sum(value => value * value);
        double[,] squared = Dense.SquaredDistances(now);
        int moved = Enumerable.Range(0, N).Count(i =>
        {
            double step = Math.Pow(now[i, 0] - (growth * before[i, 0]), 2) + Math.Pow(now[i, 1] - (growth * before[i, 1]), 2);
            return step > squared[i, Dense.OthersByDistance(squared, i)[9]];
        });
        Assert.InRange(moved, 5, N - 5);
        Assert.Equal(moved / (double)N, certificate.MovedPoints!.Value, 1.5 / N);
    }

    [Fact]
    public void Recall_is_the_share_of_true_neighbours_that_the_search_found()
    {
        TsneOptions rough = Quick with { Neighbors = NeighborMethod.Approximate, NeighborRecall = 0.6, Iterations = 0, PcaComponents = 0 };
        PointMatrix many = PointMatrix.From(Samples.Clusters(6000, 12, clusters: 60));
        using TsneRun run = Tsne.Start(many, rough);
        run.Certifies = true;
        run.KeepsPoints = false;
        run.Prepare();
        Estimate recall = run.Certify().NeighborRecall!;
        NeighborGraph found = Tsne.FindNeighbors(many, rough), exact = Tsne.FindNeighbors(
            many, rough with { Neighbors = NeighborMethod.Exact });
        double expected = Enumerable.Range(0, 6000)
            .Average(i => found.NeighborsOf(i).ToArray().Intersect(exact.NeighborsOf(i).ToArray()).Count() / 24.0);
        Assert.InRange(expected, 0.4, 0.99);
        Assert.False(recall.IsExact);
        Assert.Equal(expected, recall.Value, 0.03);
    }

    [Fact]
    public void Equal_points_and_components_are_counted()
    {
        float[,] values = Samples.Clusters(120, 5, clusters: 2);
        for (int i = 0; i < 120; i++)
        {
            values[i, 0] += i % 2 == 0 ? 1000 : 0;
        }

        for (int j = 0; j < 5; j++)
        {
            values[7, j] = values[3, j];
            values[9, j] = values[3, j];
        }

        TsneOptions few = Quick with { Perplexity = 4, Iterations = 30, EarlyExaggerationIterations = 10 };
        using TsneRun run = Finished(PointMatrix.From(values), few);
        TsneCertificate certificate = run.Certify();
        Assert.Equal(3, certificate.Duplicates);
        Assert.Equal(2, certificate.Components);
        Assert.Equal(60, certificate.LargestComponent);
        Assert.Contains(certificate.Remarks, remark => remark.Contains("2 components", StringComparison.Ordinal));
        Assert.Contains(certificate.Remarks, remark => remark.Contains("3 points are equal", StringComparison.Ordinal));
        using TsneRun merged = Finished(PointMatrix.From(values), few with { MergeDuplicates = true });
        TsneCertificate ofMerged = merged.Certify();
        Assert.Equal(3, ofMerged.Duplicates);
        Assert.DoesNotContain(ofMerged.Remarks, remark => remark.Contains("equal", StringComparison.Ordinal));
        float[] scores = merged.Diagnose().CostContributions.ToArray();
        Assert.Equal(120, scores.Length);
        Assert.Equal(scores[3], scores[7]);
        Assert.Equal(scores[3], scores[9]);
    }

    [Fact]
    public void What_stands_out_is_said()
    {
        using TsneRun run = Tsne.Start(Points, Quick with { Theta = 1.9, EarlyTheta = 1.9 });
        run.Optimize(110);
        IReadOnlyList<string> remarks = run.Certify().Remarks;
        Assert.Contains(remarks, remark => remark.StartsWith("still moving: KL falls by", StringComparison.Ordinal));
        PointMatrix cloud = PointMatrix.From(Samples.Clusters(N, 8, clusters: 1));
        using TsneRun finished = Finished(cloud, Quick with { Iterations = 1500, MinCostImprovement = 0.0005 });
        Assert.Empty(finished.Certify().Remarks);
        using TsneRun coarse = Finished(Points, Quick with { Theta = 1.9, MinCostImprovement = 0 });
        TsneCertificate wrong = coarse.Certify();
        Assert.Contains(wrong.Remarks, remark => remark.StartsWith("the gradient is wrong by", StringComparison.Ordinal));
    }

    [Fact]
    public void Inputs_without_points_and_resumed_runs_have_certificates_too()
    {
        NeighborGraph graph = Tsne.FindNeighbors(Points, Quick);
        using TsneRun ofGraph = Tsne.Start(new TsneInput(graph), Quick);
        ofGraph.KeepsNeighbors = true;
        ofGraph.Optimize();
        TsneCertificate certificate = ofGraph.Certify();
        Assert.Null(certificate.NeighborRecall);
        Assert.Equal([10], certificate.NeighborsKept.Select(kept => kept.Neighbors));
        Assert.Equal(0, certificate.Duplicates);
        Assert.Equal(24, ofGraph.Diagnose().Neighbors);

        using TsneRun ofP = Finished(new TsneInput(Tsne.ComputeAffinities(graph, Quick)), Quick);
        certificate = ofP.Certify();
        Assert.Null(certificate.NeighborRecall);
        Assert.Null(certificate.Duplicates);
        Assert.InRange(ofP.Diagnose().NeighborsKept.ToArray().Average(), 0.3, 1);

        using TempFiles folder = new();
        string file = folder["run.checkpoint"];
        using (TsneRun run = Tsne.Start(Points, Quick))
        {
            run.Optimize(120);
            run.Save(file);
        }

        using TsneRun resumed = TsneRun.Load(file, new TsneInput(Points), Quick);
        Assert.Null(resumed.Certify().MovedPoints);
        resumed.Optimize();
        certificate = resumed.Certify();
        Assert.Equal(50, certificate.MovedOverIterations);
        Assert.Null(certificate.NeighborRecall);
        Assert.Null(certificate.Duplicates);
        using TsneRun whole = Finished(Points, Quick);
        Assert.Equal(whole.Certify().KlDivergence, certificate.KlDivergence);
    }

    [Fact]
    public void A_certificate_that_is_canceled_changes_nothing()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        run.Optimize(100);
        using CancellationTokenSource canceled = new();
        canceled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => run.Certify(canceled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => run.Diagnose(canceled.Token));
        run.Optimize();
        Assert.Equal(Samples.Bits(Tsne.Fit(Points, Quick).Embedding), Samples.Bits(run.Result.Embedding));
    }

    /// <summary>What nothing follows is neither in the norm nor in the errors.</summary>
    [Fact]
    public void Pinned_points_are_left_out_of_the_gradient()
    {
        Embedding start = Tsne.Initialize(Points, Quick);
        TsneInput input = new(Points) { Start = start, Pinned = (int[])[.. Enumerable.Range(0, N - 1)] };
        using TsneRun run = Tsne.Start(input, Quick with { EarlyExaggerationIterations = 0, Iterations = 400, MinCostImprovement = 0 });
        run.Optimize();
        using TsneRun free = Tsne.Start(new TsneInput(Points) { Start = run.Snapshot() }, Quick with { Iterations = 0 });
        free.Prepare();
        Assert.True(run.Certify().GradientNorm < 0.01 * free.Certify().GradientNorm);
    }

    [Fact]
    public void Small_maps_keep_neighbours_too()
    {
        using TsneRun run = Finished(PointMatrix.From(Samples.Clusters(12, 4)), Quick with { Perplexity = 3 });
        Assert.Equal([5], run.Certify().NeighborsKept.Select(kept => kept.Neighbors));
    }

    [Fact]
    public void A_run_that_has_not_begun_has_none()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        Assert.Throws<InvalidOperationException>(() => run.Certify());
        Assert.Throws<InvalidOperationException>(() => run.Diagnose());
        run.Prepare();
        TsneCertificate certificate = run.Certify();
        Assert.Null(certificate.MovedPoints);
        Assert.Equal(0, certificate.MovedOverIterations);
        Assert.Null(certificate.CostImprovement);
    }

    private static TsneRun Finished(TsneInput input, TsneOptions options)
    {
        TsneRun run = Tsne.Start(input, options);
        run.Optimize();
        return run;
    }

    private static double[,] Centred(Embedding map)
    {
        double[,] y = Samples.ToDense(map);
        for (int axis = 0; axis < 2; axis++)
        {
            double mean = Enumerable.Range(0, N).Average(i => y[i, axis]);
            for (int i = 0; i < N; i++)
            {
                y[i, axis] -= mean;
            }
        }

        return y;
    }

    private static void AssertSame(TsneCertificate expected, TsneCertificate actual)
    {
        Assert.Equal(expected.NeighborsKept, actual.NeighborsKept);
        Assert.Equal(expected.Remarks, actual.Remarks);
        Assert.Equal(expected.Findings, actual.Findings);
        Assert.Equal(actual.Findings.Select(finding => $"{finding.Message}; {finding.Advice}"), actual.Remarks);
        Assert.Equal(
            expected with { Seconds = 0, NeighborsKept = [], Remarks = [], Findings = [] },
            actual with { Seconds = 0, NeighborsKept = [], Remarks = [], Findings = [] });
    }
}
