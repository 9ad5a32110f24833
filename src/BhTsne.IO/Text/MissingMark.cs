using System.Text;

namespace BhTsne.IO.Text;

/// <summary>The words that stand for a missing value.</summary>
internal static class MissingMark
{
    private const int Longest = 4;

    /// <summary>Whether a cell is one of them, in small or capital letters; an empty cell is another kind of missing value.</summary>
    /// <param name="cell">UTF-8, perhaps with white space around it.</param>
    public static bool Is(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> word = cell.Trim(" \t\r\n\v\f"u8);
        return word.Length is > 0 and <= Longest && (word.SequenceEqual("?"u8) || IsOneOf(word));
    }

    private static bool IsOneOf(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "na"u8) || Ascii.EqualsIgnoreCase(word, "n/a"u8) || Ascii.EqualsIgnoreCase(word, "#n/a"u8)
        || Ascii.EqualsIgnoreCase(word, "<na>"u8) || Ascii.EqualsIgnoreCase(word, "nan"u8) || Ascii.EqualsIgnoreCase(word, "null"u8)
        || Ascii.EqualsIgnoreCase(word, "none"u8);
}
