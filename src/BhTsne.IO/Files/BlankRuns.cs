namespace BhTsne.IO.Files;

/// <summary>
/// Text in UTF-8 in which every run of spaces and tabs outside quotes is a single space, without any at the ends of lines: so that columns
/// that are aligned by spaces can be read as separated by one.
/// </summary>
/// <param name="file">What messages call it.</param>
/// <param name="source">The text, which is closed with this one.</param>
/// <param name="quote">What double quotes are.</param>
internal sealed class BlankRuns(string file, Stream source, QuoteMode quote) : ForwardStream
{
    private const int ChunkBytes = 1 << 16;

    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly byte[] _ready = new byte[2 * ChunkBytes];
    private int _start;
    private int _end;
    private bool _hasBegun;
    private bool _isQuoted;
    private bool _isBlankBefore;
    private bool _isLineStart = true;

    public override int Read(Span<byte> buffer)
    {
        while (_start == _end)
        {
            int read = source.Read(_chunk);
            if (read == 0)
            {
                return 0;
            }

            RequireUtf8(_chunk.AsSpan(0, read));
            (_start, _end) = (0, 0);
            Collapse(_chunk.AsSpan(0, read));
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _ready.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void RequireUtf8(ReadOnlySpan<byte> start)
    {
        if (!_hasBegun && (start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF])))
        {
            throw new TableFormatException(file, "it is text in UTF-16, whose columns cannot be separated by spaces; save it as UTF-8.");
        }

        _hasBegun = true;
    }

    private void Collapse(ReadOnlySpan<byte> text)
    {
        foreach (byte letter in text)
        {
            if (!_isQuoted && letter is (byte)' ' or (byte)'\t')
            {
                _isBlankBefore = true;
                continue;
            }

            bool isLineEnd = !_isQuoted && letter is (byte)'\n' or (byte)'\r';
            if (_isBlankBefore && !_isLineStart && !isLineEnd)
            {
                _ready[_end++] = (byte)' ';
            }

            _isQuoted ^= letter == '"' && quote == QuoteMode.Double;
            _ready[_end++] = letter;
            (_isBlankBefore, _isLineStart) = (false, isLineEnd);
        }
    }
}
