namespace BhTsne.Cli.Commands;

/// <summary>A study, as the command line describes it.</summary>
internal sealed record StudyRequest
{
    /// <summary>The points.</summary>
    public required PointSource Points { get; init; }

    /// <summary>What is compared.</summary>
    public required StudyGrid Grid { get; init; }

    /// <summary>What is the same in all runs.</summary>
    public required TsneOptions Options { get; init; }

    /// <summary>The file of the rows.</summary>
    public required string Output { get; init; }

    /// <summary>The page; null for none.</summary>
    public string? Plot { get; init; }

    /// <summary>The page that goes through the maps; null for none.</summary>
    public string? Maps { get; init; }

    /// <summary>The folder of the cache; null for none.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether a study that is in the output goes on.</summary>
    public bool Resumes { get; init; }

    /// <summary>Whether gradients are measured.</summary>
    public bool MeasuresGradients { get; init; }

    /// <summary>Whether whole runs are measured.</summary>
    public bool MeasuresOutcomes { get; init; }

    /// <summary>Files with one label for each point, stacked in order; none for the labels of the table, if any.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>Whether nothing but errors is printed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles => [.. Points.Files, .. LabelFiles];
}
