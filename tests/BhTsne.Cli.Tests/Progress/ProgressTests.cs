using BhTsne.Cli.Progress;
using Spectre.Console;

namespace BhTsne.Cli.Tests.Progress;

/// <summary>What is shown while a run goes on.</summary>
public class ProgressTests
{
    [Fact]
    public void Lines_are_one_a_stage_and_one_every_50_iterations()
    {
        using StringWriter output = new();
        LineProgress progress = new(output);
        progress.Report(new TsneProgress { Stage = TsneStage.Neighbors, Fraction = 0, Iterations = 120, Detail = "vantage-point tree" });
        progress.Report(new TsneProgress { Stage = TsneStage.Neighbors, Fraction = 0.5, Iterations = 120 });
        progress.Report(new TsneProgress { Stage = TsneStage.Affinities, Fraction = 0, Iterations = 120 });
        for (int iteration = 0; iteration <= 120; iteration++)
        {
            progress.Report(Iteration(iteration, 120, iteration < 50 ? null : 2.5));
        }

        string[] expected =
        [
            "neighbours: vantage-point tree",
            "affinities",
            "optimization",
            "iteration 50 of 120, KL 2.5000",
            "iteration 100 of 120, KL 2.5000",
            "iteration 120 of 120, KL 2.5000",
        ];
        Assert.Equal(expected, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("vantage-point tree", progress.Details[TsneStage.Neighbors]);
    }

    [Fact]
    public void Lines_of_a_run_that_may_end_early_say_at_most()
    {
        using StringWriter output = new();
        LineProgress progress = new(output) { MayEndEarly = true };
        progress.Report(Iteration(0, 750, null));
        progress.Report(Iteration(50, 750, 2.5));
        string line = $"iteration 50 of at most 750, KL 2.5000{Environment.NewLine}";
        Assert.Contains(line, output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>It is complete, and does not name iterations that were not needed.</summary>
    [Fact]
    public void The_bar_of_a_run_that_ended_early_is_full()
    {
        using StringWriter output = new();
        BarProgress progress = new(AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        }))
        {
            MayEndEarly = true,
        };
        progress.Track(() =>
        {
            progress.Report(Iteration(300, 750, 1.25));
            return 0;
        });

        string last = output.ToString().Split('\n').Last(line => line.Contains("optimization", StringComparison.Ordinal));
        Assert.Contains("optimization 300 iterations, KL 1.2500", last, StringComparison.Ordinal);
        Assert.Contains("100%", last, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bar_shows_stage_iteration_and_cost_on_a_terminal()
    {
        using StringWriter output = new();
        BarProgress progress = new(AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        }));
        int result = progress.Track(() =>
        {
            progress.Report(new TsneProgress { Stage = TsneStage.Neighbors, Fraction = 0.5, Detail = "tree [of points]" });
            progress.Report(Iteration(750, 750, 1.25));
            return 7;
        });

        Assert.Equal(7, result);
        Assert.Contains("neighbours: tree [of points]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("optimization 750 iterations, KL 1.2500", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("100%", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bar_lets_failures_through()
    {
        BarProgress progress = new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));
        Assert.Throws<TimeoutException>(() => progress.Track<int>(() => throw new TimeoutException()));
    }

    private static TsneProgress Iteration(int iteration, int iterations, double? cost) => new()
    {
        Stage = TsneStage.Optimization,
        Fraction = iteration / (double)iterations,
        Iteration = iteration,
        Iterations = iterations,
        KlDivergence = cost,
    };
}
