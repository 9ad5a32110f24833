using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using CsvHelper;

namespace BhTsne.IO;

/// <summary>Writes a map as .csv, .tsv or .npy, each also gzipped. All methods may be used from several threads.</summary>
/// <remarks>
/// Text has the header <c>x</c>, <c>x,y</c> or <c>x,y,z</c>, then <c>label</c> if there are labels; numbers are the shortest that read back
/// as the same single-precision bits; lines end with a line feed, quoting is that of RFC 4180. A .npy is float32, N x d, C order, version
/// 1.
/// </remarks>
public static class EmbeddingWriter
{
    private const int NpyAlignment = 64;
    private static readonly string[] AxisNames = ["x", "y", "z"];

    /// <summary>Whether the name of a file says that it can be written: it ends in .csv, .tsv or .npy, or one of these and .gz.</summary>
    /// <param name="path">The file; it need not exist.</param>
    public static bool CanWrite(string path) => CanWrite(TableFormat.FromName(path));

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
    public static void Write(string path, Embedding embedding, IReadOnlyList<string>? labels = null, TableFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        format ??= TableFormat.FromName(path);
        Check(path, format, embedding, labels);
        AtomicFile.Write(path, file =>
        {
            using GZipStream? gzip = TableFormat.IsGzipName(path) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
            WriteContent(gzip ?? file, format!, embedding, labels);
        });
    }

    /// <summary>Writes a map to a stream.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="labels">One label per point, or null. A .npy holds the coordinates alone: labels are left out.</param>
    /// <exception cref="ArgumentException">The format cannot be written, or the labels are not as many as the points.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Write(Stream stream, TableFormat format, Embedding embedding, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        Check(format.Name, format, embedding, labels);
        WriteContent(stream, format, embedding, labels);
        stream.Flush();
    }

    private static bool CanWrite(TableFormat? format) => format?.Writes.HasFlag(TableContents.Map) == true;

    private static void Check(string name, TableFormat? format, Embedding embedding, IReadOnlyList<string>? labels)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        if (!CanWrite(format))
        {
            throw new ArgumentException($"{name}: a map can be written as {TableFormat.DescribeWritable(TableContents.Map)}.");
        }

        if (labels is not null && labels.Count != embedding.Points)
        {
            throw new ArgumentException($"There are {labels.Count} labels for {embedding.Points} points.", nameof(labels));
        }
    }

    private static void WriteContent(Stream stream, TableFormat format, Embedding embedding, IReadOnlyList<string>? labels)
    {
        if (format.IsArray)
        {
            WriteNpy(stream, embedding);
        }
        else
        {
            WriteText(stream, embedding, labels, format.Separator);
        }
    }

    private static void WriteText(Stream stream, Embedding embedding, IReadOnlyList<string>? labels, char separator)
    {
        using CsvWriter csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = separator, NewLine = "\n" }, leaveOpen: true);
        string[] names = [.. AxisNames.Take(embedding.Dimensions), .. labels is null ? [] : new[] { LabelReader.LabelHeader }];
        csv.WriteHeader(names);
        for (int point = 0; point < embedding.Points; point++)
        {
            foreach (float coordinate in embedding.Values.Slice(point * embedding.Dimensions, embedding.Dimensions))
            {
                csv.WriteField(coordinate, "R");
            }

            if (labels is not null)
            {
                csv.WriteField(labels[point]);
            }

            csv.EndRecord();
        }
    }

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
