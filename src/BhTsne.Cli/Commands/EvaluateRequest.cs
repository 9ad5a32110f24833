using System.Text.Json.Nodes;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>A map to be measured, as the command line describes it.</summary>
internal sealed record EvaluateRequest
{
    /// <summary>The points.</summary>
    public required PointSource Points { get; init; }

    /// <summary>The file of the map.</summary>
    public required string Map { get; init; }

    /// <summary>How it is measured.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>Whether the KL divergence is computed, too.</summary>
    public bool HasKl { get; init; }

    /// <summary>The perplexity of the KL divergence; null for the default.</summary>
    public double? Perplexity { get; init; }

    /// <summary>Where the report goes, if anywhere.</summary>
    public required OutputFiles Outputs { get; init; }

    /// <summary>Files with one label for each point, stacked in order; none for the labels of the table or the map, if any.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>The inputs and options that were given, for the report.</summary>
    public JsonObject Given { get; init; } = [];

    /// <summary>The file of --config; null for none.</summary>
    public ConfigFile? Config { get; init; }

    /// <summary>Whether nothing but errors is printed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles => [.. Points.Files, Map, .. LabelFiles];
}
