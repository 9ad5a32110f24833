using System.Text;

namespace BhTsne.IO.Text;

/// <summary>Finds what separates the cells of a text, by its first lines.</summary>
internal static class DelimiterGuess
{
    private const int SampleBytes = 1 << 16;
    private const int MostRecords = 64;

    /// <summary>Besides that of the format, in the order in which they are tried.</summary>
    private static readonly char[] _others = [';', '\t', ',', '|', ' '];

    /// <summary>
    /// That of the format where it makes several columns, the same number in all of the first records; else the first other one that does.
    /// Where a comma and a semicolon both do, it is the semicolon if the commas are then decimal marks of numbers.
    /// </summary>
    /// <param name="input">Nothing is taken from it.</param>
    /// <param name="usual">That of the format.</param>
    /// <param name="quote">What double quotes are.</param>
    public static char For(TableInput input, char usual, QuoteMode quote)
    {
        ReadOnlySpan<byte> start = input.Open().Peek(SampleBytes);
        bool isWhole = start.Length < SampleBytes;
        string text = start.StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode.GetString(start)
            : start.StartsWith<byte>([0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(start)
            : Encoding.Latin1.GetString(start);
        if (CountOf(text, isWhole, usual, quote, out _) > 1)
        {
            return usual == ',' && CountOf(text, isWhole, ';', quote, out string[] last) > 1 && Array.TrueForAll(last, MayBeNumber) ? ';' : usual;
        }

        foreach (char other in _others)
        {
            if (CountOf(text, isWhole, other, quote, out _) > 1)
            {
                return other;
            }
        }

        return usual;
    }

    /// <summary>How many cells each of the first records has; 0 where they differ.</summary>
    private static int CountOf(string text, bool isWhole, char delimiter, QuoteMode quote, out string[] last)
    {
        int count = 0, records = 0;
        string[] newest = [];
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int at = 0; at < text.Length && records < MostRecords; at++)
        {
            char letter = text[at];
            bool isQuote = letter == '"' && quote == QuoteMode.Double;
            isQuoted ^= isQuote;

            if (!isQuoted && letter is '\n' or '\r')
            {
                EndRecord();
            }
            else if (!isQuoted && (letter == delimiter || (delimiter == ' ' && letter == '\t')))
            {
                EndCell(delimiter == ' ');
            }
            else if (!isQuote)
            {
                cell.Append(letter);
            }
        }

        // What was cut off is no whole record.
        if (isWhole)
        {
            EndRecord();
        }

        last = newest;
        return Math.Max(count, 0);

        void EndCell(bool isRun)
        {
            if (!isRun || cell.Length > 0)
            {
                cells.Add(cell.ToString());
            }

            cell.Clear();
        }

        void EndRecord()
        {
            if (cells.Count == 0 && cell.Length == 0)
            {
                return;
            }

            EndCell(delimiter == ' ');
            if (cells.Count > 0)
            {
                count = records == 0 ? cells.Count : count == cells.Count ? count : -1;
                newest = [.. cells];
                records++;
            }

            cells.Clear();
        }
    }

    private static bool MayBeNumber(string cell) =>
        NumberParser.ParseWithComma(Encoding.Latin1.GetBytes(cell), out _) != CellKind.Text
        || NumberParser.Parse(Encoding.Latin1.GetBytes(cell), out _) != CellKind.Text;
}
