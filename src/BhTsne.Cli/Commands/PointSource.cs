using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Where the points come from.</summary>
/// <param name="Title">What a plot calls them.</param>
/// <param name="Files">The files as the user named them; none for a sample that ships inside the tool.</param>
/// <param name="Sparse">Whether they are sparse.</param>
/// <param name="Read">Reads them.</param>
internal sealed record PointSource(string Title, IReadOnlyList<string> Files, bool Sparse, Func<CancellationToken, InputPoints> Read)
{
    /// <summary>What messages and the report call them.</summary>
    public IReadOnlyList<string> Names => Files.Count > 0 ? Files : [Title];

    /// <summary>Points in the user's files, stacked in order.</summary>
    public static PointSource In(IReadOnlyList<string> paths, TableReadOptions options)
    {
        string first = Path.GetFileName(paths[0]);
        bool sparse = Failures.Reading(() => paths.Any(SparseReader.IsSparse));
        return new PointSource(
            paths.Count == 1 ? first : $"{first} and {paths.Count - 1} more",
            paths,
            sparse,
            cancellation => sparse ? ReadSparse(paths, options, cancellation) : InputPoints.Of(TableReader.Read(paths, options, cancellation)));
    }

    private static InputPoints ReadSparse(IReadOnlyList<string> paths, TableReadOptions options, CancellationToken cancellation) =>
        options.LabelColumn is null
            ? InputPoints.Of(SparseReader.Read(paths, cancellation))
            : throw new ToolException(
                ExitCode.BadInput, [$"{paths[0]}: the label column '{options.LabelColumn}' was not found; a sparse matrix has only features"]);
}
