using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads tables of points: every format of <see cref="TableFormat"/> that holds dense points, each also gzipped.</summary>
/// <remarks>
/// <para>
/// The name decides the format: .csv; .tsv, .tab and .txt (tab-separated); .npy; .npz; .idx and names such as train-images-idx3-ubyte; each
/// may end in .gz. Where the name says nothing, the first bytes decide: see <see cref="TableInput"/>.
/// </para>
/// <para>
/// Text is UTF-8 (or UTF-16 with a byte order mark), quoted as in RFC 4180, numbers culture-invariant. Blank lines are skipped; there are
/// no comments. Arrays are .npy of versions 1 to 3 with float16, float32, float64, bool or integers, in both byte orders, in C or Fortran
/// order, and IDX of all its types. An array of one dimension is a single column; of an array with more than two, all dimensions
/// but the first are flattened with the last varying fastest, so that an image is one row. Numbers are rounded to single precision.
/// </para>
/// <para>
/// An .npz holds one dense array, perhaps beside <c>labels</c>, or the options name one. Its members may be deflated; a stream that cannot
/// seek is copied into memory. Sparse matrices (.npz of scipy, .mtx) are read by <see cref="SparseReader"/>.
/// </para>
/// <para>
/// Which cells are faults is decided after the last row: text and missing values among the features are counted, and the message has their
/// number. What makes a row no row at all, and numbers that are not finite in an array, end the reading at once.
/// </para>
/// <para>
/// Files and streams are read once from the front, straight into the one array of the points, which holds at most 2,147,483,591 values. A
/// .npy file from 64 MiB on is mapped into memory instead, if it is the only input, not gzipped, in single precision, C order and the byte
/// order of this machine, and all its columns are features: it may have more values and more bytes than there is memory
/// (<see cref="Table.IsMapped"/>). All values are looked at once. The mapping ends when nothing refers to the points any more. Until then
/// the file must not be changed: the points change with it, and if it becomes shorter, the operating system ends the process.
/// </para>
/// <para>All methods may be used from several threads.</para>
/// </remarks>
public static class TableReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to understand text tables; null for the defaults.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>
    /// The points, the column names where the file has a header, and the labels, weights and ids that the options ask for.
    /// </returns>
    /// <exception cref="TableFormatException">
    /// It is malformed, empty, of unknown format or too large, or holds what is not a finite number.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="InsufficientMemoryException">The points have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Table Read(string path, TableReadOptions? options = null, CancellationToken cancellation = default) =>
        Read([path], options, cancellation);

    /// <summary>Reads several files of one width and stacks their rows in order.</summary>
    /// <param name="paths">The files, at least one; their formats may differ.</param>
    /// <param name="options">
    /// How to understand text tables; null for the defaults. The label column concerns the text tables among the files; a weight or id
    /// column must be in every file.
    /// </param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>
    /// The points; labels if all files have them; weights and ids if they are asked for; the column names of the first file that has a
    /// header.
    /// </returns>
    /// <exception cref="ArgumentException">There is no file.</exception>
    /// <exception cref="TableFormatException">As above, or the files differ in width or in the names of their columns.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    /// <exception cref="InsufficientMemoryException">The points have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Table Read(IReadOnlyList<string> paths, TableReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Read(TableInput.OfFiles(paths), options, cancellation);
    }

    /// <summary>Reads a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format, gzipped or not.</param>
    /// <param name="options">How to understand text tables; null for the defaults.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>As of a file.</returns>
    /// <exception cref="TableFormatException">As of a file.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The points have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Table Read(Stream stream, TableFormat format, TableReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Read([TableInput.OfStream(stream, format)], options, cancellation);
    }

    /// <summary>Reads several files or streams of one width and stacks their rows in order.</summary>
    /// <param name="inputs">Where they are, at least one; their formats may differ. They are closed after the reading.</param>
    /// <param name="options">As for several files.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>As of several files.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <exception cref="TableFormatException">As of several files.</exception>
    /// <exception cref="IOException">One cannot be opened or read.</exception>
    /// <exception cref="InsufficientMemoryException">The points have no place under a limit of the heap.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Table Read(IReadOnlyList<TableInput> inputs, TableReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("There is no file to read.", nameof(inputs));
        }

        options ??= new TableReadOptions();
        List<TableSource> sources = [];
        IrregularCells irregular = new();
        try
        {
            foreach (TableInput input in inputs)
            {
                cancellation.ThrowIfCancellationRequested();
                sources.Add(TableSource.Open(
                    input, TableContents.Points, "a table of dense points", csv => ColumnPlan.From(csv, options), options, irregular));
                RequireSameColumns(sources[0], sources[^1]);
            }

            RequireColumns(sources, options);
            return new TableAssembly(sources) { Options = options, Irregular = irregular }.MapOrRead(cancellation);
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
            foreach (TableInput input in inputs)
            {
                input.Dispose();
            }
        }
    }

    // Text tables without a column that is asked for have been refused already.
    private static void RequireColumns(List<TableSource> sources, TableReadOptions options)
    {
        if (options.LabelColumn is not null && sources.TrueForAll(source => source.Labels is null))
        {
            throw options.Label.MissingIn(sources[0].File);
        }

        if (options.WeightColumn is not null && sources.Find(source => source.Weights is null) is { } unweighted)
        {
            throw options.Weight.MissingIn(unweighted.File);
        }

        if (options.IdColumn is not null && sources.Find(source => source.Ids is null) is { } unidentified)
        {
            throw options.Id.MissingIn(unidentified.File);
        }
    }

    private static void RequireSameColumns(TableSource first, TableSource other)
    {
        if (other.Columns != first.Columns)
        {
            throw new TableFormatException(
                other.File,
                $"it has {other.Columns} feature columns, but {first.File} has {first.Columns}; "
                    + "files can be stacked only when they are of one width.");
        }

        // Kept columns are asked for alike, but a pattern may stand for others in one file.
        bool areNamed = first.ColumnNames is not null && other.ColumnNames is not null;
        if (other.Kept.Count != first.Kept.Count
            || (areNamed && !other.Kept.Select(kept => kept.Name).SequenceEqual(first.Kept.Select(kept => kept.Name))))
        {
            throw new TableFormatException(
                other.File,
                $"its columns to keep are not those of {first.File}; files can be stacked only when their columns agree.");
        }

        for (int column = 0; first.ColumnNames is not null && other.ColumnNames is not null && column < first.Columns; column++)
        {
            if (first.ColumnNames[column] != other.ColumnNames[column])
            {
                throw new TableFormatException(
                    other.File,
                    $"feature column {column + 1} is '{other.ColumnNames[column]}', "
                    + $"but in {first.File} it is '{first.ColumnNames[column]}'; "
                    + "files can be stacked only when their columns agree.");
            }
        }
    }
}
