using System.Globalization;
using System.Text;

namespace BhTsne.Plotting.Fonts;

/// <summary>Texts as glyphs one after the other, and how wide they are in units of the font size.</summary>
internal static class TextMeasure
{
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
    /// The glyphs of a text from left to right. A character that the fonts lack has no font, and is left out where it has no width of its
    /// own. A combining accent stands over the letter before it.
    /// </summary>
    public static IEnumerable<PlacedGlyph> Glyphs(string text, bool isBold)
    {
        double x = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            Typeface? font = FontOf(rune.Value, isBold);
            int glyph = font?.GlyphOf(rune.Value) ?? 0;
            double advance = font?.Advance(glyph) ?? WidthOfMissing(rune);
            if (font is not null || advance > 0)
            {
                yield return new PlacedGlyph(font, glyph, x, advance);
            }

            x += advance;
        }
    }

    private static Typeface? FontOf(int character, bool isBold)
    {
        Typeface font = isBold ? Typeface.Bold : Typeface.Regular;
        return font.GlyphOf(character) > 0 ? font : Typeface.Symbols.GlyphOf(character) > 0 ? Typeface.Symbols : null;
    }

    /// <summary>The width of a character that the fonts lack: what other fonts give it.</summary>
    private static double WidthOfMissing(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        UnicodeCategory.SpaceSeparator => rune.Value == 0x3000 ? 1 : 0.5,
        _ => rune.Value is >= 0x1100 and <= 0x11FF or >= 0x2E80 and < 0xFB00 or >= 0x1F000 ? 1.05 : 0.65,
    };
}

/// <summary>A glyph in a line of text, in units of the font size.</summary>
/// <param name="Font">Its font, null for a character that the fonts lack.</param>
/// <param name="Glyph">Its number in the font.</param>
/// <param name="X">Where it begins.</param>
/// <param name="Advance">Its width.</param>
internal readonly record struct PlacedGlyph(Typeface? Font, int Glyph, double X, double Advance);
