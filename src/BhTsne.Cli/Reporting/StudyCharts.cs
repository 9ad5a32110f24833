using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>The charts of a study.</summary>
internal static class StudyCharts
{
    private const string Front = "Pareto front";

    /// <summary>Error against time: one chart for each objective and each map.</summary>
    public static IEnumerable<Chart> Errors(IEnumerable<StudyRow> rows) =>
        from row in rows
        where row.Seconds > 0 && row.RepulsionError > 0
        group row by (Objective: StudyTables.Objective(row), row.Stage, row.Iterations) into map
        select new Chart
        {
            Title = StudyTables.Text($"Error against time, {map.Key.Objective}, iteration {map.Key.Iterations}"),
            Subtitle = "Down and to the left is better.",
            XLabel = "time of the repulsion, ms",
            YLabel = "relative error of the repulsion",
            XScale = ChartScale.Logarithmic,
            YScale = ChartScale.Logarithmic,
            Series =
            [
                new ChartSeries
                {
                    Name = Front,
                    IsFront = true,
                    Points = [.. StudyAdvice.Front(map, row => row.RepulsionError).Select(OnFront(ErrorPoint))],
                },
                .. from row in map
                   group row by StudyTables.Method(row) into method
                   select new ChartSeries
                   {
                       Name = method.Key,
                       ConnectsPoints = true,
                       Points = [.. method.OrderBy(row => row.Theta).Select(ErrorPoint)],
                   },
            ],
        };

    /// <summary>KL against time: one chart for each objective and perplexity, because only these can be compared.</summary>
    public static IEnumerable<Chart> Costs(IEnumerable<StudyRow> rows) =>
        from row in rows
        where row.KlDivergence is not null
        group row by (Objective: StudyTables.Objective(row), row.Perplexity) into same
        select new Chart
        {
            Title = same.Key.Perplexity is { } perplexity
                ? StudyTables.Text($"KL against time, {same.Key.Objective}, perplexity {perplexity}")
                : $"KL against time, {same.Key.Objective}",
            Subtitle = "Down and to the left is better.",
            XLabel = "time of the descent, s",
            YLabel = "KL at the end, nats",
            Series =
            [
                new ChartSeries
                {
                    Name = Front,
                    IsFront = true,
                    Points = [.. StudyAdvice.Front(same, row => row.KlDivergence).Select(OnFront(CostPoint))],
                },
                .. from row in same
                   group row by StudyTables.Schedule(row) into schedule
                   select new ChartSeries { Name = schedule.Key, Points = [.. schedule.Select(CostPoint)] },
            ],
        };

    /// <summary>Quality against perplexity: three charts for each objective that has several perplexities.</summary>
    public static IEnumerable<Chart> Qualities(IEnumerable<StudyRow> rows) =>
        from row in rows
        where row.Perplexity is not null
        group row by StudyTables.Objective(row) into objective
        where objective.Select(row => row.Perplexity).Distinct().Count() > 1
        from chart in new[]
        {
            Quality("Neighbours kept", objective, name => name.StartsWith("preservation", StringComparison.Ordinal)),
            Quality("Trustworthiness and continuity", objective, IsRankMeasure),
            Quality(
                "Order of distances, and labels",
                objective,
                name => !name.StartsWith("preservation", StringComparison.Ordinal) && !IsRankMeasure(name)),
        }
        where chart.Series.Count > 0
        select chart;

    /// <summary>A point of the front lies on one of a series, which has the label.</summary>
    private static Func<StudyRow, ChartPoint> OnFront(Func<StudyRow, ChartPoint> point) => row => point(row) with { ShowsLabel = false };

    private static bool IsRankMeasure(string name) =>
        name.StartsWith("trustworthiness", StringComparison.Ordinal) || name.StartsWith("continuity", StringComparison.Ordinal);

    private static Chart Quality(string title, IGrouping<string, StudyRow> rows, Func<string, bool> isShown) => new()
    {
        Title = $"{title} against perplexity, {rows.Key}",
        Subtitle = "Means over all runs of a perplexity, with their 95 % intervals. Up is better.",
        XLabel = "perplexity",
        YLabel = "measure",
        XScale = ChartScale.Logarithmic,
        Series =
        [
            .. from name in StudyTables.Measures(rows).Where(isShown)
               select new ChartSeries
               {
                   Name = StudyTables.Words(name),
                   ConnectsPoints = true,
                   Points =
                   [
                       .. from row in rows
                          where row.Measure(name) is not null
                          group row.Measure(name)! by row.Perplexity!.Value into level
                          orderby level.Key
                          select QualityPoint(name, level.Key, [.. level]),
                   ],
               },
        ],
    };

    private static ChartPoint ErrorPoint(StudyRow row) => new()
    {
        X = 1000 * row.Seconds,
        Y = row.RepulsionError!.Value,
        Label = row.Method == StudyMethod.Exact ? StudyTables.Method(row) : StudyTables.Text($"theta {row.Theta}"),
        ShowsLabel = true,
    };

    private static ChartPoint CostPoint(StudyRow row) => new()
    {
        X = row.Seconds,
        Y = row.KlDivergence!.Value,
        Label = StudyTables.Text($"theta {row.Theta}"),
        ShowsLabel = true,
    };

    private static ChartPoint QualityPoint(string name, double perplexity, StudyMeasure[] measures)
    {
        double value = measures.Average(measure => measure.Value);
        return new ChartPoint
        {
            X = perplexity,
            Y = value,
            Low = Math.Min(value, measures.Average(measure => measure.Low)),
            High = Math.Max(value, measures.Average(measure => measure.High)),
            Label = StudyTables.Text($"{StudyTables.Words(name)} at perplexity {perplexity}: {value:0.0000}"),
        };
    }
}
