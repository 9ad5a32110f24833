using System.Globalization;
using System.Text;

namespace BhTsne.IO.Text;

/// <summary>What a cell turned out to be.</summary>
internal enum CellKind
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>NaN or infinity.</summary>
    NotFinite,

    /// <summary>A number beyond single precision.</summary>
    TooLarge,

    /// <summary>Some other text.</summary>
    Text,

    /// <summary>A word that stands for a missing value. The parser itself takes it for text or for what is not finite.</summary>
    Missing,
}

/// <summary>Reads single-precision numbers from UTF-8 text, culture-invariant and rounded correctly.</summary>
internal static class NumberParser
{
    // Fifteen digits and a point: below 2^53, and far from the numbers that single precision holds with fewer bits. (Sixteen digits without
    // a point may pass 2^53, but then the conversion to double is the only rounding.)
    private const int LongestShort = 16;

    // No number has more digits that matter.
    private const int LongestWithComma = 256;

    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];

    /// <summary>Reads a cell.</summary>
    /// <param name="text">The cell, without quotes.</param>
    /// <param name="value">The number; undefined for any other kind of cell.</param>
    /// <returns>What the cell is.</returns>
    public static CellKind Parse(ReadOnlySpan<byte> text, out float value)
    {
        if (TryParseShort(text, out value))
        {
            return CellKind.Number;
        }

        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return float.IsFinite(value) ? CellKind.Number
                : text.ContainsAnyInRange((byte)'0', (byte)'9') ? CellKind.TooLarge
                : CellKind.NotFinite;
        }

        ReadOnlySpan<byte> word = text.Trim(" \t\r\n\v\f"u8);
        return word.IsEmpty ? CellKind.Empty : Ascii.EqualsIgnoreCase(word.TrimStart("+-"u8), "inf"u8) ? CellKind.NotFinite : CellKind.Text;
    }

    /// <summary>Reads a cell whose decimal mark is a comma; a point makes it text.</summary>
    /// <param name="text">The cell, without quotes.</param>
    /// <param name="value">As with a point.</param>
    /// <returns>As with a point.</returns>
    public static CellKind ParseWithComma(ReadOnlySpan<byte> text, out float value)
    {
        int comma = text.IndexOf((byte)',');
        if (text.Contains((byte)'.'))
        {
            value = 0;
            return CellKind.Text;
        }

        if (comma < 0 || text.Length > LongestWithComma)
        {
            return Parse(text, out value);
        }

        Span<byte> pointed = stackalloc byte[LongestWithComma];
        text.CopyTo(pointed);
        pointed[comma] = (byte)'.';
        return Parse(pointed[..text.Length], out value);
    }

    // Digits with an optional sign and point. The digits make an integer below 2^53 and the power of ten is exact too, so their quotient is
    // the correctly rounded double (Clinger's fast path). Rounding that once more to single precision is correct as well, except
    // where the double is the midpoint of two singles, since then the side of it on which the number was is not known.
    private static bool TryParseShort(ReadOnlySpan<byte> text, out float value)
    {
        const ulong BelowSingle = (1UL << 29) - 1, Midpoint = 1UL << 28;
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        text = negative ? text[1..] : text;
        if (text.Length > LongestShort)
        {
            return false;
        }

        int point = -1;
        ulong integer = 0;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                integer = (integer * 10) + digit;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        int digits = point < 0 ? text.Length : text.Length - 1;
        double number = integer / PowersOfTen[point < 0 ? 0 : digits - point];
        if (digits == 0 || (BitConverter.DoubleToUInt64Bits(number) & BelowSingle) == Midpoint)
        {
            return false;
        }

        value = (float)(negative ? -number : number);
        return true;
    }
}
