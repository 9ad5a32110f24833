namespace BhTsne.Studies;

/// <summary>The smallest perplexity beyond which no measure of the map rises noticeably.</summary>
internal static class LevelOff
{
    /// <summary>What is not noticed: this share of a measure, and its interval.</summary>
    private const double Share = 0.01;

    /// <summary>Finds it; null with a reason where there is none.</summary>
    /// <param name="rows">Of one objective.</param>
    public static (double? Value, string Reason) Find(IReadOnlyList<StudyRow> rows)
    {
        Level[] levels =
        [
            .. from row in rows
               where row.Part == StudyPart.Outcome && row.Perplexity is not null && row.Measures.Count > 0
               group row by row.Perplexity!.Value into level
               orderby level.Key
               select new Level(level.Key, Means([.. level])),
        ];
        if (levels.Length < 2)
        {
            return (null, levels.Length == 0
                ? "No whole run was measured, so no perplexity is recommended."
                : "All whole runs have the same perplexity; give at least 2 to compare.");
        }

        string before = "";
        for (int at = 0; at < levels.Length - 1; at++)
        {
            if (Gain(levels, at) is not { } gain)
            {
                return (levels[at].Perplexity, Sentence(levels[at].Perplexity, before));
            }

            before = gain;
        }

        return (levels[^1].Perplexity, Sentence(levels[^1].Perplexity, before)
            + " It is the largest of the grid: one that is still larger may raise them further.");
    }

    private static string Sentence(double perplexity, string before) => FormattableString.Invariant(
        $"Perplexity {perplexity} is the smallest beyond which no measure rises by more than {Share:0 %} and its interval.{before}");

    /// <summary>The largest gain that a larger perplexity brings, in words; null where none is noticed.</summary>
    private static string? Gain(Level[] levels, int at)
    {
        var gains =
            from later in levels[(at + 1)..]
            from measure in later.Measures
            let here = levels[at].Measures.FirstOrDefault(other => other.Name == measure.Name)
            where here is not null && measure.Value - here.Value > Math.Max(Share * Math.Abs(measure.Value), HalfOf(here) + HalfOf(measure))
            orderby (measure.Value - here.Value) / Math.Max(Math.Abs(measure.Value), double.Epsilon) descending
            select FormattableString.Invariant($" At {levels[at].Perplexity}, {measure.Name} is {here.Value:0.0000}, ")
                + FormattableString.Invariant($"and {measure.Value:0.0000} at {later.Perplexity}.");
        return gains.FirstOrDefault();
    }

    private static double HalfOf(StudyMeasure measure) => (measure.High - measure.Low) / 2;

    /// <summary>Means over all runs of a perplexity. The silhouette is left out: it says how labels lie, not what the map keeps.</summary>
    private static StudyMeasure[] Means(StudyRow[] rows) =>
    [
        .. from measure in rows.SelectMany(row => row.Measures)
           where measure.Name != "silhouette"
           group measure by measure.Name into same
           select new StudyMeasure(same.Key, same.Average(one => one.Value), same.Average(one => one.Low), same.Average(one => one.High)),
    ];

    private sealed record Level(double Perplexity, StudyMeasure[] Measures);
}
