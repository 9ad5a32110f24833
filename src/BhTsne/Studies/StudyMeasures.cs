namespace BhTsne.Studies;

/// <summary>The measures of a map by the names of their columns.</summary>
internal static class StudyMeasures
{
    /// <summary>All that were measured.</summary>
    public static IReadOnlyList<StudyMeasure> Of(MapEvaluation evaluation) =>
    [
        .. evaluation.Neighborhoods.SelectMany(all => new[]
        {
            Measure($"preservation_{all.Neighbors}", all.Preservation),
            Measure($"trustworthiness_{all.Neighbors}", all.Trustworthiness),
            Measure($"continuity_{all.Neighbors}", all.Continuity),
        }),
        Measure("rank_correlation", evaluation.RankCorrelation),
        Measure("triplet_agreement", evaluation.TripletAgreement),
        .. evaluation.LabelAccuracy is { } accuracy ? [Measure("label_accuracy", accuracy)] : Array.Empty<StudyMeasure>(),
        .. evaluation.Silhouette is { } silhouette ? [Measure("silhouette", silhouette)] : Array.Empty<StudyMeasure>(),
    ];

    private static StudyMeasure Measure(string name, Estimate estimate) => new(name, estimate.Value, estimate.Low, estimate.High);
}
