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
                    $"{record} {(isProcessor ? "processor" : "clock")} {share}: {left:0.00} of {end - now:0.00}, {(left / (end - now)) - 1:P0}"));
                if (isProcessor && points > 2000)
                {
                    Assert.InRange(left!.Value / (end - now), 1 - Most, 1 + Most);
                }
            }
        }
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
