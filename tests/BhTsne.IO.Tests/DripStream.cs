using BhTsne.IO.Files;

namespace BhTsne.IO.Tests;

/// <summary>A stream like a slow pipe: it cannot seek and gives one byte at a time.</summary>
internal sealed class DripStream(byte[] content) : ForwardStream
{
    private int _given;

    /// <summary>Whether a reader has closed it.</summary>
    public bool IsClosed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _given == content.Length)
        {
            return 0;
        }

        buffer[0] = content[_given++];
        return 1;
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
