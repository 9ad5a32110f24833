using BhTsne.IO.Arrays;
using BhTsne.IO.Files;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads a map from a file, for instance one that a descent is to start from.</summary>
public static class EmbeddingReader
{
    private static readonly TableReadOptions Plain = new();
    private static readonly TableReadOptions Labelled = new() { Header = HeaderMode.Yes, LabelColumn = LabelReader.LabelHeader };

    /// <summary>Reads the coordinates of a map.</summary>
    /// <param name="path">
    /// A file in one of the formats of <see cref="TableReader"/> with one to three columns of coordinates. In a text file the header is
    /// optional and a column named <c>label</c> is left out, so that what <see cref="EmbeddingWriter"/> wrote can be read back.
    /// </param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The map, to the last bit as it was written.</returns>
    /// <exception cref="TableFormatException">The file is malformed, empty or of unknown format, or has no one to three columns of finite numbers.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static Embedding Read(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellation.ThrowIfCancellationRequested();
        FileFormat format = FileFormats.OfDense(path, "a map");
        using TableSource source = format is FileFormat.Npy or FileFormat.Idx
            ? ArrayFile.Open(path, format)
            : CsvTable.Open(path, CsvFile.SeparatorOf(format), csv => ColumnPlan.From(csv, csv.Texts().Contains(LabelReader.LabelHeader) ? Labelled : Plain));
        if (source.Columns > 3)
        {
            throw new TableFormatException(path, $"there are {source.Columns} columns of coordinates; a map has 1, 2 or 3.");
        }

        PointMatrix points = TableReader.Stack([source], cancellation).Points;
        return new Embedding(points.Values, points.Columns);
    }
}
