using BhTsne.Cli.Progress;

namespace BhTsne.Cli.Tests.Progress;

/// <summary>The arithmetic of the time left, on a clock that is moved by hand and runs of round numbers.</summary>
public class TimeForecastTests
{
    private readonly HandClock _clock = new();
    private double _processor;

    /// <summary>What was done before the first share, for instance an index, is not done again for the rest.</summary>
    [Fact]
    public void The_rest_of_a_stage_is_foreseen_by_the_shares_after_the_first()
    {
        TimeForecast forecast = Forecast(Run(1000) with { HasKnownIterations = true });
        forecast.Report(Stage(TsneStage.Neighbors, 0));
        Move(seconds: 70);
        forecast.Report(Stage(TsneStage.Neighbors, 0.2));
        Assert.Null(forecast.SecondsLeft);
        Move(seconds: 10);
        _processor += 1e12; // A second of this processor takes no time, nor do the later stages.
        forecast.Report(Stage(TsneStage.Neighbors, 0.6));
        Assert.Equal(10, forecast.SecondsLeft!.Value, 6);
    }

    /// <summary>The beginning is slow, because code is compiled: four seconds for the last four tenths, whatever was before.</summary>
    [Fact]
    public void The_rest_of_a_stage_is_as_fast_as_its_later_half()
    {
        TimeForecast forecast = Forecast(Run(1000) with { HasKnownIterations = true });
        forecast.Report(Stage(TsneStage.Neighbors, 0));
        foreach ((double share, double seconds) in new[] { (0.1, 100.0), (0.2, 100), (0.4, 2), (0.6, 2) })
        {
            Move(seconds: seconds);
            _processor += 1e12;
            forecast.Report(Stage(TsneStage.Neighbors, share));
        }

        Assert.Equal(4, forecast.SecondsLeft!.Value, 6);
    }

    /// <summary>What follows the last iteration is known in processor seconds: with two busy threads each takes half a second.</summary>
    [Fact]
    public void After_the_last_iteration_the_certificate_and_the_files_are_left()
    {
        TimeForecast forecast = Forecast(Run(20) with { Points = 1_000_000, IsCertified = true });
        forecast.Report(Iteration(0));
        Move(seconds: 40, processor: 80);
        forecast.Report(Iteration(20));
        Assert.Equal((0.08 + 2.5 + 1.2) / 2, forecast.SecondsLeft!.Value, 6);
    }

    [Fact]
    public void The_first_iterations_of_an_accelerated_run_take_longer_than_later_ones()
    {
        TimeForecast forecast = Forecast(Run(250) with { IsAccelerated = true });
        forecast.Report(Iteration(0));
        Move(seconds: 16);
        forecast.Report(Iteration(10));
        double later = (10 * 1.6) + (20 * 2.1) + (40 * 1.3) + (120 * 1.15) + 50;
        Assert.Equal(later, forecast.SecondsLeft!.Value, 3);
        Assert.Equal(10 / 16.0, forecast.IterationsPerSecond!.Value, 6);
    }

    [Fact]
    public void New_iterations_count_more_than_old_ones_however_many_are_reported_at_once()
    {
        TimeForecast forecast = Forecast(Run(200));
        forecast.Report(Iteration(0));
        Move(seconds: 50);
        forecast.Report(Iteration(50));
        Assert.Equal(150, forecast.SecondsLeft!.Value, 3);
        Move(seconds: 150);
        forecast.Report(Iteration(100));
        Assert.InRange(forecast.SecondsLeft!.Value, 200.001, 299.999); // The mean of 1 and 3 seconds is 2.
    }

    /// <summary>One iteration of 2^20 points with 90 neighbours is foreseen to take 0.41523 seconds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_was_foreseen_counts_as_forty_iterations(double slower)
    {
        const double Foreseen = 0.4152360960;
        TimeForecast forecast = Forecast(Run(110) with { Points = 1 << 20, HasKnownIterations = true });
        forecast.Report(Stage(TsneStage.Affinities, 0));
        Move(seconds: 5);
        forecast.Report(Iteration(0));
        Move(seconds: 10 * slower * Foreseen);
        forecast.Report(Iteration(10));
        double remembered = 40 * Math.Pow(1 - (1 / 40.0), 10);
        double mean = Foreseen * ((10 * slower) + remembered) / (10 + remembered);
        Assert.Equal((100 * mean) + (1.2e-6 * (1 << 20)), forecast.SecondsLeft!.Value, 4);
    }

    private static RunShape Run(int iterations) => new()
    {
        Points = 1,
        Neighbors = 90,
        Iterations = iterations,
        Phases = Tsne.Plan(new TsneInput(PointMatrix.From(new float[300], 100, 3)), new TsneOptions()).Phases,
        MinCostImprovement = 0,
        IsAccelerated = false,
        HasKnownIterations = false,
    };

    private static TsneProgress Stage(TsneStage stage, double fraction) => new() { Stage = stage, Fraction = fraction };

    private static TsneProgress Iteration(int iteration) => new() { Stage = TsneStage.Optimization, Fraction = 0, Iteration = iteration };

    private TimeForecast Forecast(RunShape shape) => new(shape, _clock, () => _processor);

    private void Move(double seconds, double? processor = null)
    {
        _clock.Seconds += seconds;
        _processor += processor ?? seconds;
    }

    private sealed class HandClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * 1_000_000_000);
    }
}
