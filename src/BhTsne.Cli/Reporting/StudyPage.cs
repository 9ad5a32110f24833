using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>The page of a study: the recommendation, charts, small maps and tables.</summary>
internal static class StudyPage
{
    /// <summary>The most maps on a page.</summary>
    private const int MostMaps = 24;

    /// <summary>Makes the page.</summary>
    public static ChartPage Of(StudyFacts facts)
    {
        StudyRow[] gradients = [.. facts.Gradients], outcomes = [.. facts.Outcomes];
        return new ChartPage
        {
            Title = $"Study of {facts.Request.Points.Title}",
            Subtitle = StudyTables.Text($"{facts.Points:N0} points, {facts.Rows.Count:N0} measurements"),
            Paragraphs = [.. StudySummary.Sentences(facts), .. Notes(facts, gradients.Length > 0)],
            Charts = [.. StudyCharts.Errors(gradients), .. StudyCharts.Costs(outcomes), .. StudyCharts.Qualities(outcomes)],
            Maps = [.. facts.Maps.Take(MostMaps).Select(map => Tile(map, facts.Labels))],
            Tables = [.. GradientTables(gradients), .. OutcomeTables(outcomes)],
        };
    }

    private static IEnumerable<string> Notes(StudyFacts facts, bool hasGradients)
    {
        if (hasGradients)
        {
            yield return "Errors are relative: the L2 norm of the difference from sums in double precision over all points, over the L2 "
                + "norm of these sums, at a sample of up to 1,000 points. Times are of one computation of the repulsion with a new tree. "
                + "\"published\" is Barnes-Hut with centres of mass alone, as van der Maaten published it (2014); "
                + "the program bhtsne calls half of our theta its own.";
        }

        int missing = facts.Outcomes.Count() - facts.Maps.Count;
        if (missing > 0)
        {
            yield return StudyTables.Text($"{missing} maps of whole runs that were measured before are not shown.");
        }

        if (facts.Maps.Count > MostMaps)
        {
            yield return StudyTables.Text($"The first {MostMaps} of {facts.Maps.Count} maps are shown.");
        }
    }

    private static MapTile Tile(StudyMap map, IReadOnlyList<string>? labels) => new()
    {
        Title = map.Row.Perplexity is { } perplexity
            ? StudyTables.Text($"perplexity {perplexity}, theta {map.Row.Theta}")
            : StudyTables.Text($"theta {map.Row.Theta}"),
        Subtitle = StudyTables.Text(
            $"{StudyTables.Objective(map.Row)}, {StudyTables.Schedule(map.Row)}, seed {map.Row.Seed}, ")
            + StudyTables.Text($"KL {map.Row.KlDivergence:0.0000}, {map.Row.Seconds:0.0} s"),
        Embedding = map.Map,
        Labels = labels,
    };

    private static IEnumerable<ChartTable> GradientTables(StudyRow[] rows) => rows.Length == 0 ? [] :
    [
        new ChartTable { Title = "Gradients", Header = StudyTables.GradientHeader, Rows = [.. rows.Select(StudyTables.Gradient)] },
    ];

    private static IEnumerable<ChartTable> OutcomeTables(StudyRow[] rows)
    {
        IReadOnlyList<string> measures = StudyTables.Measures(rows);
        return rows.Length == 0 ? [] :
        [
            new ChartTable
            {
                Title = "Whole runs",
                Header = StudyTables.HeaderOf(measures),
                Rows = [.. rows.Select(row => StudyTables.Outcome(row, measures))],
            },
        ];
    }
}
