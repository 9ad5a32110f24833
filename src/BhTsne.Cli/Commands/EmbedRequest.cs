namespace BhTsne.Cli.Commands;

/// <summary>A whole run, as the command line describes it.</summary>
internal sealed record EmbedRequest
{
    /// <summary>What the map is made of.</summary>
    public required PointSource Points { get; init; }

    /// <summary>The engine's options.</summary>
    public required TsneOptions Options { get; init; }

    /// <summary>Where the results go.</summary>
    public required OutputFiles Outputs { get; init; }

    /// <summary>Files with one label for each point, stacked in order; none for the labels of the table, if any.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>A file with the weight of each point; null for the weights of the table, if any.</summary>
    public string? WeightFile { get; init; }

    /// <summary>A file with a map to start from; null for the start that the options name.</summary>
    public string? StartFile { get; init; }

    /// <summary>An earlier map whose rows are found again by their ids; null for none.</summary>
    public string? StartFromFile { get; init; }

    /// <summary>A file with the rows that stay where they start; null for none.</summary>
    public string? PinFile { get; init; }

    /// <summary>Whether uniform similarities use all neighbours of an input that is a neighbour graph.</summary>
    public bool IsUniformOverAll { get; init; }

    /// <summary>Whether the run is planned and not made.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether nothing but errors is printed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>What is written: no map of a dry run.</summary>
    public OutputFiles Written => IsDryRun ? Outputs.Reports : Outputs;

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles =>
        [.. Points.Files, .. LabelFiles, .. new[] { WeightFile, StartFile, StartFromFile, PinFile }.OfType<string>()];

    /// <summary>The file that says of single rows what a property of the engine's input has; null for none.</summary>
    public string? FileOf(string property) => property switch
    {
        nameof(TsneInput.StartRows) => StartFromFile,
        nameof(TsneInput.Pinned) => PinFile,
        _ => null,
    };
}
