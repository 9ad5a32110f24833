using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Where the points come from.</summary>
/// <param name="Title">What a plot calls them.</param>
/// <param name="Files">The files as the user named them; none for a sample that ships inside the tool.</param>
/// <param name="Kind">What is in them.</param>
/// <param name="Read">Reads them.</param>
internal sealed record PointSource(string Title, IReadOnlyList<string> Files, InputKind Kind, Func<CancellationToken, MapInput> Read)
{
    /// <summary>What messages and the report call them.</summary>
    public IReadOnlyList<string> Names => Files.Count > 0 ? Files : [Title];

    /// <summary>The user's files: tables stacked in order, or the two of a neighbour graph.</summary>
    public static PointSource In(IReadOnlyList<string> paths, InputKind kind, TableReadOptions options)
    {
        string first = Path.GetFileName(paths[0]);
        return new PointSource(paths.Count == 1 ? first : $"{first} and {paths.Count - 1} more", paths, kind, cancellation => kind switch
        {
            InputKind.Distances => MapInput.OfDistances(TableReader.Read(paths, options, cancellation), paths),
            InputKind.Neighbors => MapInput.OfNeighbors(
                TableReader.Read(paths[0], options, cancellation).Points, TableReader.Read(paths[1], options, cancellation).Points, paths),
            _ => MapInput.OfPoints(TableReader.Read(paths, options, cancellation)),
        });
    }
}
