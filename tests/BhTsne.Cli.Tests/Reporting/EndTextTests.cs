using System.Text.Json;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Reporting;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Reporting;

/// <summary>The summary says why a run ended and how far from flat it was.</summary>
public class EndTextTests
{
    [Theory]
    [InlineData(StopReason.CostConverged, null, 0.0174, "converged: KL fell by 1.74 % in the last 50 iterations, less than 2 %")]
    [InlineData(StopReason.CostConverged, 0.001, -0.00012, "converged: KL rose by 0.012 % in the last 50 iterations, less than 0.1 %")]
    [InlineData(StopReason.IterationsDone, null, 0.25, "not converged: KL fell by 25 % in 50 iterations")]
    [InlineData(StopReason.IterationsDone, null, 0.015, "all iterations done; KL fell by 1.5 % in 50 iterations")]
    [InlineData(StopReason.IterationsDone, 0.0, 0.25, "all iterations done; KL fell by 25 % in 50 iterations")]
    [InlineData(StopReason.IterationsDone, null, null, "all iterations done")]
    [InlineData(StopReason.IterationsDone, null, double.PositiveInfinity, "all iterations done")]
    [InlineData(StopReason.Canceled, null, 0.125, "stopped by Ctrl-C; KL fell by 12.5 % in 50 iterations")]
    [InlineData(StopReason.Canceled, null, null, "stopped by Ctrl-C")]
    [InlineData(StopReason.GradientVanished, null, 0.125, "the gradient vanished")]
    public void It_is_one_line(StopReason reason, double? least, double? improvement, string expected)
    {
        TsnePlan plan = Tsne.Plan(new float[1000, 3], new TsneOptions { MinCostImprovement = least });
        RunFacts facts = new()
        {
            Request = new EmbedRequest
            {
                Points = PointSource.OfSample("points.csv", null!),
                Options = plan.Options,
                Outputs = new OutputFiles([]),
            },
            Plan = plan,
            ReadSeconds = 0,
            ReadBytes = 0,
            ReadPeakBytes = 0,
            PeakBytes = 0,
            Result = new TsneResult
            {
                Embedding = new Embedding([0, 0], 2),
                KlDivergence = 1,
                Iterations = 300,
                StopReason = reason,
                CostImprovement = improvement,
                Seconds = new StageSeconds(),
                Plan = plan,
            },
        };
        Assert.Equal(expected, EndText.Of(facts));
    }

    /// <summary>The first comparison of the accelerated schedule is at iteration 250; the classic one does all.</summary>
    [Theory]
    [InlineData("", "converged: KL fell by ", "accelerated", "costConverged", "250")]
    [InlineData("--iterations 200", "not converged: KL fell by ", "accelerated", "iterationsDone", "200")]
    [InlineData("--schedule classic --iterations 300", "all iterations done; KL fell by ", "classic", "iterationsDone", "300")]
    public void A_run_reports_its_schedule_its_iterations_and_its_end(
        string line, string end, string schedule, string reason, string iterations)
    {
        using TempFolder folder = new();
        string digits = Repository.PathOf("src", "BhTsne.Cli", "Samples", "digits.csv.gz");
        string[] args = ["embed", digits, "--label-column", "digit", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        ToolRun run = ToolRun.Of([.. args, "--report", folder["run.json"]]).Expect(ExitCode.Success);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        JsonElement report = document.RootElement;
        Assert.Equal(schedule, report.GetProperty("schedule").GetString());
        Assert.Equal(reason, report.GetProperty("stopReason").GetString());
        Assert.Equal(iterations, report.GetProperty("iterations").GetRawText());
        double improvement = report.GetProperty("costImprovement").GetDouble();
        Assert.InRange(improvement, 0, 1);
        Assert.Equal(reason == "costConverged", improvement < report.GetProperty("minCostImprovement").GetDouble());
        string after = schedule == "classic" ? "300 of 300, KL" : $"{iterations} of at most ";
        Assert.Contains($"iteration {after}", run.Out, StringComparison.Ordinal);
        Assert.Contains($" after {iterations} iterations, ", run.Out, StringComparison.Ordinal);
        Assert.Contains($"{Environment.NewLine}  {end}", run.Out, StringComparison.Ordinal);

        // What has converged is not said to go on.
        Assert.DoesNotContain("still falls", run.Out, StringComparison.Ordinal);
        Assert.Equal(reason == "costConverged", run.Out.Contains(
            "note: large groups are settled, details still change: KL fell by 1.", StringComparison.Ordinal));
        Assert.Equal(
            reason == "costConverged",
            run.Out.Contains(" in the last 50 iterations; --min-cost-improvement 0.005 settles them", StringComparison.Ordinal));
    }
}
