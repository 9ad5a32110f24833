using BhTsne.IO.Files;
using CsvHelper;

namespace BhTsne.IO.Text;

/// <summary>A CSV or TSV file, record by record, with errors that name the file and the line.</summary>
internal sealed class CsvFile : IDisposable
{
    // A quote that is never closed must not read a whole large file into memory.
    private const int LargestRecord = 1 << 28;

    private readonly InputStream _stream;
    private readonly long? _length;
    private readonly CsvReader _reader;
    private readonly bool _hasDecimalComma;

    /// <summary>Opens an input; no record is read yet.</summary>
    /// <param name="input">The input.</param>
    /// <param name="separator">What stands between two cells; a space for any number of spaces and tabs.</param>
    /// <param name="decimalMark">The decimal mark of numbers.</param>
    /// <param name="quote">What double quotes are.</param>
    public CsvFile(
        TableInput input, char separator, DecimalMark decimalMark = DecimalMark.Point, QuoteMode quote = QuoteMode.Double)
    {
        string file = File = input.Name;
        Separator = separator;
        _hasDecimalComma = decimalMark == DecimalMark.Comma;
        _stream = input.Open();
        _length = _stream.ExactRemainder;
        _reader = CsvReader.Create(separator == ' ' ? new BlankRuns(file, _stream, quote) : _stream, new CsvReaderOptions
        {
            Mode = quote == QuoteMode.None ? CsvMode.NoEscape : CsvMode.Rfc4180,
            Separator = separator,
            HasHeader = false,
            TrimWhitespace = false,
            TrackLineNumbers = true,
            MaxRecordSize = LargestRecord,
            OnMalformedRecord = record => throw new TableFormatException(file, Describe(record.Reason), record.LineNumber)
            {
                Problem = TableProblem.Quotes,
            },
            PoolStrings = true,
            BufferSize = 1 << 18,
        });
    }

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>What stands between two cells.</summary>
    public char Separator { get; }

    /// <summary>The line at which the current record starts, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>The number of cells of the current record.</summary>
    public int Cells => _reader.FieldCount;

    /// <summary>Goes to the next record that is not blank.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="TableFormatException">The quoting is broken, or the record is longer than any table has.</exception>
    public bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException exception)
        {
            throw new TableFormatException(File, $"the record cannot be read: {exception.Message}", exception.LineNumber, cause: exception);
        }
    }

    /// <summary>A cell without its quotes, as UTF-8; valid until the next record.</summary>
    /// <param name="cell">From 0.</param>
    public ReadOnlySpan<byte> Span(int cell) => _reader.GetSpan(cell);

    /// <summary>Reads a cell as a number.</summary>
    /// <param name="cell">From 0.</param>
    /// <param name="value">The number; undefined for any other kind of cell.</param>
    /// <returns>What the cell is.</returns>
    public CellKind Parse(int cell, out float value) => _hasDecimalComma
        ? NumberParser.ParseWithComma(_reader.GetSpan(cell), out value)
        : NumberParser.Parse(_reader.GetSpan(cell), out value);

    /// <summary>A cell as text.</summary>
    /// <param name="cell">From 0.</param>
    public string Text(int cell) => _reader.GetString(cell);

    /// <summary>All cells as text.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, Cells).Select(Text)];

    /// <summary>How many records like those so far the rest of the input may hold; 0 where its length is not known.</summary>
    /// <param name="records">Records read so far.</param>
    public long EstimateRemaining(int records)
    {
        if (_length is not long length)
        {
            return 0;
        }

        double bytesPerRecord = Math.Max(1.0, (double)_reader.ByteOffset / records);
        return (long)((length - _reader.ByteOffset) / bytesPerRecord * 1.02) + 1;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _reader.Dispose();

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote opens a cell and is never closed.",
        CsvMalformedReason.TextAfterClosingQuote => "there is text after the closing quote of a cell.",
        _ => "there is a quote inside a cell that does not start with one; such a cell must be quoted and its quotes doubled.",
    };
}
