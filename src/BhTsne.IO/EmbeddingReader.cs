using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads a map, for instance one that an optimization is to start from. All methods may be used from several threads.</summary>
/// <remarks>
/// Every format of <see cref="TableFormat"/> that holds a map can be read, with one to three columns of coordinates. In text the header is
/// optional, and a column named <c>label</c> is left out, so that what <see cref="EmbeddingWriter"/> wrote can be read back to the last
/// bit.
/// </remarks>
public static class EmbeddingReader
{
    private static readonly TableReadOptions Plain = new();
    private static readonly TableReadOptions Labelled = new() { Header = HeaderMode.Yes, LabelColumn = LabelReader.LabelHeader };

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
        using TableSource source = TableSource.Open(
            input,
            TableContents.Map,
            "a map",
            csv => ColumnPlan.From(csv, csv.Texts().Contains(LabelReader.LabelHeader) ? Labelled : Plain));
        if (source.Columns > 3)
        {
            throw new TableFormatException(input.Name, $"there are {source.Columns} columns of coordinates; a map has 1, 2 or 3.");
        }

        PointMatrix points = TableReader.Stack([source], cancellation).Points;
        return new Embedding(points.Values, points.Columns);
    }
}
