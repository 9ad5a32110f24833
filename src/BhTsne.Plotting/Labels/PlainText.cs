using System.Globalization;
using System.Text;
using BhTsne.Plotting.Fonts;

namespace BhTsne.Plotting.Labels;

/// <summary>Texts of unknown origin made fit for a document, and measured.</summary>
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

    /// <summary>The width of a text, in units of the font size, by the metrics of the font that pixels are drawn with.</summary>
    public static double Width(string text, bool isBold = false) => TextMeasure.Width(text, isBold);

    /// <summary>The text itself, or as much of its start as fits with an ellipsis.</summary>
    /// <param name="text">A clean text.</param>
    /// <param name="width">The room, in units of the font size.</param>
    /// <param name="isBold">Whether letters are bold.</param>
    public static string Shorten(string text, double width, bool isBold = false)
    {
        if (Width(text, isBold) <= width)
        {
            return text;
        }

        int length = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && Width(text[..elements.ElementIndex], isBold) <= width - 0.9)
        {
            length = elements.ElementIndex;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>The text itself, or as much of its start and its end as fits with an ellipsis between them.</summary>
    /// <param name="text">A clean text.</param>
    /// <param name="width">The room, in units of the font size.</param>
    /// <param name="isBold">Whether letters are bold.</param>
    public static string ShortenMiddle(string text, double width, bool isBold = false)
    {
        if (Width(text, isBold) <= width)
        {
            return text;
        }

        // From both ends inward, so that a text of any length takes only as many steps as letters fit.
        double room = width - 0.9;
        int[] elements = StringInfo.ParseCombiningCharacters(text);
        int head = elements.TakeWhile(end => Width(text[..end], isBold) <= room / 2).LastOrDefault();
        double left = room - Width(text[..head], isBold);
        int tail = elements.Reverse().TakeWhile(start => start > head && Width(text[start..], isBold) <= left).LastOrDefault(text.Length);
        return text[..head].TrimEnd() + "…" + text[tail..].TrimStart();
    }

    /// <summary>A count with thousands separators.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
