namespace BhTsne.IO.Files;

/// <summary>A stream in memory that grows without moving and without an end at 2 GiB; it can seek.</summary>
internal sealed class ChunkedBuffer : Stream
{
    private const int ChunkSize = 1 << 20;

    private readonly List<byte[]> _chunks = [];
    private long _length;
    private long _position;

    private ChunkedBuffer()
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("The position is before the beginning.");
    }

    /// <summary>Takes all that is left of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellation">Cancels the work; checked before each chunk.</param>
    /// <param name="most">Where to stop: no more than a chunk beyond this is taken.</param>
    public static ChunkedBuffer Of(Stream stream, CancellationToken cancellation, long most = long.MaxValue)
    {
        ChunkedBuffer buffer = new();
        for (int read = ChunkSize; read == ChunkSize && buffer._length <= most; buffer._length += read)
        {
            cancellation.ThrowIfCancellationRequested();
            byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
            read = stream.ReadAtLeast(chunk, ChunkSize, throwOnEndOfStream: false);
            buffer._chunks.Add(chunk);
        }

        return buffer;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, Math.Max(0, _length - _position));
        for (int done = 0; done < count;)
        {
            Span<byte> rest = _chunks[(int)(_position / ChunkSize)].AsSpan((int)(_position % ChunkSize));
            rest = rest[..Math.Min(rest.Length, count - done)];
            rest.CopyTo(buffer[done..]);
            done += rest.Length;
            _position += rest.Length;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : _length);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
