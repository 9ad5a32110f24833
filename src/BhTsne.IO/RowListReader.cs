using System.Globalization;
using System.Text;
using BhTsne.IO.Arrays;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Reads a list of rows, for instance of the points that keep their places, from a file of their own.</summary>
/// <remarks>
/// <para>Rows count from 0, as in tables of neighbours.</para>
/// <list type="bullet">
/// <item>.txt: one row number on each line; blank lines are skipped. There is no header.</item>
/// <item>.csv and .tsv: a single column of row numbers; a first record that is no number is a header.</item>
/// <item>.npy and IDX: an array of one dimension (all others are 1) of integers.</item>
/// </list>
/// <para>Each may be gzipped. All methods may be used from several threads.</para>
/// </remarks>
public static class RowListReader
{
    private const int LongestQuotation = 40;

    /// <summary>Reads all row numbers of a file.</summary>
    /// <param name="path">The file; its name or its content says the format.</param>
    /// <param name="rows">How many rows the table has that the numbers belong to; at least 1.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>The rows in the order of the file, at least one, all different, each from 0 to <paramref name="rows"/> - 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The table has no rows.</exception>
    /// <exception cref="TableFormatException">
    /// It is malformed, empty or of unknown format, or holds what is not a whole number, a row that does not exist or one row twice.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static int[] Read(string path, int rows, CancellationToken cancellation = default)
    {
        using TableInput input = TableInput.OfFile(path);
        return Read(input, rows, cancellation);
    }

    /// <summary>Reads all row numbers of a file or stream.</summary>
    /// <param name="input">Where they are.</param>
    /// <param name="rows">As above.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>As above.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As above.</exception>
    /// <exception cref="TableFormatException">As above.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static int[] Read(TableInput input, int rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        cancellation.ThrowIfCancellationRequested();

        // A content without a name that says its format is understood as labels are: one on each line.
        TableFormat format = input.FormatFor(TableContents.Labels);
        IEnumerable<Entry> entries =
            input.HoldsSparse(format) ? throw Fault("it holds a sparse matrix, but a list of rows is needed here.")
            : format == TableFormat.Npz ? throw Fault("a list of rows is not read from .npz; save it as .npy.")
            : format == TableFormat.Text ? ReadLines(input, cancellation)
            : format.IsArray ? ReadArray(input, format, cancellation)
            : ReadColumn(input, format.Separator, cancellation);
        Dictionary<int, Entry> first = [];
        List<int> list = [];
        foreach (Entry entry in entries)
        {
            int row = entry.RowNumber(input.Name, rows);
            if (!first.TryAdd(row, entry))
            {
                throw entry.Fault(input.Name, $"row {row} is on {first[row].Place} already; list each row once only.");
            }

            list.Add(row);
        }

        return list.Count > 0 ? [.. list] : throw Fault("it lists no rows.");

        TableFormatException Fault(string problem) => new(input.Name, problem);
    }

    private static IEnumerable<Entry> ReadLines(TableInput input, CancellationToken cancellation)
    {
        using StreamReader reader = new(input.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        for (long line = 1; reader.ReadLine() is { } text; line++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return new Entry(text, Line: line);
            }
        }
    }

    private static IEnumerable<Entry> ReadColumn(TableInput input, char separator, CancellationToken cancellation)
    {
        using CsvFile csv = new(input, separator);
        if (!csv.Next())
        {
            yield break;
        }

        bool isHeader = csv.Cells == 1 && NumberParser.Parse(csv.Span(0), out _) == CellKind.Text;
        for (bool more = !isHeader || csv.Next(); more; more = csv.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return csv.Cells == 1
                ? new Entry(csv.Text(0), Line: csv.Line)
                : throw new TableFormatException(
                    csv.File, $"there are {csv.Cells} columns; a list of rows needs a single column.", csv.Line);
        }
    }

    private static IEnumerable<Entry> ReadArray(TableInput input, TableFormat format, CancellationToken cancellation)
    {
        using ArrayFile array = ArrayFile.Open(input, format);
        if (!array.Header.Type.IsInteger)
        {
            throw new TableFormatException(input.Name, "it holds numbers with a point; integers are needed here.");
        }

        return [.. array.ReadWholeNumbers("row numbers", cancellation).Select((text, index) => new Entry(text, Row: index + 1))];
    }

    /// <summary>A row number as it stands in the file, and where.</summary>
    private readonly record struct Entry(string Text, long? Line = null, long? Row = null)
    {
        public string Place => Line is null ? $"row {Row} of the array" : $"line {Line}";

        public TableFormatException Fault(string file, string problem) => new(file, problem, Line, Row);

        public int RowNumber(string file, int rows)
        {
            string text = Text.Trim();
            string quoted = $"'{(text.Length <= LongestQuotation ? text : text[..LongestQuotation] + "...")}'";
            ReadOnlySpan<char> digits = text.StartsWith('-') || text.StartsWith('+') ? text.AsSpan(1) : text;
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            {
                throw Fault(file, $"{quoted} is not a whole number.");
            }

            // Digits that do not fit are no row either.
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int row) && row >= 0 && row < rows
                ? row
                : throw Fault(
                    file, $"there is no row {quoted}: there {(rows == 1 ? "is 1 row" : $"are {rows} rows")}, and rows count from 0.");
        }
    }
}
