using BhTsne.IO.Sparse;

namespace BhTsne.IO;

/// <summary>Reads sparse points, one row a point: the .npz of scipy and Matrix Market, each also gzipped.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>.npz: a matrix in compressed rows as <c>scipy.sparse.save_npz(file, matrix.tocsr())</c> writes it: the members data (any real
/// numbers, rounded to single precision), indices and indptr (integers of any size), shape, and perhaps format. Columns ascend in a row,
/// each at most once. One without any entry is refused: its arrays are empty. It is read from its end, so that from a stream that cannot
/// seek, or gzipped, it is copied into memory first.</item>
/// <item>.mtx: Matrix Market in coordinates; real, integer or pattern (every entry is 1); general or symmetric. Entries come in any
/// order, each at most once; there may be none. Beyond 67,108,864 rows there must be as many entries: rows take memory, and their
/// number may be damaged.</item>
/// </list>
/// <para>The name decides the format; where it says nothing, the first bytes do. All methods may be used from several threads.</para>
/// </remarks>
public static class SparseReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>N x D.</returns>
    /// <exception cref="TableFormatException">
    /// It is malformed, of another format or too large, or holds what is not a finite number.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="InsufficientMemoryException">The entries have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static SparseMatrix Read(string path, CancellationToken cancellation = default) => Read([path], cancellation);

    /// <summary>Reads several files of one width and stacks their rows in order.</summary>
    /// <param name="paths">The files, at least one; their formats may differ.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>N x D.</returns>
    /// <exception cref="ArgumentException">There is no file.</exception>
    /// <exception cref="TableFormatException">As above, or the files differ in width.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    /// <exception cref="InsufficientMemoryException">The entries have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static SparseMatrix Read(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Read(TableInput.OfFiles(paths), cancellation);
    }

    /// <summary>Reads a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format, gzipped or not.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>N x D.</returns>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The entries have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static SparseMatrix Read(Stream stream, TableFormat format, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Read([TableInput.OfStream(stream, format)], cancellation);
    }

    /// <summary>Reads several files or streams of one width and stacks their rows in order.</summary>
    /// <param name="inputs">Where they are, at least one; each is closed once it is read.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>N x D.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <exception cref="TableFormatException">As above, or they differ in width.</exception>
    /// <exception cref="IOException">One cannot be opened or read.</exception>
    /// <exception cref="InsufficientMemoryException">The entries have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static SparseMatrix Read(IReadOnlyList<TableInput> inputs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("There is no file to read.", nameof(inputs));
        }

        List<SparseMatrix> parts = [];
        foreach (TableInput input in inputs)
        {
            cancellation.ThrowIfCancellationRequested();
            using (input)
            {
                parts.Add(ReadPart(input, cancellation));
            }

            if (parts[^1].Columns != parts[0].Columns)
            {
                throw new TableFormatException(
                    input.Name,
                    $"it has {parts[^1].Columns} columns, but {inputs[0].Name} has {parts[0].Columns}; "
                    + "files can be stacked only when they are of one width.");
            }
        }

        if (parts.Count == 1)
        {
            return parts[0];
        }

        HeapLimit.Require(parts.Sum(part => SparseRows.BytesOf(part.Rows, part.EntryCount)));
        return SparseMatrix.Stack([.. parts]);
    }

    // By itself, so that the arrays that were copied are free when it returns.
    private static SparseMatrix ReadPart(TableInput input, CancellationToken cancellation)
    {
        SparseRows rows = ReadRows(input, cancellation);
        HeapLimit.Require(rows.Bytes);
        return new SparseMatrix(rows.Offsets, rows.Indices, rows.Values, rows.Columns);
    }

    private static SparseRows ReadRows(TableInput input, CancellationToken cancellation)
    {
        TableFormat format = input.FormatFor(TableContents.SparsePoints);
        return format == TableFormat.Npz ? NpzFile.ReadMatrix(input, cancellation)
            : format == TableFormat.MatrixMarket ? MatrixMarketFile.Read(input, cancellation)
            : throw new TableFormatException(
                input.Name, "it holds no sparse matrix (.npz or .mtx); sparse and dense points cannot be stacked.");
    }
}
