using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using BhTsne.IO.Text;
using CsvHelper;

namespace BhTsne.IO;

/// <summary>Writes a map as .csv, .tsv or .npy, each also gzipped. All methods may be used from several threads.</summary>
/// <remarks>
/// Text has the header <c>x</c>, <c>x,y</c> or <c>x,y,z</c>, then <c>label</c> if there are labels; further columns stand before or after
/// all these. Numbers are the shortest that read back as the same single-precision bits; lines end with a line feed, quoting is that of RFC
/// 4180. A .npy is float32, N x d, C order, version 1.
/// </remarks>
public static class EmbeddingWriter
{
    private const int NpyAlignment = 64;

    /// <summary>Whether the name of a file says that it can be written: it ends in .csv, .tsv or .npy, or one of these and .gz.</summary>
    /// <param name="path">The file; it need not exist.</param>
    public static bool CanWrite(string path) => CanWrite(TableFormat.FromName(path));

    /// <summary>Whether a map of this format has labels and further columns: text has, an array holds the coordinates alone.</summary>
    /// <param name="format">The format.</param>
    /// <returns>False also for a format that cannot be written.</returns>
    public static bool CanHoldColumns(TableFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return CanWrite(format) && !format.IsArray;
    }

    /// <summary>
    /// Writes a map to a file, completely or not at all, and to a device or pipe straight through (see <see cref="AtomicFile"/>).
    /// </summary>
    /// <param name="path">The file; gzipped if its name ends in .gz.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="labels">One label per point, or null. A .npy holds the coordinates alone: labels are left out.</param>
    /// <param name="format">The format; null for what the name says.</param>
    /// <exception cref="ArgumentException">The format cannot be written, or the labels are not as many as the points.</exception>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void Write(string path, Embedding embedding, IReadOnlyList<string>? labels = null, TableFormat? format = null) =>
        Write(path, embedding, labels, [], format);

    /// <summary>
    /// Writes a map and further columns to a file, completely or not at all, and to a device or pipe straight through (see
    /// <see cref="AtomicFile"/>).
    /// </summary>
    /// <param name="path">The file; gzipped if its name ends in .gz.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="labels">One label per point, or null.</param>
    /// <param name="columns">
    /// Further columns, perhaps none. A .npy holds the coordinates alone: columns and labels are left out, which
    /// <see cref="CanHoldColumns"/> says in advance.
    /// </param>
    /// <param name="format">The format; null for what the name says.</param>
    /// <exception cref="ArgumentException">
    /// The format cannot be written, labels or a column are not as many as the points, or a column is called x, y, z, label or as another.
    /// </exception>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void Write(
        string path, Embedding embedding, IReadOnlyList<string>? labels, IReadOnlyList<MapColumn> columns, TableFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        format ??= TableFormat.FromName(path);
        Check(path, format, embedding, labels, columns);
        AtomicFile.Write(path, file =>
        {
            using GZipStream? gzip = TableFormat.IsGzipName(path) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
            WriteContent(gzip ?? file, format!, embedding, labels, columns);
        });
    }

    /// <summary>Writes a map to a stream.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="labels">One label per point, or null. A .npy holds the coordinates alone: labels are left out.</param>
    /// <exception cref="ArgumentException">The format cannot be written, or the labels are not as many as the points.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Write(Stream stream, TableFormat format, Embedding embedding, IReadOnlyList<string>? labels = null) =>
        Write(stream, format, embedding, labels, []);

    /// <summary>Writes a map and further columns to a stream.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="labels">One label per point, or null.</param>
    /// <param name="columns">As to a file.</param>
    /// <exception cref="ArgumentException">As to a file.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Write(
        Stream stream, TableFormat format, Embedding embedding, IReadOnlyList<string>? labels, IReadOnlyList<MapColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        Check(format.Name, format, embedding, labels, columns);
        WriteContent(stream, format, embedding, labels, columns);
        stream.Flush();
    }

    private static bool CanWrite(TableFormat? format) => format?.Writes.HasFlag(TableContents.Map) == true;

    private static void Check(
        string name, TableFormat? format, Embedding embedding, IReadOnlyList<string>? labels, IReadOnlyList<MapColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(columns);
        if (!CanWrite(format))
        {
            throw new ArgumentException($"{name}: a map can be written as {TableFormat.DescribeWritable(TableContents.Map)}.");
        }

        if (labels is not null && labels.Count != embedding.Points)
        {
            throw new ArgumentException($"There are {labels.Count} labels for {embedding.Points} points.", nameof(labels));
        }

        HashSet<string> names = [.. MapHeader.Axes, LabelReader.LabelHeader];
        foreach (MapColumn column in columns)
        {
            if (column.Count != embedding.Points)
            {
                throw new ArgumentException(
                    $"The column '{column.Name}' has {column.Count} values for {embedding.Points} points.", nameof(columns));
            }

            if (!names.Add(column.Name))
            {
                throw new ArgumentException(
                    $"A column cannot be called '{column.Name}': each needs a name of its own, and not x, y, z or label.", nameof(columns));
            }
        }
    }

    private static void WriteContent(
        Stream stream, TableFormat format, Embedding embedding, IReadOnlyList<string>? labels, IReadOnlyList<MapColumn> columns)
    {
        if (format.IsArray)
        {
            WriteNpy(stream, embedding);
            return;
        }

        MapColumn[] before = [.. columns.Where(column => column.Before)], after = [.. columns.Where(column => !column.Before)];
        WriteText(stream, embedding, labels, before, after, format.Separator);
    }

    private static void WriteText(
        Stream stream, Embedding embedding, IReadOnlyList<string>? labels, MapColumn[] before, MapColumn[] after, char separator)
    {
        using CsvWriter csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = separator, NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(
        [
            .. before.Select(column => column.Name),
            .. MapHeader.Axes.Take(embedding.Dimensions),
            .. labels is null ? [] : new[] { LabelReader.LabelHeader },
            .. after.Select(column => column.Name),
        ]);
        for (int point = 0; point < embedding.Points; point++)
        {
            WriteCells(csv, before, point);
            foreach (float coordinate in embedding.Values.Slice(point * embedding.Dimensions, embedding.Dimensions))
            {
                WriteNumber(csv, coordinate);
            }

            if (labels is not null)
            {
                csv.WriteField(labels[point]);
            }

            WriteCells(csv, after, point);
            csv.EndRecord();
        }
    }

    private static void WriteCells(CsvWriter csv, MapColumn[] columns, int point)
    {
        foreach (MapColumn column in columns)
        {
            if (column.Numbers is { } numbers)
            {
                WriteNumber(csv, numbers.Span[point]);
            }
            else
            {
                csv.WriteField(column.Texts![point]);
            }
        }
    }

    private static void WriteNumber(CsvWriter csv, float number) => csv.WriteField(number, "R");

    private static void WriteNpy(Stream stream, Embedding embedding)
    {
        const int Preamble = 10;
        char order = BitConverter.IsLittleEndian ? '<' : '>';
        string header = string.Create(
            CultureInfo.InvariantCulture,
            $"{{'descr': '{order}f4', 'fortran_order': False, 'shape': ({embedding.Points}, {embedding.Dimensions}), }}");
        int length = ((Preamble + header.Length + 1 + NpyAlignment - 1) / NpyAlignment * NpyAlignment) - Preamble;
        header = header.PadRight(length - 1) + "\n";
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        for (int start = 0; start < embedding.Values.Length; start += 1 << 20)
        {
            stream.Write(MemoryMarshal.AsBytes(embedding.Values.Slice(start, Math.Min(1 << 20, embedding.Values.Length - start))));
        }
    }
}
