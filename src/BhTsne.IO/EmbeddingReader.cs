using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads a map, for instance one that an optimization is to start from. All methods may be used from several threads.</summary>
/// <remarks>
/// Every format of <see cref="TableFormat"/> that holds a map can be read, with one to three columns of coordinates. In text the header is
/// optional. Where it has a column <c>x</c>, the coordinates are the columns <c>x</c>, <c>y</c> and <c>z</c>, in this order, as far as they
/// are there, and all other columns are left out, so that what <see cref="EmbeddingWriter"/> wrote can be read back to the last bit. Where
/// it has none, all columns are coordinates, except one named <c>label</c>.
/// </remarks>
public static class EmbeddingReader
{
    /// <summary>Reads the coordinates of a map in a file.</summary>
    /// <param name="path">The file; its name or its content says the format.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>The map.</returns>
    /// <exception cref="TableFormatException">
    /// It is malformed, empty or of unknown format, or does not have one to three columns of finite numbers.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Embedding Read(string path, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        return Read(input, cancellation);
    }

    /// <summary>Reads the coordinates of a map in a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format, gzipped or not.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>The map.</returns>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Embedding Read(Stream stream, TableFormat format, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        using TableInput input = TableInput.OfStream(stream, format);
        return Read(input, cancellation);
    }

    /// <summary>Reads the coordinates of a map in a file or stream.</summary>
    /// <param name="input">Where it is.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>The map.</returns>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Embedding Read(TableInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        cancellation.ThrowIfCancellationRequested();
        using TableSource source = TableSource.Open(input, TableContents.Map, "a map", MapHeader.Find);
        if (source.Columns > MapHeader.Axes.Length)
        {
            throw new TableFormatException(input.Name, $"there are {source.Columns} columns of coordinates; a map has 1, 2 or 3.");
        }

        PointMatrix points = new TableAssembly([source]).Read(cancellation).Points;
        return new Embedding(points.Values, points.Columns);
    }

    /// <summary>Reads a map whose points have ids from a text file with a header.</summary>
    /// <param name="path">The file; its name or its content says the format.</param>
    /// <param name="idColumn">
    /// The column of the ids, which may be any text: a name from the header, matched exactly, or a number from 1. The coordinates are the
    /// columns <c>x</c>, <c>y</c> and <c>z</c>, as far as they are there; all other columns are left out.
    /// </param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>The map and the ids.</returns>
    /// <exception cref="TableFormatException">
    /// It is malformed, empty, of unknown format or of one without columns, has no such column or no column <c>x</c>, holds a coordinate
    /// that is not a finite number, or an id is on two rows.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static MapTable ReadWithIds(string path, string idColumn, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        return ReadWithIds(input, idColumn, cancellation);
    }

    /// <summary>Reads a map whose points have ids from a text with a header, in a file or stream.</summary>
    /// <param name="input">Where it is.</param>
    /// <param name="idColumn">As above.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>As above.</returns>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static MapTable ReadWithIds(TableInput input, string idColumn, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(idColumn);
        cancellation.ThrowIfCancellationRequested();
        NamedColumn id = new("id", idColumn, HoldsText: true);
        using TableSource source = TableSource.Open(input, TableContents.Map, "a map", csv => MapHeader.Find(csv, id));
        Table table = source.Ids is null
            ? throw id.MissingIn(input.Name, "coordinates")
            : new TableAssembly([source]).Read(cancellation);
        return new MapTable(new Embedding(table.Points.Values, table.Points.Columns), table.Ids!);
    }

    /// <summary>Reads a map with all the columns that its file has beside the coordinates.</summary>
    /// <param name="path">The file; its name or its content says the format.</param>
    /// <param name="textColumns">
    /// Names of columns whose cells are texts even where all of them look like numbers. A column <c>label</c> and those in front of the
    /// coordinates always are. Null for no others.
    /// </param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>
    /// The map and its columns. Any other column holds numbers where each of its cells is one or empty, which is read as NaN. A column
    /// without a name gets that of its place, such as <c>column 1</c>.
    /// </returns>
    /// <exception cref="TableFormatException">
    /// It is malformed, empty or of unknown format, does not have one to three columns of finite coordinates, or has two columns of one
    /// name.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static MapFile ReadWithColumns(
        string path, IReadOnlyCollection<string>? textColumns = null, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        TableFormat format = input.FormatFor(TableContents.Map);
        if (format.IsArray || !format.Reads.HasFlag(TableContents.Map))
        {
            return new MapFile(Read(input, cancellation), []);
        }

        cancellation.ThrowIfCancellationRequested();
        using CsvFile csv = new(input, format.Separator);
        return MapFileText.Read(csv, textColumns ?? [], cancellation);
    }
}
