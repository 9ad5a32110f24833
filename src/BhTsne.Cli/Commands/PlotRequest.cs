using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>A picture of maps that are there, as the command line describes it.</summary>
internal sealed record PlotRequest
{
    /// <summary>The files of the maps, one or more.</summary>
    public required IReadOnlyList<string> Maps { get; init; }

    /// <summary>What the page calls them; null for the names of their files.</summary>
    public IReadOnlyList<string>? MapNames { get; init; }

    /// <summary>The pictures.</summary>
    public required OutputFiles Outputs { get; init; }

    /// <summary>Files with one label for each row of the first map, stacked in order; none for the labels of the maps.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>A file with names for the labels; null for none.</summary>
    public string? LabelNames { get; init; }

    /// <summary>The points that the first map was made of; null where they are not given.</summary>
    public PlotPoints? Points { get; init; }

    /// <summary>The column of the maps that holds the labels.</summary>
    public required string LabelColumn { get; init; }

    /// <summary>The column of the ids; null for the first one in front of the coordinates.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Whether rows are in the same order, and ids are not looked at.</summary>
    public bool IgnoresIds { get; init; }

    /// <summary>Whether rows that are not in all maps are left out.</summary>
    public bool CommonRows { get; init; }

    /// <summary>Whether each map is turned to lie on the one before it.</summary>
    public bool Aligns { get; init; }

    /// <summary>The column to colour by at first; null for the labels.</summary>
    public string? ColorBy { get; init; }

    /// <summary>The title and the line below it, as far as they are given.</summary>
    public Captions Captions { get; init; } = Captions.None;

    /// <summary>How pictures look.</summary>
    public PlotOptions Look { get; init; } = new();

    /// <summary>Whether nothing but errors is printed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles =>
        [.. Maps, .. LabelFiles, .. new[] { LabelNames }.OfType<string>(), .. Points?.InputFiles ?? []];
}
