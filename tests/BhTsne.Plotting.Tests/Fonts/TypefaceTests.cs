using BhTsne.Plotting.Fonts;
using BhTsne.Plotting.Raster;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Fonts;

public class TypefaceTests
{
    /// <summary>Advance, and the least and largest x and y, in thousandths of the font size, as another program reads them.</summary>
    [Theory]
    [InlineData(false, "A", 639, 0, 0, 638, 717)]
    [InlineData(false, "g", 615, 55, -240, 530, 546)]
    [InlineData(false, "é", 564, 55, -10, 513, 766)]
    [InlineData(false, "1", 572, 89, 0, 355, 714)]
    [InlineData(false, "Ω", 782, 38, 0, 745, 725)]
    [InlineData(false, "Ж", 854, 1, 0, 852, 714)]
    [InlineData(false, "–", 500, 40, 229, 460, 307)]
    [InlineData(false, "Ấ", 639, 0, 0, 638, 977)]
    [InlineData(true, "A", 690, 0, 0, 690, 717)]
    [InlineData(true, "é", 591, 45, -10, 548, 766)]
    [InlineData(true, "Ж", 943, 0, 0, 943, 714)]
    public void A_letter_has_the_width_and_the_outline_that_the_font_gives_it(
        bool isBold, string letter, int advance, int left, int bottom, int right, int top)
    {
        var outline = Outline.Text(letter, 0, 0, 1000, isBold);

        Assert.Equal(advance / 1000.0, TextMeasure.Width(letter, isBold), 1e-9);
        Assert.Equal(left, outline.Edges.Min(edge => Math.Min(edge.X1, edge.X2)), 1.0);
        Assert.Equal(right, outline.Edges.Max(edge => Math.Max(edge.X1, edge.X2)), 1.0);
        Assert.Equal(bottom, -outline.Edges.Max(edge => edge.Y2), 1.0);
        Assert.Equal(top, -outline.Edges.Min(edge => edge.Y1), 1.0);
    }

    [Fact]
    public void A_letter_with_an_accent_has_the_letter_and_the_accent()
    {
        List<GlyphPoint[]> plain = [];
        List<GlyphPoint[]> accented = [];
        Typeface.Regular.AppendContours(Typeface.Regular.GlyphOf('A'), plain);
        Typeface.Regular.AppendContours(Typeface.Regular.GlyphOf('Ấ'), accented);

        GlyphPoint[] letter = [.. plain.SelectMany(contour => contour)];
        GlyphPoint[] accents = [.. accented.SelectMany(contour => contour).Except(letter)];
        Assert.Equal(letter.Length, accented.SelectMany(contour => contour).Intersect(letter).Count());
        Assert.True(accents.Length > 10);
        Assert.All(accents, point => Assert.True(point.Y > 0.7));
    }

    [Theory]
    [InlineData("0123456789 .,:;!?%&()[]{}<>+-*/=_#@$€£\"'")]
    [InlineData("ABCXYZabcxyz ÄÖÜßéèñçÅøŁšžő")]
    [InlineData("ΑΒΓΔΩαβγδω")]
    [InlineData("АБВЯабвя Ёё їєґ")]
    [InlineData("–—‘’“”…•·×÷±")]
    public void The_scripts_that_the_documents_name_are_there(string text)
    {
        Assert.DoesNotContain(text, letter => Typeface.Regular.GlyphOf(letter) == 0);
        Assert.DoesNotContain(text, letter => Typeface.Bold.GlyphOf(letter) == 0);
    }

    [Theory]
    [InlineData("東", 1)]
    [InlineData("🐙", 1)]
    [InlineData("𝔘", 1)]
    [InlineData("א", 1)]
    [InlineData("\uFFFF", 1)]
    [InlineData("👩‍🔬", 2)]
    [InlineData("☀️", 1)]
    public void A_character_that_the_font_lacks_is_a_hollow_box_with_a_width(string text, int boxes)
    {
        PlacedGlyph[] glyphs = [.. TextMeasure.Glyphs(text, false)];
        Assert.Equal(boxes, glyphs.Length);
        Assert.All(glyphs, glyph => Assert.Null(glyph.Font));
        Assert.Equal(TextMeasure.Width(text), glyphs.Sum(glyph => glyph.Advance), 1e-9);

        // A box has four upright edges: two outside and two inside.
        var outline = Outline.Text(text, 0, 0, 20, false);
        Assert.Equal(4 * boxes, outline.Edges.Count);
        Assert.Equal(0, outline.Edges.Sum(edge => edge.Winding));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Signs_that_the_letters_lack_come_from_a_font_of_symbols(bool isBold) =>
        Assert.All(TextMeasure.Glyphs("≤≥≠≈−∞√∑→←↔", isBold), glyph => Assert.Same(Typeface.Symbols, glyph.Font));

    [Fact]
    public void Any_text_has_a_width_and_an_outline_within_it()
    {
        Arbitrary<char[]> texts = Arb.From(Gen.ArrayOf(Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(unit => (char)unit),
            Gen.Choose(0xD800, 0xDFFF).Select(unit => (char)unit),
            Gen.Elements("aé Ж".ToCharArray()))));
        Check.ForAll(texts, characters =>
        {
            string text = new(characters);
            var outline = Outline.Text(text, 0, 0, 10, false);
            double width = TextMeasure.Width(text) * 10;
            return width >= 0 && outline.Edges.TrueForAll(edge => edge.X1 > -10 && edge.X1 < width + 10 && edge.Y2 > edge.Y1)
                && Math.Abs(TextMeasure.Width(text + "Ж") * 10 - width - 8.54) < 1e-6;
        });
    }
}
