namespace BhTsne.Fuzz.Tests.Support;

/// <summary>The bytes of a case as a stream that counts what is read of it.</summary>
/// <param name="content">The bytes.</param>
/// <param name="canSeek">Whether it can seek, as a file; otherwise it is like a pipe.</param>
/// <param name="piece">The most bytes that a read gives.</param>
internal sealed class CountingStream(byte[] content, bool canSeek, int piece) : Stream
{
    /// <summary>Readers notice the end of a stream once; a few of them look again.</summary>
    private const int MostReadsAtEnd = 10_000;

    private long _position;
    private int _readsAtEnd;

    /// <summary>How many bytes were read, those that were read again too.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek { get; } = canSeek;

    public override bool CanWrite => false;

    public override long Length => CanSeek ? content.Length : throw new NotSupportedException();

    public override long Position
    {
        get => CanSeek ? _position : throw new NotSupportedException();
        set => _position = !CanSeek ? throw new NotSupportedException()
            : value >= 0 ? value
            : throw new IOException("An attempt was made to move the position before the beginning of the stream.");
    }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Max(0, Math.Min(Math.Min(buffer.Length, piece), content.Length - _position));
        if (count == 0 && buffer.Length > 0 && ++_readsAtEnd > MostReadsAtEnd)
        {
            throw new FuzzFault($"the stream was read {_readsAtEnd} times at its end");
        }

        content.AsSpan((int)Math.Min(_position, content.Length), count).CopyTo(buffer);
        _position += count;
        BytesRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : content.Length);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
