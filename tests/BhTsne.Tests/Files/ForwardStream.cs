namespace BhTsne.Tests.Files;

/// <summary>A stream that can only go forward, and gives a few bytes at a time.</summary>
internal sealed class ForwardStream(byte[]? content = null) : Stream
{
    private readonly MemoryStream _memory = content is null ? new MemoryStream() : new MemoryStream(content);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public byte[] ToArray() => _memory.ToArray();

    public override void Flush()
    {
    }

    public override int Read(Span<byte> buffer) => _memory.Read(buffer[..Math.Min(buffer.Length, 1 + (buffer.Length / 3))]);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => _memory.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _memory.Write(buffer);
}
