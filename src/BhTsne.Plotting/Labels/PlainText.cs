using System.Globalization;
using System.Text;

namespace BhTsne.Plotting.Labels;

/// <summary>Texts of unknown origin made fit for a document, and measured without a font.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text with what neither XML nor a reader can take replaced: control characters, line breaks and direction overrides become a
    /// space, unpaired surrogates and noncharacters U+FFFD. Outer white space goes. Null gives an empty text.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // An unpaired surrogate is enumerated as U+FFFD.
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool unseen = category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
            bool nonCharacter = (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
            clean.Append(unseen ? " " : nonCharacter ? "\uFFFD" : rune.ToString());
        }

        return clean.ToString().Trim();
    }

    /// <summary>The width of a text in a common sans-serif font, estimated on the generous side, in units of the font size.</summary>
    public static double Width(string text)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += rune.Value switch
            {
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.32,
                'f' or 't' or 'r' or ' ' or '(' or ')' or '-' or '/' => 0.4,
                'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
                '<' or '>' or '=' or '+' or '~' or '&' or '_' or '#' => 0.82,
                >= 'A' and <= 'Z' => 0.7,
                >= 0x1100 => 1.05, // East Asian scripts and emoji are a full square.
                _ => 0.61,
            };
        }

        return width;
    }

    /// <summary>The text itself, or as much of its start as fits with an ellipsis.</summary>
    /// <param name="text">A clean text.</param>
    /// <param name="width">The room, in units of the font size.</param>
    public static string Shorten(string text, double width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        int length = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && Width(text[..elements.ElementIndex]) <= width - 0.9)
        {
            length = elements.ElementIndex;
        }

        return text[..length].TrimEnd() + "…";
    }
}
