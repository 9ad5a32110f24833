using BhTsne.IO.Files;
using BhTsne.IO.Sparse;

namespace BhTsne.IO;

/// <summary>Reads sparse points, one row a point: the .npz of scipy and Matrix Market.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>.npz: a matrix in compressed rows as <c>scipy.sparse.save_npz(file, matrix.tocsr())</c> writes it: the members data (any real numbers,
/// rounded to single precision), indices and indptr (integers of any size), shape, and perhaps format. Columns ascend in a row, each at most once. One without
/// any entry is refused: its arrays are empty.</item>
/// <item>.mtx, also gzipped: Matrix Market in coordinates; real, integer or pattern (every entry is 1); general or symmetric. Entries come in any
/// order, each at most once; there may be none. Beyond 67,108,864 rows there must be as many entries: rows take memory, and their
/// number may be damaged.</item>
/// </list>
/// <para>The name decides the format; where it says nothing, the first bytes do. All methods may be used from several threads.</para>
/// </remarks>
public static class SparseReader
{
    /// <summary>Whether a file is of a format for sparse matrices, by its name or, where that says nothing, by its first bytes.</summary>
    /// <param name="path">The file. One that does not exist is judged by its name alone.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static bool IsSparse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (FileFormats.FromName(path) is { } named)
        {
            return FileFormats.IsSparse(named);
        }

        try
        {
            return File.Exists(path) && FileFormats.IsSparse(FileFormats.Of(path));
        }
        catch (TableFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>N x D.</returns>
    /// <exception cref="TableFormatException">The file is malformed, of another format or too large, or holds what is not a finite number.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static SparseMatrix Read(string path, CancellationToken cancellation = default) => Read([path], cancellation);

    /// <summary>Reads several files of one width and stacks their rows in order.</summary>
    /// <param name="paths">The files, at least one; their formats may differ.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>N x D.</returns>
    /// <exception cref="ArgumentException">There is no file.</exception>
    /// <exception cref="TableFormatException">As above, or the files differ in width.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static SparseMatrix Read(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
        {
            throw new ArgumentException("There is no file to read.", nameof(paths));
        }

        List<SparseMatrix> parts = [];
        foreach (string path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            SparseRows part = ReadPart(path, cancellation);
            parts.Add(new SparseMatrix(part.Offsets, part.Indices, part.Values, part.Columns));
            if (parts[^1].Columns != parts[0].Columns)
            {
                throw new TableFormatException(
                    path, $"it has {parts[^1].Columns} columns, but {paths[0]} has {parts[0].Columns}; files can be stacked only when they are of one width.");
            }
        }

        return parts.Count == 1 ? parts[0] : SparseMatrix.Stack([.. parts]);
    }

    private static SparseRows ReadPart(string path, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileFormats.Of(path) switch
        {
            FileFormat.Npz => NpzFile.ReadMatrix(path, cancellation),
            FileFormat.MatrixMarket => MatrixMarketFile.Read(path, cancellation),
            _ => throw new TableFormatException(path, "it holds no sparse matrix (.npz or .mtx); sparse and dense points cannot be stacked."),
        };
    }
}
