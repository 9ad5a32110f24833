using System.Text.Json.Nodes;
using BhTsne.Cli.Options;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>New points for a map, as the command line describes them.</summary>
internal sealed record TransformRequest
{
    /// <summary>The file of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The new points.</summary>
    public required PointSource Points { get; init; }

    /// <summary>How they are placed.</summary>
    public required TransformOptions Options { get; init; }

    /// <summary>Where the results go.</summary>
    public required OutputFiles Outputs { get; init; }

    /// <summary>Files with one label for each new point, stacked in order; none for the labels of the table, if any.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>A file with names for the labels; null for none.</summary>
    public string? LabelNames { get; init; }

    /// <summary>The title and the line below it, as far as they are given.</summary>
    public Captions Captions { get; init; } = Captions.None;

    /// <summary>How pictures look.</summary>
    public PlotOptions Look { get; init; } = new();

    /// <summary>The inputs and options that were given, for the report.</summary>
    public JsonObject Given { get; init; } = [];

    /// <summary>The file of --config; null for none.</summary>
    public ConfigFile? Config { get; init; }

    /// <summary>Whether nothing but errors is printed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles => [Model, .. Points.Files, .. LabelFiles, .. new[] { LabelNames }.OfType<string>()];
}
