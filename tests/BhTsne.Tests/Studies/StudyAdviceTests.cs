namespace BhTsne.Tests.Studies;

/// <summary>The rules of the recommendation on rows that are made by hand.</summary>
public sealed class StudyAdviceTests
{
    [Fact]
    public void The_front_has_the_rows_that_no_other_beats_in_both()
    {
        StudyRow[] rows = [Gradient(1, 1, 0.5), Gradient(2, 2, 0.1), Gradient(3, 2.5, 0.2), Gradient(4, 4, 0.1), Gradient(5, 5, 0.01)];
        Assert.Equal([1, 2, 5], StudyAdvice.Front(rows, row => row.RepulsionError).Select(row => row.Theta));
        Assert.Empty(StudyAdvice.Front(rows, row => row.KlDivergence));
    }

    /// <summary>No row of the front is beaten, and each other one is.</summary>
    [Fact]
    public void The_front_is_that_of_the_definition()
    {
        Random random = new(4);
        for (int repetition = 0; repetition < 200; repetition++)
        {
            StudyRow[] rows = [.. Enumerable.Range(0, random.Next(1, 12)).Select(at => Gradient(at, random.Next(1, 5), random.Next(1, 5)))];
            IReadOnlyList<StudyRow> front = StudyAdvice.Front(rows, row => row.RepulsionError);
            Assert.All(front, row => Assert.DoesNotContain(rows, other => Beats(other, row)));
            Assert.All(
                rows.Except(front),
                row => Assert.Contains(front, other =>
                    Beats(other, row) || (other.Seconds == row.Seconds && other.RepulsionError == row.RepulsionError)));
        }

        static bool Beats(StudyRow a, StudyRow b) => a.Seconds <= b.Seconds && a.RepulsionError <= b.RepulsionError
            && (a.Seconds < b.Seconds || a.RepulsionError < b.RepulsionError);
    }

    [Fact]
    public void The_knee_lies_farthest_below_the_line()
    {
        StudyAdvice advice = Assert.Single(StudyAdvice.From(
            [Gradient(1, 1, 1), Gradient(0.8, 1.2, 0.3), Gradient(0.5, 1.8, 0.1), Gradient(0.3, 3, 0.03), Gradient(0.2, 5, 0.01)]));
        Assert.Equal(0.5, advice.Theta);
        Assert.Contains("Theta 0.3 takes 1.67 times as long for 0.3 times the error", advice.ThetaReason, StringComparison.Ordinal);
        Assert.Null(advice.Perplexity);
    }

    /// <summary>Only the engine's rows at the last map count.</summary>
    [Fact]
    public void The_knee_is_that_of_the_engine_at_the_last_map()
    {
        StudyRow[] last = [Gradient(1, 1, 1), Gradient(0.5, 2, 0.1), Gradient(0.2, 5, 0.05)];
        StudyRow[] rows =
        [
            .. last,
            .. last.Select(row => row with { Stage = 0.5, Theta = 9 * row.Theta, Seconds = row.Seconds / 10 }),
            .. last.Select(row => row with { Method = StudyMethod.Published, Theta = 7, Seconds = row.Seconds / 10 }),
        ];
        Assert.Equal(0.5, Assert.Single(StudyAdvice.From(rows)).Theta);
    }

    [Fact]
    public void Two_rows_or_a_straight_line_have_no_knee()
    {
        Assert.Null(Assert.Single(StudyAdvice.From([Gradient(1, 1, 1), Gradient(0.5, 2, 0.1)])).Theta);
        StudyAdvice advice = Assert.Single(StudyAdvice.From([Gradient(1, 1, 3), Gradient(0.5, 2.5, 2.5), Gradient(0.2, 3, 1)]));
        Assert.Null(advice.Theta);
        Assert.Contains("no knee", advice.ThetaReason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_smallest_perplexity_beyond_which_nothing_rises()
    {
        StudyAdvice advice = Assert.Single(StudyAdvice.From(
            [Outcome(10, 0.50), Outcome(30, 0.60), Outcome(100, 0.603), Outcome(300, 0.55)]));
        Assert.Equal(30, advice.Perplexity);
        Assert.Contains("At 10, rank_correlation is 0.5000, and 0.6030 at 100.", advice.PerplexityReason, StringComparison.Ordinal);
        Assert.DoesNotContain("largest of the grid", advice.PerplexityReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gain_within_its_interval_is_none() =>
        Assert.Equal(10, Assert.Single(StudyAdvice.From([Outcome(10, 0.50, 0.04), Outcome(30, 0.55, 0.04)])).Perplexity);

    [Fact]
    public void Where_measures_still_rise_the_largest_is_named_as_such()
    {
        StudyAdvice advice = Assert.Single(StudyAdvice.From([Outcome(10, 0.5), Outcome(30, 0.6), Outcome(100, 0.7)]));
        Assert.Equal(100, advice.Perplexity);
        Assert.Contains("the largest of the grid", advice.PerplexityReason, StringComparison.Ordinal);
    }

    /// <summary>Runs that differ in another option are averaged, and each objective has its own advice.</summary>
    [Fact]
    public void Runs_are_averaged_and_objectives_are_not()
    {
        IReadOnlyList<StudyAdvice> advice = StudyAdvice.From(
        [
            Outcome(10, 0.5) with { Seed = 1 }, Outcome(10, 0.7) with { Seed = 2 }, Outcome(30, 0.6), Outcome(30, 0.6) with { Seed = 2 },
            Outcome(10, 0.1) with { Objective = TsneObjective.Sne }, Outcome(30, 0.9) with { Objective = TsneObjective.Sne },
        ]);
        Assert.Equal([(TsneObjective.TSne, 10), (TsneObjective.Sne, 30)], advice.Select(one => (one.Objective, one.Perplexity!.Value)));
    }

    [Fact]
    public void Without_rows_there_is_no_advice() => Assert.Empty(StudyAdvice.From([]));

    internal static StudyRow Gradient(double theta, double seconds, double error) => new()
    {
        Part = StudyPart.Gradient,
        Objective = TsneObjective.TSne,
        DegreesOfFreedom = 1,
        Perplexity = 30,
        Schedule = TsneSchedule.Accelerated,
        Seed = 1,
        Stage = 1,
        Iterations = 500,
        Method = StudyMethod.Engine,
        Theta = theta,
        Seconds = seconds,
        SecondsLow = 0.9 * seconds,
        SecondsHigh = 1.25 * seconds,
        Repetitions = 3,
        RepulsionError = error,
        GradientError = 10 * error,
        Samples = 1000,
    };

    internal static StudyRow Outcome(double perplexity, double correlation, double half = 0) => new()
    {
        Part = StudyPart.Outcome,
        Objective = TsneObjective.TSne,
        DegreesOfFreedom = 1,
        Perplexity = perplexity,
        Schedule = TsneSchedule.Accelerated,
        Seed = 1,
        Iterations = 500,
        Method = StudyMethod.Engine,
        Theta = 0.5,
        Seconds = 3.25,
        SecondsLow = 3.25,
        SecondsHigh = 3.25,
        Repetitions = 1,
        NeighborSeconds = 0.5,
        AffinitySeconds = 0.25,
        KlDivergence = 1.5,
        StopReason = StopReason.CostConverged,
        Measures =
        [
            new("preservation_10", 0.4, 0.4, 0.4), new("rank_correlation", correlation, correlation - half, correlation + half),
        ],
    };
}
