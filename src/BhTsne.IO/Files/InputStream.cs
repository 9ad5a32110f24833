namespace BhTsne.IO.Files;

/// <summary>
/// A stream that is read once from the front, whose first bytes can be looked at before, and that knows how long it can still be. It
/// notices when a file becomes shorter while it is read, which would otherwise look like the end of the data.
/// </summary>
/// <remarks>It has no buffer for what follows the first bytes: read it in large pieces.</remarks>
internal sealed class InputStream : ForwardStream
{
    private readonly string _name;
    private readonly Stream _source;
    private readonly bool _leaveOpen;
    private readonly long? _start;
    private readonly long? _exactLength;
    private readonly long? _longest;
    private byte[] _peeked = [];
    private int _peekedLength;
    private int _peekedStart;
    private long _read;

    /// <summary>Reads a stream from where it stands.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="source">The stream, which need not be able to seek.</param>
    /// <param name="leaveOpen">Whether it stays open.</param>
    /// <param name="longest">How many bytes it can give at most; null for what the stream itself knows.</param>
    public InputStream(string name, Stream source, bool leaveOpen, long? longest = null)
    {
        (_name, _source, _leaveOpen, _longest) = (name, source, leaveOpen, longest);
        if (source.CanSeek)
        {
            _start = source.Position;

            // Devices can seek as well, and have no length.
            long length = source.Length - source.Position;
            _exactLength = length > 0 ? length : null;
            _longest ??= _exactLength;
        }
    }

    /// <summary>The most bytes that can still come; <see cref="long.MaxValue"/> where that is not known.</summary>
    public long LongestRemainder => _longest is < long.MaxValue and long longest ? longest - _read + Unread : long.MaxValue;

    /// <summary>The bytes that are still to come, or null where that is not known.</summary>
    public long? ExactRemainder => _exactLength is long exact ? exact - _read + Unread : null;

    /// <summary>How many bytes were given: the place of the next one, where the stream began at its start.</summary>
    public long Consumed => _read - Unread;

    private int Unread => _peekedLength - _peekedStart;

    /// <summary>The next bytes, which will be read later all the same.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <returns>Fewer than wanted only where the stream ends; valid until the next call.</returns>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (Unread < count)
        {
            byte[] longer = new byte[count];
            _peeked.AsSpan(_peekedStart, Unread).CopyTo(longer);
            (_peeked, _peekedLength, _peekedStart) = (longer, Unread, 0);
            for (int read = 1; _peekedLength < count && read > 0; _peekedLength += read)
            {
                read = ReadSource(_peeked.AsSpan(_peekedLength));
            }
        }

        return _peeked.AsSpan(_peekedStart, Math.Min(count, Unread));
    }

    /// <summary>The stream itself, back at its beginning, for readers that seek.</summary>
    /// <returns>Null where it cannot seek, or where it begins in the middle.</returns>
    public Stream? Rewind()
    {
        if (_start != 0)
        {
            return null;
        }

        _source.Position = 0;
        return _source;
    }

    public override int Read(Span<byte> buffer)
    {
        if (Unread == 0)
        {
            return ReadSource(buffer);
        }

        int count = Math.Min(buffer.Length, Unread);
        _peeked.AsSpan(_peekedStart, count).CopyTo(buffer);
        _peekedStart += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_leaveOpen)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    // A stream knows no name, or the whole path, where the caller has given another name.
    private int Give(Span<byte> buffer)
    {
        try
        {
            return _source.Read(buffer);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && !IsNamed(exception))
        {
            string reason = exception.Message.Split(" : '")[0];
            throw new IOException($"{_name}: {reason}", exception) { HResult = exception.HResult };
        }
    }

    private bool IsNamed(IOException exception) => exception.Message.StartsWith($"{_name}: ", StringComparison.Ordinal);

    private int ReadSource(Span<byte> buffer)
    {
        int read = Give(buffer);
        _read += read;
        return read > 0 || buffer.IsEmpty || _exactLength is not long exact || _read >= exact
            ? read
            : throw new TableFormatException(_name, $"it became shorter while it was read: {_read} of {exact} bytes are there.");
    }
}
