using System.Globalization;
using System.Text;
using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Makes text tables: cells, quotes, line ends, byte order marks, encodings.</summary>
internal static class TextTable
{
    /// <summary>A table of numbers.</summary>
    /// <param name="dice">Chooses.</param>
    /// <param name="separator">Between cells.</param>
    /// <param name="header">The names of the columns, or null for none.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="cell">The text of a cell.</param>
    public static byte[] Make(Dice dice, char separator, string[]? header, int columns, Func<int, string> cell)
    {
        string end = dice.Pick("\n", "\n", "\r\n");
        int rows = dice.Pick(1, 2, 3, 12, 40);
        StringBuilder text = new();
        if (header is not null)
        {
            AppendRow(header);
        }

        for (int row = 0; row < rows; row++)
        {
            AppendRow([.. Enumerable.Range(0, columns).Select(cell)]);
        }

        if (dice.Fault())
        {
            // A part of the table many times, so that what is not in proportion to the length shows.
            int at = dice.Below(text.Length), length = Math.Min(dice.Pick(1, 2, 10, 100), text.Length - at);
            text.Insert(at, text.ToString(at, length), dice.Pick(2, 100, 3000));
        }

        return Encode(text.ToString(), dice);

        void AppendRow(string[] cells)
        {
            if (dice.Fault())
            {
                cells = dice.Below(3) switch { 0 => cells[1..], 1 => [.. cells, "1"], _ => [] };
            }

            for (int i = 0; i < cells.Length; i++)
            {
                text.Append(i == 0 ? "" : dice.Or($"{separator}", ";", "\t", ",", "|", " ", "", ",,")).Append(Quoted(cells[i], dice));
            }

            text.Append(dice.Or(end, "\r", "\n\n", "\r\r\n", "", "\0\n", " \n", "\v", "\u2028"));
        }
    }

    /// <summary>A number as tables have them.</summary>
    public static string Number(Dice dice) => dice.Fault() ? dice.WrongText() : dice.Below(6) switch
    {
        0 => dice.Between(-9, 9).ToString(CultureInfo.InvariantCulture),
        1 => BitConverter.Int32BitsToSingle((int)dice.Next() & unchecked((int)0xBFFFFFFF)).ToString("R", CultureInfo.InvariantCulture),
        2 => (dice.Between(-99999, 99999) / 1000.0).ToString(CultureInfo.InvariantCulture),
        3 => dice.Pick("0", "-0", "1e-5", "2E3", "1.", ".5", "16777217", "0.30000000000000004", "3.4028234e38", "1e-60"),
        4 => (dice.Between(0, 1000) / 7.0).ToString("R", CultureInfo.InvariantCulture),
        _ => "1",
    };

    /// <summary>The bytes of a text.</summary>
    public static byte[] Encode(string text, Dice dice) => dice.Below(12) switch
    {
        0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        1 when dice.Fault() => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        2 when dice.Fault() => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
        3 when dice.Fault() => [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(text)],
        4 when dice.Fault() => Encoding.Unicode.GetBytes(text),
        5 when dice.Fault() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        6 when dice.Fault() => Encoding.Latin1.GetBytes(text + "é\u00ff"),
        _ => Encoding.UTF8.GetBytes(text),
    };

    private static string Quoted(string cell, Dice dice) =>
        dice.Fault() ? dice.Below(6) switch
        {
            0 => $"\"{cell}",
            1 => $"{cell}\"",
            2 => $"\"{cell}\"\"",
            3 => $"\"{cell}\"x",
            4 => $"\"{cell}\n1\"",
            _ => "\"\"",
        }
        : dice.OneIn(12) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
