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
}

/// <summary>Reads single-precision numbers from UTF-8 text, culture-invariant and rounded correctly.</summary>
internal static class NumberParser
{
    // 10^0 to 10^10 are exact in single precision.
    private static ReadOnlySpan<float> PowersOfTen => [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

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

    // Digits with an optional sign and point, of which the digits make an integer up to 2^24 and at most ten follow the point: both the
    // integer and the power of ten are exact, so their quotient is the correctly rounded number (Clinger's fast path).
    private static bool TryParseShort(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        int digits = 0, decimals = -1;
        uint integer = 0;
        for (int i = negative ? 1 : 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                integer = (integer * 10) + digit;
                digits++;
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (text[i] == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return false;
            }

            if (integer > 1 << 24 || digits > PowersOfTen.Length - 1)
            {
                return false;
            }
        }

        value = integer / PowersOfTen[Math.Max(decimals, 0)];
        value = negative ? -value : value;
        return digits > 0;
    }
}
