using System.Globalization;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>The rows of a study as tables for the screen and the page.</summary>
internal static class StudyTables
{
    /// <summary>The columns of <see cref="Gradient"/>.</summary>
    public static IReadOnlyList<string> GradientHeader { get; } =
        ["objective", "iteration", "method", "theta", "ms", "spread, ms", "repulsion error", "gradient error"];

    /// <summary>The columns of <see cref="Outcome"/>, but for the measures.</summary>
    private static IReadOnlyList<string> OutcomeHeader { get; } =
        ["objective", "perplexity", "schedule", "seed", "theta", "s", "iterations", "KL"];

    /// <summary>A row of a gradient.</summary>
    public static string[] Gradient(StudyRow row) =>
    [
        Objective(row),
        Text($"{row.Iterations}"),
        Method(row),
        row.Method == StudyMethod.Exact ? "" : Text($"{row.Theta}"),
        Text($"{1000 * row.Seconds:0.##}"),
        Text($"{1000 * row.SecondsLow:0.##} to {1000 * row.SecondsHigh:0.##}"),
        Text($"{row.RepulsionError:0.0e+0}"),
        Text($"{row.GradientError:0.0e+0}"),
    ];

    /// <summary>The columns of whole runs with these measures.</summary>
    public static IReadOnlyList<string> HeaderOf(IEnumerable<string> measures) => [.. OutcomeHeader, .. measures.Select(Words)];

    /// <summary>The measures that any row has, in their order.</summary>
    public static IReadOnlyList<string> Measures(IEnumerable<StudyRow> rows) =>
        [.. rows.SelectMany(row => row.Measures).Select(measure => measure.Name).Distinct()];

    /// <summary>A row of a whole run.</summary>
    public static string[] Outcome(StudyRow row, IEnumerable<string> measures) =>
    [
        Objective(row),
        row.Perplexity is { } perplexity ? Text($"{perplexity}") : "",
        Schedule(row),
        Text($"{row.Seed}"),
        Text($"{row.Theta}"),
        Text($"{row.Seconds:0.##}"),
        Text($"{row.Iterations}"),
        Text($"{row.KlDivergence:0.0000}"),
        .. measures.Select(name => row.Measure(name) is { } measure ? Text($"{measure.Value:0.0000}") : ""),
    ];

    /// <summary>The objective as it is typed, with its tails where they are not those of t-SNE as it was published.</summary>
    public static string Objective(StudyRow row) => Objective(row.Objective, row.DegreesOfFreedom);

    /// <summary>The objective as it is typed, with its tails where they are not those of t-SNE as it was published.</summary>
    public static string Objective(TsneObjective objective, double degreesOfFreedom) =>
        $"{MapRows.Objective.WordOf(objective)}{(degreesOfFreedom == 1 ? "" : Text($" {degreesOfFreedom}"))}";

    /// <summary>The schedule as it is typed.</summary>
    public static string Schedule(StudyRow row) => OptimizationRows.Schedule.WordOf(row.Schedule)!;

    /// <summary>The method in words.</summary>
    public static string Method(StudyRow row) => row.Method switch
    {
        StudyMethod.Exact => "exact sum",
        StudyMethod.Published => "published",
        _ => "bhtsne",
    };

    /// <summary>The name of a measure in words, for instance trustworthiness 30.</summary>
    public static string Words(string measure) => measure.Replace('_', ' ');

    /// <summary>Text that is the same in all cultures.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
