using BhTsne.Cli.Help;

namespace BhTsne.Cli.Reporting;

/// <summary>The lines that are printed after a study: two tables, the recommendation, and where the files are.</summary>
internal static class StudySummary
{
    private const int Width = 200;

    /// <summary>Only the measures at this number of neighbours are on the screen; the file has all.</summary>
    private static readonly string[] _shown =
        ["preservation_30", "preservation_10", "trustworthiness_30", "trustworthiness_10", "rank_correlation", "label_accuracy"];

    /// <summary>Writes them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="facts">What was measured.</param>
    /// <param name="pages">The pages that are there.</param>
    public static void Write(TextWriter output, StudyFacts facts, IReadOnlyCollection<string> pages)
    {
        StudyRow[] gradients = [.. facts.Gradients], outcomes = [.. facts.Outcomes];
        if (gradients.Length > 0)
        {
            output.WriteLine(StudyTables.Text($"gradients, {facts.Points:N0} points"));
            TextColumns.Write(output, [[.. StudyTables.GradientHeader], .. gradients.Select(StudyTables.Gradient)], Width);
        }

        if (outcomes.Length > 0)
        {
            IReadOnlyList<string> measured = StudyTables.Measures(outcomes);
            string[] shown = [.. _shown.Where(measured.Contains)];
            shown = shown.Contains("preservation_30") ? [.. shown.Where(name => !name.EndsWith("_10", StringComparison.Ordinal))] : shown;
            output.WriteLine(StudyTables.Text($"whole runs, {facts.Points:N0} points"));
            TextColumns.Write(
                output, [[.. StudyTables.HeaderOf(shown)], .. outcomes.Select(row => StudyTables.Outcome(row, shown))], Width);
        }

        foreach (string sentence in Sentences(facts))
        {
            foreach (string line in TextColumns.Wrap(sentence, TextColumns.DefaultWidth))
            {
                output.WriteLine(line);
            }
        }

        output.WriteLine($"  rows   {Path.GetFullPath(facts.Request.Output)}");
        if (facts.Request.Plot is { } plot && pages.Contains(plot))
        {
            output.WriteLine($"  plot   {Path.GetFullPath(plot)}");
        }

        if (facts.Request.Maps is { } maps && (pages.Contains(maps) || facts.Maps.Count == 0))
        {
            output.WriteLine(facts.Maps.Count > 0
                ? $"  maps   {Path.GetFullPath(maps)}"
                : $"  {maps} is not written: no map of a whole run is at hand");
        }
    }

    /// <summary>Of one theta nothing can be said: the study was about something else.</summary>
    private static bool HasChoice(StudyFacts facts, StudyAdvice advice) => facts.Gradients
        .Where(row => row.Method == StudyMethod.Engine)
        .Where(row => (row.Objective, row.DegreesOfFreedom) == (advice.Objective, advice.DegreesOfFreedom))
        .Select(row => row.Theta).Distinct().Count() != 1;

    /// <summary>The recommendations; those of several objectives begin with its name.</summary>
    public static IEnumerable<string> Sentences(StudyFacts facts)
    {
        foreach (StudyAdvice advice in facts.Advice)
        {
            string prefix = facts.Advice.Count == 1 ? "" : $"{StudyTables.Objective(advice.Objective, advice.DegreesOfFreedom)}: ";
            yield return prefix + advice.PerplexityReason;
            if (HasChoice(facts, advice))
            {
                yield return prefix + advice.ThetaReason;
            }
        }
    }
}
