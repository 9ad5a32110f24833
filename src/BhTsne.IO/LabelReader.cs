using System.Text;
using BhTsne.IO.Arrays;
using BhTsne.IO.Files;
using BhTsne.IO.Sparse;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads one label per point from a file of their own: .txt, .csv, .tsv, .npy and IDX, each also gzipped; or from an .npz.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>.txt: each line is a label as it stands (quotes, commas and tabs too); an empty line is an empty label, but empty lines at the end are no labels. There is no header.</item>
/// <item>.csv and .tsv: a column named <c>label</c> in the header; or else the only column, every record of it a label, quoted as in RFC 4180.
/// Blank lines are passed over (an empty label is written <c>""</c>).</item>
/// <item>.npy and IDX: an array of one dimension (all others are 1) with whole numbers.</item>
/// <item>.npz: such an array as the member <c>labels</c>, beside the sparse matrix that it belongs to.</item>
/// </list>
/// </remarks>
public static class LabelReader
{
    /// <summary>The header of a label column in the files of <see cref="EmbeddingWriter"/>.</summary>
    internal const string LabelHeader = "label";

    /// <summary>Reads all labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The labels in the order of the file, at least one.</returns>
    /// <exception cref="TableFormatException">The file is malformed, empty or of unknown format, or holds more than labels.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static IReadOnlyList<string> Read(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellation.ThrowIfCancellationRequested();
        FileFormat format = FileFormats.Of(path);
        IReadOnlyList<string> labels = format switch
        {
            FileFormat.Text => ReadLines(path, cancellation),
            FileFormat.Npz => NpzFile.ReadLabels(path, cancellation),
            FileFormat.MatrixMarket => throw new TableFormatException(path, "a Matrix Market file holds no labels."),
            FileFormat.Csv or FileFormat.Tsv => ReadColumn(path, CsvFile.SeparatorOf(format), cancellation),
            _ => ReadArray(path, format, cancellation),
        };
        return labels.Count > 0 ? labels : throw new TableFormatException(path, "the file has no labels.");
    }

    private static List<string> ReadLines(string path, CancellationToken cancellation)
    {
        using StreamReader reader = new(InputFile.Open(path), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
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

    private static List<string> ReadColumn(string path, char separator, CancellationToken cancellation)
    {
        using CsvFile csv = new(path, separator);
        List<string> labels = [];
        if (!csv.Next())
        {
            return labels;
        }

        int cells = csv.Cells, column = Array.IndexOf(csv.Texts(), LabelHeader);
        bool isHeader = column >= 0;
        if (!isHeader && cells > 1)
        {
            throw new TableFormatException(path, $"there are {cells} columns; labels need a single column, or a header that names one '{LabelHeader}'.", csv.Line);
        }

        for (bool more = !isHeader || csv.Next(); more; more = csv.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            labels.Add(csv.Cells == cells ? csv.Text(Math.Max(column, 0)) : throw CsvTable.Ragged(csv, cells));
        }

        return labels;
    }

    private static string[] ReadArray(string path, FileFormat format, CancellationToken cancellation)
    {
        using ArrayFile array = ArrayFile.Open(path, format);
        return array.ReadWholeNumbers(cancellation);
    }
}
