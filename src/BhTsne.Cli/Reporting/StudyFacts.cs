using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Reporting;

/// <summary>What a study measured.</summary>
/// <param name="Request">What was to be done.</param>
/// <param name="Points">The number of points.</param>
/// <param name="Rows">All rows, also those from before the study was resumed.</param>
/// <param name="Maps">The maps of whole runs.</param>
/// <param name="Labels">One for each point; null for none.</param>
internal sealed record StudyFacts(
    StudyRequest Request, int Points, IReadOnlyList<StudyRow> Rows, IReadOnlyList<StudyMap> Maps, IReadOnlyList<string>? Labels)
{
    /// <summary>What the column of the labels is called in the table; null where that is not known.</summary>
    public string? LabelName { get; init; }

    /// <summary>The ids of the points; null for none.</summary>
    public PointIds? Ids { get; init; }

    /// <summary>The recommendations.</summary>
    public IReadOnlyList<StudyAdvice> Advice { get; } = StudyAdvice.From(Rows);

    /// <summary>The rows of the gradient part.</summary>
    public IEnumerable<StudyRow> Gradients => Rows.Where(row => row.Part == StudyPart.Gradient);

    /// <summary>The rows of whole runs.</summary>
    public IEnumerable<StudyRow> Outcomes => Rows.Where(row => row.Part == StudyPart.Outcome);
}

/// <summary>The map of a whole run.</summary>
/// <param name="Row">What was measured.</param>
/// <param name="Map">The map.</param>
internal sealed record StudyMap(StudyRow Row, Embedding Map);
