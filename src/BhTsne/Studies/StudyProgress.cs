namespace BhTsne;

/// <summary>Where a study is.</summary>
public readonly record struct StudyProgress
{
    /// <summary>The part; null while neighbours and P are made.</summary>
    public required StudyPart? Part { get; init; }

    /// <summary>Runs that are done, also those from before the study was resumed.</summary>
    public required int RunsDone { get; init; }

    /// <summary>Runs of the part.</summary>
    public required int Runs { get; init; }

    /// <summary>The settings of the run, for a person.</summary>
    public required string Setting { get; init; }

    /// <summary>What is done, for a person.</summary>
    public required string Detail { get; init; }

    /// <summary>The share of that which is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Where a run is; null where none is under way.</summary>
    public TsneProgress? Run { get; init; }
}
