using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Where the points come from.</summary>
/// <param name="Title">What a plot calls them.</param>
/// <param name="Files">The files as the user named them; none for a sample that ships inside the tool.</param>
/// <param name="Kind">What is in them.</param>
/// <param name="Read">Reads them, together with what is known of each point.</param>
internal sealed record PointSource(
    string Title, IReadOnlyList<string> Files, TsneInputKind Kind, Func<PerPoint, CancellationToken, InputData> Read)
{
    /// <summary>What messages and the report call them.</summary>
    public IReadOnlyList<string> Names => Files.Count > 0 ? Files : [Title];

    /// <summary>The user's files: tables stacked in order, or the two of a neighbour graph.</summary>
    public static PointSource In(IReadOnlyList<string> paths, TsneInputKind kind, TableReadOptions options)
    {
        string first = Path.GetFileName(paths[0]);
        string title = paths.Count == 1 ? first : $"{first} and {paths.Count - 1} more";
        bool sparse = Failures.Reading(() => paths.Any(SparseReader.IsSparse));
        return new PointSource(
            title,
            paths,
            sparse && kind == TsneInputKind.Points ? TsneInputKind.SparsePoints : kind,
            (given, cancellation) => sparse
                ? ReadSparse(paths, kind, options, given, cancellation)
                : ReadTables(paths, kind, options, given, cancellation));
    }

    private static InputData ReadTables(
        IReadOnlyList<string> paths, TsneInputKind kind, TableReadOptions options, PerPoint given, CancellationToken cancellation) => kind switch
    {
        TsneInputKind.Distances => InputData.OfDistances(TableReader.Read(paths, options, cancellation), paths, given),
        TsneInputKind.Neighbors when options.WeightColumn is not null => throw new ToolException(
            ExitCode.BadInput, [$"{options.WeightColumn}: there is no such file, and a table of neighbours has no column of weights"]),
        TsneInputKind.Neighbors => InputData.OfNeighbors(
            TableReader.Read(paths[0], options, cancellation).Points, TableReader.Read(paths[1], options, cancellation).Points, paths, given),
        TsneInputKind.Affinities => throw new ToolException(
            ExitCode.BadInput, [$"{paths[0]}: affinities are read from a sparse matrix, .npz or .mtx"]),
        _ => InputData.OfPoints(TableReader.Read(paths, options, cancellation), given),
    };

    private static InputData ReadSparse(
        IReadOnlyList<string> paths, TsneInputKind kind, TableReadOptions options, PerPoint given, CancellationToken cancellation) => kind switch
    {
        _ when options.LabelColumn is not null => throw new ToolException(
            ExitCode.BadInput, [$"{paths[0]}: the label column '{options.LabelColumn}' was not found; a sparse matrix has only features"]),
        _ when options.WeightColumn is not null => throw new ToolException(
            ExitCode.BadInput, [$"{options.WeightColumn}: there is no such file, and a sparse matrix has no column of weights"]),
        TsneInputKind.Distances => InputData.OfDistances(SparseReader.Read(paths, cancellation), paths, given),
        TsneInputKind.Affinities => InputData.OfAffinities(SparseReader.Read(paths, cancellation), paths, given),
        TsneInputKind.Neighbors => throw new ToolException(
            ExitCode.BadInput, [$"{paths[0]}: neighbours are read from two tables; distances in a sparse matrix go by --input-kind distances"]),
        _ => InputData.OfSparsePoints(SparseReader.Read(paths, cancellation), given),
    };
}
