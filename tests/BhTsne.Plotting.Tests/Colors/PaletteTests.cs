using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Tests.Oracles;

namespace BhTsne.Plotting.Tests.Colors;

public class PaletteTests
{
    [Fact]
    public void The_first_ten_colours_stay_apart_for_every_eye()
    {
        string[] ten = Array.ConvertAll(Palette.Categorical(10), color => color.Hex);
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.True(ColorVision.UsualDistance(ten[i], ten[j]) > 0.18, $"{ten[i]} {ten[j]}");
                Assert.True(ColorVision.PoorestDistance(ten[i], ten[j]) > 0.09, $"{ten[i]} {ten[j]}");
            }
        }
    }

    [Fact]
    public void Colours_of_many_categories_are_distinct_spread_and_begin_with_those_of_few()
    {
        Rgb[] many = Palette.Categorical(300);

        Assert.Equal(300, many.Distinct().Count());
        Assert.Equal(Palette.Categorical(40), many[..40]);
        for (int i = 0; i < 40; i++)
        {
            Assert.All(
                many[..i], other => Assert.True(ColorVision.UsualDistance(many[i].Hex, other.Hex) > 0.07, $"{many[i].Hex} {other.Hex}"));
        }
    }

    [Fact]
    public void More_categories_than_colours_repeat_them() => Assert.Equal(4096, Palette.Categorical(4096).Length);

    [Fact]
    public void Oklab_and_back_is_the_same_colour()
    {
        for (int value = 0; value <= 0xffffff; value += 4099)
        {
            var color = Rgb.FromHex(value);
            Oklab.From(color).TryToRgb(out Rgb back);
            Assert.Equal(color, back);
        }
    }

    [Fact]
    public void Dark_colours_are_lifted_off_a_dark_ground_and_ink_is_dark()
    {
        foreach (Rgb color in Palette.Categorical(60))
        {
            Assert.True(Oklab.From(Palette.OnDark(color)).L > 0.5, color.Hex);
            Assert.True(Oklab.From(Palette.Ink(color)).L < 0.5, color.Hex);
        }
    }

    [Fact]
    public void The_scale_of_numbers_rises_in_lightness()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => Oklab.From(Viridis.At(i / 100.0)).L)];
        Assert.Equal(lightness.Order(), lightness);
        Assert.Equal(("#440154", "#fde725"), (Viridis.At(0).Hex, Viridis.At(1).Hex));
    }
}
