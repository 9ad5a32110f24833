using System.IO.Compression;

namespace BhTsne.IO.Files;

/// <summary>
/// A gzip stream that notices when the file ends too early. <see cref="GZipStream"/> does not: it takes the end of a truncated file for the
/// end of the data, and a truncated table would lose rows without a message.
/// </summary>
/// <remarks>
/// A gzip file may have several members one after the other. Here one more member follows what is in the file, with <see cref="Marker"/>
/// inside. Only if the file's own members are complete, checksum and all, does the marker come out as the last bytes; it is kept back.
/// </remarks>
internal sealed class GzipInput : ForwardStream
{
    private static readonly byte[] Marker = "\0<end of the file>\0"u8.ToArray();
    private static readonly byte[] MarkerMember = Compress(Marker);

    private readonly string _file;
    private readonly Tailed _source;
    private readonly GZipStream _gzip;
    private readonly byte[] _buffer = new byte[1 << 17];
    private int _start;
    private int _end;

    /// <summary>Unpacks a stream, which is closed with this one.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="source">The packed bytes.</param>
    public GzipInput(string file, Stream source)
    {
        _file = file;
        _source = new Tailed(source);
        _gzip = new GZipStream(new BufferedStream(_source, 1 << 16), CompressionMode.Decompress);
    }

    /// <summary>The first bytes of every gzip file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    public override int Read(Span<byte> buffer)
    {
        while (_end - _start <= Marker.Length)
        {
            if (!Fill())
            {
                return 0;
            }
        }

        int count = Math.Min(buffer.Length, _end - _start - Marker.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        try
        {
            int read = _gzip.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0 || (_buffer.AsSpan(0, _end).SequenceEqual(Marker) ? false : throw Damaged(null));
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    private TableFormatException Damaged(Exception? cause) =>
        new(_file, "it is no gzip file, or it is truncated or damaged.", cause: cause);

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>The file, then the marker's member.</summary>
    private sealed class Tailed(Stream file) : ForwardStream
    {
        private int _given;

        public override int Read(Span<byte> buffer)
        {
            int read = file.Read(buffer);
            if (read == 0)
            {
                read = Math.Min(buffer.Length, MarkerMember.Length - _given);
                MarkerMember.AsSpan(_given, read).CopyTo(buffer);
                _given += read;
            }

            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
