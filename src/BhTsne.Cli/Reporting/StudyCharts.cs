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
                    Name = Front, IsFront = true, Points = [.. StudyAdvice.Front(map, row => row.RepulsionError).Select(ErrorPoint)],
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
                new ChartSeries { Name = Front, IsFront = true, Points = [.. StudyAdvice.Front(same, row => row.KlDivergence).Select(CostPoint)] },
                .. from row in same
                   group row by StudyTables.Schedule(row) into schedule
                   select new ChartSeries { Name = schedule.Key, Points = [.. schedule.Select(CostPoint)] },
            ],
        };

    /// <summary>Quality against perplexity: one chart for each objective that has several.</summary>
    public static IEnumerable<Chart> Qualities(IEnumerable<StudyRow> rows) =>
        from row in rows
        where row.Perplexity is not null
        group row by StudyTables.Objective(row) into objective
        where objective.Select(row => row.Perplexity).Distinct().Count() > 1
        select new Chart
        {
            Title = $"Quality against perplexity, {objective.Key}",
            Subtitle = "Means over all runs of a perplexity, with their 95 % intervals. Up is better.",
            XLabel = "perplexity",
            YLabel = "measure",
            XScale = ChartScale.Logarithmic,
            Series =
            [
                .. from name in StudyTables.Measures(objective)
                   select new ChartSeries
                   {
                       Name = StudyTables.Words(name),
                       ConnectsPoints = true,
                       Points =
                       [
                           .. from row in objective
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
        Label = StudyTables.Text($"{StudyTables.Method(row)}{(row.Method == StudyMethod.Exact ? "" : StudyTables.Text($", theta {row.Theta}"))}: ")
            + StudyTables.Text($"{1000 * row.Seconds:0.##} ms ({1000 * row.SecondsLow:0.##} to {1000 * row.SecondsHigh:0.##}), ")
            + StudyTables.Text($"error {row.RepulsionError:0.0e+0}, of the gradient {row.GradientError:0.0e+0}"),
    };

    private static ChartPoint CostPoint(StudyRow row) => new()
    {
        X = row.Seconds,
        Y = row.KlDivergence!.Value,
        Label = StudyTables.Text($"theta {row.Theta}, {StudyTables.Schedule(row)}, seed {row.Seed}: {row.Seconds:0.##} s, ")
            + StudyTables.Text($"KL {row.KlDivergence:0.0000} after {row.Iterations} iterations"),
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
