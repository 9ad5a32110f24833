using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Where the points come from.</summary>
/// <param name="Title">What a plot calls them.</param>
/// <param name="Files">The files as the user named them; none for a sample that ships inside the tool.</param>
/// <param name="Read">Reads them.</param>
internal sealed record PointSource(string Title, IReadOnlyList<string> Files, Func<CancellationToken, Table> Read)
{
    /// <summary>What messages and the report call them.</summary>
    public IReadOnlyList<string> Names => Files.Count > 0 ? Files : [Title];

    /// <summary>Points in the user's files, stacked in order.</summary>
    public static PointSource In(IReadOnlyList<string> paths, TableReadOptions options)
    {
        string first = Path.GetFileName(paths[0]);
        return new PointSource(
            paths.Count == 1 ? first : $"{first} and {paths.Count - 1} more",
            paths,
            cancellation => TableReader.Read(paths, options, cancellation));
    }
}
