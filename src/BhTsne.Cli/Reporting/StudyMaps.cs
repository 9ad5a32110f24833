using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>The page that goes through the maps of a study.</summary>
internal static class StudyMaps
{
    /// <summary>What is said of a map where it is not the same in all of them.</summary>
    private static readonly (Func<StudyRow, object?> Value, Func<StudyRow, string> Text)[] _settings =
    [
        (row => row.Perplexity, row => StudyTables.Text($"perplexity {row.Perplexity}")),
        (row => row.Theta, row => StudyTables.Text($"theta {row.Theta}")),
        (StudyTables.Objective, StudyTables.Objective),
        (row => row.Schedule, StudyTables.Schedule),
        (row => row.Seed, row => StudyTables.Text($"seed {row.Seed}")),
    ];

    /// <summary>The maps in their order, each with a name of what differs between them.</summary>
    public static IReadOnlyList<MapFrame> Frames(IReadOnlyList<StudyMap> maps) =>
    [
        .. maps.Select(map => new MapFrame
        {
            Name = NameOf(map.Row, [.. maps.Select(other => other.Row)]),
            Embedding = map.Map,
            KlDivergence = map.Row.KlDivergence,
        }),
    ];

    /// <summary>How the page is titled.</summary>
    public static PlotOptions Plot(StudyFacts facts) => new()
    {
        Title = $"Maps of {facts.Request.Points.Title}",
        Subtitle = StudyTables.Text($"{facts.Points:N0} points, {facts.Maps.Count:N0} {(facts.Maps.Count == 1 ? "map" : "maps")} of a study"),
        PointNames = facts.Ids?.Values,
        LabelName = facts.LabelName,
    };

    private static string NameOf(StudyRow row, StudyRow[] all)
    {
        string[] differing = [.. _settings.Where(setting => all.Select(setting.Value).Distinct().Count() > 1).Select(setting => setting.Text(row))];
        return string.Join(", ", differing.Length > 0 ? differing : [_settings[row.Perplexity is null ? 1 : 0].Text(row)]);
    }
}
