namespace BhTsne.Cli.Commands;

/// <summary>A whole run, as it was asked for.</summary>
/// <param name="Points">What to map.</param>
/// <param name="LabelFiles">One label for each point, stacked in order; empty for the table's own, if any.</param>
/// <param name="WeightFile">How often each point counts, or null for the table's own weights, if any.</param>
/// <param name="StartFile">A map to start from, or null for what the options say.</param>
/// <param name="Outputs">Where the results go.</param>
/// <param name="Options">What the engine is told.</param>
/// <param name="Quiet">Whether nothing but errors is printed.</param>
internal sealed record EmbedRequest(
    PointSource Points,
    IReadOnlyList<string> LabelFiles,
    string? WeightFile,
    string? StartFile,
    OutputFiles Outputs,
    TsneOptions Options,
    bool Quiet)
{
    /// <summary>Whether similarities are alike over all the neighbours that the input has, if it says how many these are.</summary>
    public bool UniformOverAll { get; init; }

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles => [.. Points.Files, .. LabelFiles, .. WeightFile is null ? [] : new[] { WeightFile }, .. StartFile is null ? [] : new[] { StartFile }];
}
