using System.Globalization;
using System.Text;
using BhTsne.IO.Text;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Text;

public sealed class NumberParserTests
{
    [Fact]
    public void Every_spelling_of_a_number_is_rounded_correctly()
    {
        var decimals =
            from sign in Gen.Elements("", "-", "+", " ")
            from whole in Digits(0, 18)
            from point in Gen.Elements("", ".")
            from fraction in Digits(0, 18)
            from exponent in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Choose(-50, 20).Select(power => $"e{power}")))
            select sign + whole + point + (point.Length > 0 ? fraction : "") + exponent;
        var spellings = Gen.OneOf(decimals, ArrayGenerators.Single.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        Check.ForAll(Arb.From(spellings), text =>
        {
            CellKind kind = NumberParser.Parse(Encoding.UTF8.GetBytes(text), out float value);
            bool parsed = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float expected);
            Assert.Equal(parsed && float.IsFinite(expected), kind == CellKind.Number);
            if (kind == CellKind.Number)
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
            }
        }, cases: 5000);
    }

    // Halfway between two singles, and a digit to either side of it that a double can no longer see.
    [Theory]
    [InlineData("16777217", 16777216f)]
    [InlineData("16777219", 16777220f)]
    [InlineData("1.00000017881393432617187499", 1.00000011920928955078125f)]
    [InlineData("1.00000017881393432617187501", 1.0000002384185791015625f)]
    [InlineData("9007199791611905", 9.007200328482816e15f)]
    public void Halfway_cases_are_not_rounded_twice(string text, float expected)
    {
        Assert.Equal(CellKind.Number, NumberParser.Parse(Encoding.UTF8.GetBytes(text), out float value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", CellKind.Empty)]
    [InlineData(" \t", CellKind.Empty)]
    [InlineData("nan", CellKind.NotFinite)]
    [InlineData("NaN", CellKind.NotFinite)]
    [InlineData("inf", CellKind.NotFinite)]
    [InlineData("-Inf", CellKind.NotFinite)]
    [InlineData("Infinity", CellKind.NotFinite)]
    [InlineData("1e39", CellKind.TooLarge)]
    [InlineData("-1E300", CellKind.TooLarge)]
    [InlineData("abc", CellKind.Text)]
    [InlineData("1.2.3", CellKind.Text)]
    [InlineData(".", CellKind.Text)]
    [InlineData("-", CellKind.Text)]
    [InlineData("1,5", CellKind.Text)]
    [InlineData("0x10", CellKind.Text)]
    [InlineData("NA", CellKind.Text)]
    public void What_is_no_finite_number_is_told_apart(string text, object kind) =>
        Assert.Equal(kind, NumberParser.Parse(Encoding.UTF8.GetBytes(text), out _));

    /// <summary>Where the comma is the decimal mark, a point is none: taken for one, it would make 1.500 a thousand times
    /// smaller.</summary>
    [Theory]
    [InlineData("1,5", CellKind.Number, 1.5f)]
    [InlineData("-0,25e1", CellKind.Number, -2.5f)]
    [InlineData("12", CellKind.Number, 12)]
    [InlineData(",5", CellKind.Number, 0.5f)]
    [InlineData("1.500", CellKind.Text, 0)]
    [InlineData("1.500,5", CellKind.Text, 0)]
    [InlineData("1,500.5", CellKind.Text, 0)]
    [InlineData("1,5,2", CellKind.Text, 0)]
    [InlineData("1e39", CellKind.TooLarge, 0)]
    [InlineData("", CellKind.Empty, 0)]
    public void With_a_decimal_comma_a_point_makes_text(string text, object kind, float expected)
    {
        Assert.Equal(kind, NumberParser.ParseWithComma(Encoding.UTF8.GetBytes(text), out float value));
        if (kind is CellKind.Number)
        {
            Assert.Equal(expected, value);
        }
    }

    private static Gen<string> Digits(int least, int most) =>
        from length in Gen.Choose(least, most)
        from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(length)
        select new string(digits);
}
