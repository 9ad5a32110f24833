using System.Globalization;
using BhTsne.Cli.Progress;
using Xunit.Abstractions;

namespace BhTsne.Cli.Tests.Progress;

/// <summary>The time left, on runs that were recorded: no test depends on the time that it takes itself.</summary>
/// <remarks>
/// A line of a record is: seconds, processor seconds, stage, share, iteration, cost. The records were made by two threads on a machine that
/// other programs used, so that its processor seconds are steadier than its seconds.
/// </remarks>
public class ForecastTests(ITestOutputHelper output)
{
    private const double Most = 0.2;

    [Theory]
    [InlineData("digits", 1797)]
    [InlineData("fashion", 70000)]
    [InlineData("mix300", 300000)]
    public void The_time_left_is_right_within_a_fifth_from_a_quarter_of_the_run_on(string record, int points)
    {
        foreach (bool isProcessor in new[] { true, false })
        {
            Step[] steps = Read(record, isProcessor);
            double end = steps[^1].Seconds, start = steps[0].Seconds;
            foreach (double share in new[] { 0.25, 0.5, 0.75 })
            {
                double now = start + (share * (end - start));
                double? left = Forecast(steps.TakeWhile(step => step.Seconds <= now), points, now);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{record} {(isProcessor ? "processor" : "clock")} {share}: "
                        + $"{left:0.00} of {end - now:0.00}, {(left / (end - now)) - 1:P0}"));
                if (isProcessor && points > 2000)
                {
                    Assert.InRange(left!.Value / (end - now), 1 - Most, 1 + Most);
                }
            }
        }
    }

    /// <summary>
    /// 12 iterations per second in a run of 400, of which 100 were done by another process: these say nothing about the speed.
    /// </summary>
    [Fact]
    public void A_resumed_run_is_foreseen_by_its_own_iterations()
    {
        RecordedClock clock = new();
        RunShape shape = RunShape.Of(
            Tsne.Plan(
                new TsneInput(PointMatrix.From(new float[3000], 1000, 3)),
                new TsneOptions { Schedule = TsneSchedule.Classic, Iterations = 400 }),
            isCertified: false,
            firstIteration: 100);
        TimeForecast forecast = new(shape, clock, () => clock.Seconds);
        forecast.Report(At(0));
        for (int iteration = 101; iteration <= 150; iteration++)
        {
            Assert.Equal(iteration - 101 >= 10, forecast.SecondsLeft is not null);
            clock.Seconds += 1 / 12.0;
            forecast.Report(At(iteration));
        }

        Assert.Equal(12, forecast.IterationsPerSecond!.Value, 0.1);
        Assert.Equal(250 / 12.0, forecast.SecondsLeft!.Value, 0.1);

        static TsneProgress At(int iteration) =>
            new() { Stage = TsneStage.Optimization, Fraction = iteration / 400.0, Iteration = iteration, Iterations = 400 };
    }

    /// <summary>What is foreseen from the costs that were recorded: the fall over 50 iterations, and where the runs ended.</summary>
    [Theory]
    [InlineData("1.098 0.799 0.746", 1797, 250)]
    [InlineData("3.759 2.947 2.509", 70000, 300)]
    [InlineData("5.514 5.186 5.058", 300000, 300)]
    [InlineData("3.234 2.089 1.409 1.216", 58000, 350)]
    [InlineData("4.337 2.926 1.902 1.478", 200000, 400)]
    [InlineData("2.388 1.525 1.124 1.019", 20000, 350)]
    public void The_end_is_foreseen_by_the_fall_of_the_cost(string costs, int points, int end)
    {
        ExpectedEnd expected = new(Shape(points));
        foreach ((int index, string cost) in costs.Split(' ').Index())
        {
            expected.Report(new TsneProgress
            {
                Stage = TsneStage.Optimization,
                Fraction = 0,
                Iteration = 50 * (index + 2),
                Iterations = 750,
                KlDivergence = Number(cost),
            });
        }

        Assert.Equal(end, expected.Iteration);
    }

    private static double? Forecast(IEnumerable<Step> steps, int points, double now)
    {
        RecordedClock clock = new();
        TimeForecast forecast = new(Shape(points), clock, () => clock.Processor);
        double reported = 0;
        foreach (Step step in steps)
        {
            (clock.Seconds, clock.Processor) = (step.Seconds, step.Processor);
            if (Enum.TryParse(step.Stage, out TsneStage stage))
            {
                forecast.Report(new TsneProgress
                {
                    Stage = stage,
                    Fraction = step.Fraction,
                    Iteration = step.Iteration,
                    Iterations = 750,
                    KlDivergence = step.Cost,
                });
                reported = step.Seconds;
            }
        }

        return forecast.SecondsLeft - (now - reported);
    }

    private static RunShape Shape(int points) =>
        RunShape.Of(Tsne.Plan(new TsneInput(PointMatrix.From(new float[points * 3], points, 3)), new TsneOptions()), true, 0);

    private static Step[] Read(string record, bool isProcessor) =>
    [
        .. from line in File.ReadLines(Repository.PathOf("tests", "BhTsne.Cli.Tests", "Progress", "Recorded", $"{record}.txt"))
           let cells = line.Split(' ')
           select new Step(
               Number(cells[isProcessor ? 1 : 0]),
               Number(cells[1]),
               cells[2],
               Number(cells[3]),
               int.Parse(cells[4], CultureInfo.InvariantCulture),
               cells.Length > 5 ? Number(cells[5]) : null),
    ];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private sealed record Step(double Seconds, double Processor, string Stage, double Fraction, int Iteration, double? Cost);

    private sealed class RecordedClock : TimeProvider
    {
        public double Seconds { get; set; }

        public double Processor { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * 1_000_000);
    }
}
