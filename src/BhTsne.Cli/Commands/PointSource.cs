using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Where the points come from.</summary>
/// <param name="Title">What a plot calls them.</param>
/// <param name="Files">The files as the user named them; none for a sample that ships inside the tool.</param>
/// <param name="Kind">What is in them.</param>
/// <param name="Sparse">Whether they are sparse matrices.</param>
/// <param name="Read">Reads them.</param>
internal sealed record PointSource(
    string Title, IReadOnlyList<string> Files, InputKind Kind, bool Sparse, Func<CancellationToken, MapInput> Read)
{
    /// <summary>What messages and the report call them.</summary>
    public IReadOnlyList<string> Names => Files.Count > 0 ? Files : [Title];

    /// <summary>The user's files: tables stacked in order, or the two of a neighbour graph.</summary>
    public static PointSource In(IReadOnlyList<string> paths, InputKind kind, TableReadOptions options)
    {
        string first = Path.GetFileName(paths[0]);
        string title = paths.Count == 1 ? first : $"{first} and {paths.Count - 1} more";
        bool sparse = Failures.Reading(() => paths.Any(SparseReader.IsSparse));
        return new PointSource(
            title, paths, kind, sparse, cancellation => sparse ? ReadSparse(paths, kind, options, cancellation) : ReadTables(paths, kind, options, cancellation));
    }

    private static MapInput ReadTables(IReadOnlyList<string> paths, InputKind kind, TableReadOptions options, CancellationToken cancellation) => kind switch
    {
        InputKind.Distances => MapInput.OfDistances(TableReader.Read(paths, options, cancellation), paths),
        InputKind.Neighbors when options.WeightColumn is not null => throw new ToolException(
            ExitCode.BadInput, [$"{options.WeightColumn}: there is no such file, and a table of neighbours has no column of weights"]),
        InputKind.Neighbors => MapInput.OfNeighbors(
            TableReader.Read(paths[0], options, cancellation).Points, TableReader.Read(paths[1], options, cancellation).Points, paths),
        InputKind.Affinities => throw new ToolException(
            ExitCode.BadInput, [$"{paths[0]}: affinities are read from a sparse matrix, .npz or .mtx"]),
        _ => MapInput.OfPoints(TableReader.Read(paths, options, cancellation)),
    };

    private static MapInput ReadSparse(IReadOnlyList<string> paths, InputKind kind, TableReadOptions options, CancellationToken cancellation) => kind switch
    {
        _ when options.LabelColumn is not null => throw new ToolException(
            ExitCode.BadInput, [$"{paths[0]}: the label column '{options.LabelColumn}' was not found; a sparse matrix has only features"]),
        _ when options.WeightColumn is not null => throw new ToolException(
            ExitCode.BadInput, [$"{options.WeightColumn}: there is no such file, and a sparse matrix has no column of weights"]),
        InputKind.Distances => MapInput.OfDistances(SparseReader.Read(paths, cancellation), paths),
        InputKind.Affinities => MapInput.OfAffinities(SparseReader.Read(paths, cancellation), paths),
        InputKind.Neighbors => throw new ToolException(
            ExitCode.BadInput, [$"{paths[0]}: neighbours are read from two tables; distances in a sparse matrix go by --input-kind distances"]),
        _ => MapInput.OfSparsePoints(SparseReader.Read(paths, cancellation)),
    };
}
