using System.Globalization;
using System.Text;

namespace BhTsne.Plotting.Fonts;

/// <summary>Texts as glyphs one after the other, and how wide they are in units of the font size.</summary>
internal static class TextMeasure
{
    /// <summary>The font for a weight.</summary>
    public static Typeface Font(bool isBold) => isBold ? Typeface.Bold : Typeface.Regular;

    /// <summary>The width of a text, by the same metrics with which it is drawn.</summary>
    public static double Width(string text, bool isBold = false)
    {
        double width = 0;
        foreach (PlacedGlyph glyph in Glyphs(text, isBold))
        {
            width = glyph.X + glyph.Advance;
        }

        return width;
    }

    /// <summary>
    /// The glyphs of a text from left to right. A character that the font lacks has the glyph 0, and is left out where it has no width of its
    /// own. A combining accent stands over the letter before it.
    /// </summary>
    public static IEnumerable<PlacedGlyph> Glyphs(string text, bool isBold)
    {
        Typeface font = Font(isBold);
        double x = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int glyph = font.GlyphOf(rune.Value);
            double advance = glyph > 0 ? font.Advance(glyph) : WidthOfMissing(rune);
            if (glyph > 0 || advance > 0)
            {
                yield return new PlacedGlyph(glyph, x, advance);
            }

            x += advance;
        }
    }

    /// <summary>The width of a character that the font lacks: what other fonts give it.</summary>
    private static double WidthOfMissing(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        UnicodeCategory.SpaceSeparator => rune.Value == 0x3000 ? 1 : 0.5,
        _ => rune.Value is >= 0x1100 and <= 0x11FF or >= 0x2E80 and < 0xFB00 or >= 0x1F000 ? 1.05 : 0.65,
    };
}

/// <summary>A glyph in a line of text, in units of the font size.</summary>
/// <param name="Glyph">Its number in the font, 0 for a character that the font lacks.</param>
/// <param name="X">Where it begins.</param>
/// <param name="Advance">Its width.</param>
internal readonly record struct PlacedGlyph(int Glyph, double X, double Advance);
