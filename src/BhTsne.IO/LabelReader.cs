using System.Text;
using BhTsne.IO.Arrays;
using BhTsne.IO.Sparse;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>
/// Reads one label per point from a file of their own, or from an .npz: every format of <see cref="TableFormat"/> that holds labels.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>.txt: each line is a label as it stands (quotes, commas and tabs too); an empty line is an empty label, but empty lines at the end
/// are no labels. There is no header.</item>
/// <item>.csv and .tsv: a column named <c>label</c> in the header; or else the only column, every record of it a label, quoted as in RFC
/// 4180. Blank lines are skipped (an empty label is written <c>""</c>).</item>
/// <item>.npy and IDX: an array of one dimension (all others are 1) with whole numbers.</item>
/// <item>.npz: such an array as the member <c>labels</c>, beside the points that it belongs to, or as the only member.</item>
/// </list>
/// <para>All methods may be used from several threads.</para>
/// </remarks>
public static class LabelReader
{
    /// <summary>The header of a label column in the files of <see cref="EmbeddingWriter"/>.</summary>
    internal const string LabelHeader = "label";

    /// <summary>Reads all labels of a file.</summary>
    /// <param name="path">The file; its name or its content says the format.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>The labels in the order of the file, at least one.</returns>
    /// <exception cref="TableFormatException">It is malformed, empty or of unknown format, or holds more than labels.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IReadOnlyList<string> Read(string path, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        return Read(input, cancellation);
    }

    /// <summary>Reads all labels of a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format, gzipped or not.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>As above.</returns>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IReadOnlyList<string> Read(Stream stream, TableFormat format, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        using TableInput input = TableInput.OfStream(stream, format);
        return Read(input, cancellation);
    }

    /// <summary>Reads all labels of a file or stream.</summary>
    /// <param name="input">Where they are.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>As above.</returns>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IReadOnlyList<string> Read(TableInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        cancellation.ThrowIfCancellationRequested();
        TableFormat format = input.FormatFor(TableContents.Labels);
        IReadOnlyList<string> labels =
            format == TableFormat.MatrixMarket ? throw new TableFormatException(input.Name, "a Matrix Market file holds no labels.")
            : format == TableFormat.Text ? Lines(input, cancellation)
            : format == TableFormat.Npz ? NpzFile.ReadLabels(input, cancellation)
            : format.IsArray ? ReadArray(input, format, cancellation)
            : ReadColumn(input, format.Separator, cancellation)!;
        return labels.Count > 0 ? labels : throw new TableFormatException(input.Name, "it has no labels.");
    }

    /// <summary>Reads the labels that a map in a text file has beside its coordinates.</summary>
    /// <param name="path">The file; its name or its content says the format.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>
    /// The column that the header names <c>label</c>, in the order of the file; null where there is none, or the format has no columns.
    /// </returns>
    /// <exception cref="TableFormatException">It is malformed or of unknown format.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IReadOnlyList<string>? ReadFromMap(string path, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        TableFormat format = input.FormatFor(TableContents.Map);
        return format.IsArray || format == TableFormat.Npz ? null : ReadColumn(input, format.Separator, cancellation, mayBeMissing: true);
    }

    /// <summary>All lines of a text as they stand, but for empty ones at the end.</summary>
    internal static List<string> Lines(TableInput input, CancellationToken cancellation = default)
    {
        using StreamReader reader = new(input.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        List<string> lines = [];
        int used = 0;
        while (reader.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Add(line);
            used = line.Length > 0 ? lines.Count : used;
        }

        lines.RemoveRange(used, lines.Count - used);
        return lines;
    }

    private static List<string>? ReadColumn(
        TableInput input, char separator, CancellationToken cancellation, bool mayBeMissing = false)
    {
        using CsvFile csv = new(input, separator);
        List<string> labels = [];
        if (!csv.Next())
        {
            return mayBeMissing ? null : labels;
        }

        int cells = csv.Cells, column = Array.IndexOf(csv.Texts(), LabelHeader);
        bool isHeader = column >= 0;
        if (!isHeader && mayBeMissing)
        {
            return null;
        }

        if (!isHeader && cells > 1)
        {
            throw new TableFormatException(
                input.Name,
                $"there are {cells} columns; labels need a single column, or a header that names one '{LabelHeader}'.",
                csv.Line);
        }

        for (bool more = !isHeader || csv.Next(); more; more = csv.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            labels.Add(csv.Cells == cells ? csv.Text(Math.Max(column, 0)) : throw CsvTable.Ragged(csv, cells));
        }

        return labels;
    }

    private static string[] ReadArray(TableInput input, TableFormat format, CancellationToken cancellation)
    {
        using ArrayFile array = ArrayFile.Open(input, format);
        return array.ReadWholeNumbers("labels", cancellation);
    }
}
