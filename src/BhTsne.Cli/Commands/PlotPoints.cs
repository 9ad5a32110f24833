using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The points that a map was made of, as the command line of <c>bhtsne plot</c> describes them.</summary>
internal sealed record PlotPoints
{
    /// <summary>The tables, stacked in order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The format of all of them; null for what each name or content says.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>How they are read.</summary>
    public required TableRequest Reading { get; init; }

    /// <summary>The metric and the reduction by which neighbours are searched.</summary>
    public required TsneOptions Options { get; init; }

    /// <summary>The number of neighbours that a page shows of a point; null for what the number of points makes good.</summary>
    public int? Neighbors { get; init; }

    /// <summary>The images that a page shows; null for none.</summary>
    public ImageSource? Images { get; init; }

    /// <summary>All files that are read.</summary>
    public IEnumerable<string> InputFiles => Images?.File is { } images ? Files.Append(images) : Files;
}
