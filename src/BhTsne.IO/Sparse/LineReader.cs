namespace BhTsne.IO.Sparse;

/// <summary>The lines of a stream as bytes, without a string for each.</summary>
/// <param name="file">What messages call it.</param>
/// <param name="stream">The stream.</param>
internal sealed class LineReader(string file, Stream stream)
{
    /// <summary>The format has at most 1024 characters in a line.</summary>
    private const int LongestLine = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineEnd;

    /// <summary>The number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its end and without white space around it; valid until the next.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart).Trim(" \t\r"u8);

    /// <summary>Bytes that have been read from the stream and not yet been given out.</summary>
    public int Buffered => _end - _start;

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Take(searched + length, 1);
            }

            searched = _end - _start;
            if (!Fill())
            {
                return searched > 0 && Take(searched, 0);
            }
        }
    }

    private bool Take(int length, int terminator)
    {
        (_lineStart, _lineEnd) = (_start, _start + length);
        _start = _lineEnd + terminator;
        Number++;
        return true;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            // What has no line ends is no such file, and must not be read into memory as a whole.
            Array.Resize(ref _buffer, _buffer.Length < LongestLine ? 2 * _buffer.Length : throw new TableFormatException(
                file, $"the line is longer than {LongestLine} bytes.", Number + 1));
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
