using BhTsne.Tests.Models;

namespace BhTsne.Tests.EndToEnd;

/// <summary>θ chosen by the error of the gradient.</summary>
public sealed class GradientErrorTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(1500, 8, clusters: 12));

    private static readonly TsneOptions Options = new() { Perplexity = 8, Iterations = 130, EarlyExaggerationIterations = 40, Threads = 1 };

    [Theory]
    [InlineData(TsneObjective.TSne, 2, 0.01)]
    [InlineData(TsneObjective.TSne, 1, 0.05)]
    [InlineData(TsneObjective.TSne, 3, 0.001)]
    [InlineData(TsneObjective.SymmetricSne, 2, 0.02)]
    [InlineData(TsneObjective.Sne, 2, 0.02)]
    public void The_last_error_of_each_measurement_is_below_the_bound(TsneObjective objective, int dimensions, double bound)
    {
        TsneOptions options = Options with { Objective = objective, OutputDimensions = dimensions, GradientError = bound };
        using TsneRun run = Tsne.Start(Points, options);
        run.Optimize();
        List<GradientErrorSample> used = [.. run.GradientErrors.GroupBy(error => error.Iteration).Select(group => group.Last())];
        Assert.True(used.Count >= 130 / 20);

        // Half of the bound: it must not be reached before the next measurement either.
        Assert.All(used, error => Assert.True(error.Error <= bound / 2 || error.Theta <= 0.1, $"{error}"));
        Assert.True(run.GradientErrors.Select(error => error.Theta).Distinct().Count() > 1, "θ never changed");
        Assert.All(run.GradientErrors, error => Assert.InRange(error.Theta, 0.1, 1.5));

        // Measured again, on a sample of its own, by the certificate.
        TsneCertificate certificate = run.Certify();
        Assert.Equal(run.GradientErrors[^1].Theta, certificate.Theta);
    }

    [Fact]
    public void A_smaller_bound_takes_a_smaller_theta()
    {
        double[] thetas = [LastTheta(0.3), LastTheta(0.01), LastTheta(0.0005)];
        Assert.True(thetas[0] > thetas[1] && thetas[1] > thetas[2], string.Join(", ", thetas));
    }

    private static double LastTheta(double bound)
    {
        using TsneRun run = Tsne.Start(Points, Options with { GradientError = bound });
        run.Optimize();
        return run.GradientErrors[^1].Theta;
    }

    [Fact]
    public void Threads_pieces_and_a_checkpoint_change_no_bit()
    {
        TsneOptions options = Options with { GradientError = 0.01 };
        int[] whole = Samples.Bits(Tsne.Fit(Points, options).Embedding);
        using TempFiles folder = new();
        string file = folder["run.checkpoint"];
        using (TsneRun run = Tsne.Start(Points, options with { Threads = 3 }))
        {
            run.Optimize(7);
            _ = run.Certify();
            run.Optimize(66);
            run.Save(file);
        }

        using TsneRun resumed = TsneRun.Load(file, new TsneInput(Points), options);
        Assert.NotEqual(options.Theta, resumed.Certify().Theta);
        resumed.Optimize();
        Assert.Equal(whole, Samples.Bits(resumed.Result.Embedding));
    }

    /// <summary>
    /// A phase with another objective has another error: it is measured before its first step, and before the next of the plan.
    /// </summary>
    [Fact]
    public void A_phase_of_ones_own_is_held_to_the_bound_too()
    {
        using TsneRun run = Tsne.Start(Points, Options with { GradientError = 0.01 });
        run.Optimize(47);
        run.Optimize(new TsnePhase { Iterations = 4, DegreesOfFreedom = 0.5, LearningRate = 10 });
        run.Optimize(2);
        Assert.Contains(47, run.GradientErrors.Select(error => error.Iteration));
        Assert.Contains(51, run.GradientErrors.Select(error => error.Iteration));
        Assert.DoesNotContain(52, run.GradientErrors.Select(error => error.Iteration));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.00001)]
    [InlineData(0.6)]
    [InlineData(double.NaN)]
    public void A_bound_out_of_range_is_refused(double bound)
    {
        TsneFault fault = Assert.Single(new TsneOptions { GradientError = bound }.FindFaults());
        Assert.Equal(nameof(TsneOptions.GradientError), fault.Option);
    }

    [Fact]
    public void The_exact_repulsion_has_no_theta_to_choose() => Assert.Contains(
        new TsneOptions { GradientError = 0.01, Repulsion = RepulsionMethod.Exact }.FindFaults(),
        fault => fault.Option == nameof(TsneOptions.GradientError));
}
