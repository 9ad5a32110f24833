using BhTsne.IO.Files;
using BhTsne.IO.Sparse;

namespace BhTsne.IO;

/// <summary>Where a table, labels or a map are read from: a file, or a stream that need not be able to seek. It is read once.</summary>
/// <remarks>
/// <para>
/// The format is the one that is given; else the one that the name of the file says; else the first bytes decide: the starts of .npy, IDX,
/// zip (.npz) and Matrix Market are known, and other text is a table, tab-separated if its first line has a tab and no comma, or, where
/// labels are read, one label a line. Gzip is recognised by its first bytes, whatever the name.
/// </para>
/// <para>Not safe to use from several threads.</para>
/// </remarks>
public sealed class TableInput : IDisposable
{
    /// <summary>Deflate makes no more than this of a byte.</summary>
    private const int Expansion = 1032;

    private readonly string? _path;
    private readonly Stream? _stream;
    private InputStream? _content;
    private ChunkedBuffer? _copy;
    private TableFormat? _archive;

    private TableInput(string name, string? path, Stream? stream, TableFormat? format)
    {
        (Name, _path, _stream) = (name, path, stream);
        Format = format ?? (path is null ? null : TableFormat.FromName(path));
    }

    /// <summary>What messages call it: the path as it was given, or the name of the stream.</summary>
    public string Name { get; }

    /// <summary>The format that was given, or that the name says; null where only the content can tell.</summary>
    public TableFormat? Format { get; }

    /// <summary>A file. It is opened when it is first needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format, or null for what the name or the content says.</param>
    public static TableInput OfFile(string path, TableFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new TableInput(path, path, null, format);
    }

    /// <summary>A stream, from where it stands to its end. It is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="format">Its format, or null for what the content says.</param>
    /// <param name="name">What messages call it.</param>
    public static TableInput OfStream(Stream stream, TableFormat? format = null, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new TableInput(name, null, stream, format);
    }

    /// <summary>
    /// Whether it holds a sparse matrix. Where the format is not known yet, the first bytes are read, and kept for the readers; of an .npz
    /// the names of its arrays are read.
    /// </summary>
    /// <returns>False also for a file that does not exist and for content that nothing is known about.</returns>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public bool IsSparse()
    {
        if ((_path is not null && !File.Exists(_path)) || (Format is not null && Format != TableFormat.Npz))
        {
            return Format?.IsSparse == true;
        }

        try
        {
            return HoldsSparse(FormatFor(TableContents.Points));
        }
        catch (TableFormatException)
        {
            return false;
        }
    }

    /// <summary>Closes the file, if one was opened.</summary>
    public void Dispose() => _content?.Dispose();

    /// <summary>The inputs of several files.</summary>
    internal static TableInput[] OfFiles(IReadOnlyList<string> paths) => [.. paths.Select(path => OfFile(path))];

    /// <summary>The format, found in the first bytes where it is not known otherwise.</summary>
    /// <param name="contents">What is to be read.</param>
    /// <exception cref="TableFormatException">It is empty, of no known format, or no text where it is said to be one.</exception>
    internal TableFormat FormatFor(TableContents contents)
    {
        TableFormat format = Format ?? _archive ?? FormatSniffer.Find(Name, Open(), contents);
        if (Format is { IsArray: false, IsSparse: false } && Format != TableFormat.Npz)
        {
            FormatSniffer.RequireText(Name, Open());
        }

        // Archives are read from their end: the first bytes are then gone.
        _archive = format == TableFormat.Npz ? format : null;
        return format;
    }

    /// <summary>Whether it holds a sparse matrix.</summary>
    /// <param name="format">Its format.</param>
    internal bool HoldsSparse(TableFormat format) => format == TableFormat.Npz ? NpzFile.IsSparse(this) : format.IsSparse;

    /// <summary>The content, unpacked, read once from the front.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    internal InputStream Open()
    {
        if (_content is null)
        {
            FileStream? file = _path is null ? null : OpenFile(_path);
            InputStream raw = new(Name, file ?? _stream!, leaveOpen: file is null);
            try
            {
                // A file that is gzipped by its name alone is a fault, unless it is empty, which has a message of its own.
                bool gzipped = raw.Peek(2).SequenceEqual(GzipInput.Magic)
                    || (_path is not null && TableFormat.IsGzipName(_path) && raw.Peek(1).Length > 0);
                _content = gzipped
                    ? new InputStream(Name, new GzipInput(Name, raw), leaveOpen: false, Unpacked(raw.LongestRemainder))
                    : raw;
                PlainFile = !gzipped && raw.ExactRemainder is not null ? file : null;
            }
            catch
            {
                raw.Dispose();
                throw;
            }
        }

        return _content;
    }

    /// <summary>The file on a disk whose bytes <see cref="Open"/> gives; null for a stream, a pipe, a device or what is unpacked.</summary>
    internal FileStream? PlainFile { get; private set; }

    /// <summary>How many bytes deflate makes of some, at most.</summary>
    internal static long Unpacked(long packed) => packed < long.MaxValue / Expansion ? packed * Expansion : long.MaxValue;

    /// <summary>The content as a stream that can seek: of a file itself, else of a copy in memory.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    internal Stream OpenSeekable(CancellationToken cancellation)
    {
        InputStream content = Open();
        if (_copy is not null)
        {
            _copy.Position = 0;
            return _copy;
        }

        return content.Rewind() ?? (_copy = ChunkedBuffer.Of(content, cancellation));
    }

    private static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0, Share = FileShare.Read });
}
