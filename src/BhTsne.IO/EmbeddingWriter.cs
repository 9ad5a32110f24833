using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using BhTsne.IO.Files;
using CsvHelper;

namespace BhTsne.IO;

/// <summary>Writes a map as .csv, .tsv or .npy, each also gzipped.</summary>
/// <remarks>
/// Text has the header <c>x</c>, <c>x,y</c> or <c>x,y,z</c>, then <c>label</c> if there are labels; numbers are the shortest that read back as the
/// same single-precision bits; lines end with a line feed, quoting is that of RFC 4180. A .npy is float32, N x d, C order, version 1.
/// </remarks>
public static class EmbeddingWriter
{
    private const int NpyAlignment = 64;
    private static readonly string[] AxisNames = ["x", "y", "z"];

    /// <summary>Whether the name of a file says that it can be written: it ends in .csv, .tsv or .npy, or one of these and .gz.</summary>
    /// <param name="path">The file; it need not exist.</param>
    public static bool CanWrite(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FileFormats.FromName(path) is FileFormat.Csv or FileFormat.Tsv or FileFormat.Npy;
    }

    /// <summary>Writes a map, completely or not at all (see <see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file; its name decides the format.</param>
    /// <param name="embedding">The map.</param>
    /// <param name="labels">One label per point, or null. A .npy holds the coordinates alone: labels are left out.</param>
    /// <exception cref="ArgumentException">The format cannot be written, or the labels are not as many as the points.</exception>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    public static void Write(string path, Embedding embedding, IReadOnlyList<string>? labels = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(embedding);
        if (!CanWrite(path))
        {
            throw new ArgumentException($"{path}: a map can be written as .csv, .tsv or .npy, each also with .gz.", nameof(path));
        }

        if (labels is not null && labels.Count != embedding.Points)
        {
            throw new ArgumentException($"There are {labels.Count} labels for {embedding.Points} points.", nameof(labels));
        }

        AtomicFile.Write(path, file =>
        {
            using GZipStream? gzip = FileFormats.IsGzipName(path) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
            Stream stream = gzip ?? file;
            if (FileFormats.FromName(path) == FileFormat.Npy)
            {
                WriteNpy(stream, embedding);
            }
            else
            {
                WriteText(stream, embedding, labels, FileFormats.FromName(path) == FileFormat.Tsv ? '\t' : ',');
            }
        });
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
