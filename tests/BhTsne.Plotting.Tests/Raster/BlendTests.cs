using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Png;
using BhTsne.Plotting.Raster;

namespace BhTsne.Plotting.Tests.Raster;

/// <summary>How colours become pixels, number by number.</summary>
public class BlendTests
{
    private static readonly Rgb _red = new(255, 0, 0), _teal = new(10, 200, 140);

    [Theory]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(1, 1, 1)]
    [InlineData(0.5, 0.5, 0.25)]
    [InlineData(0.25, 0.2, 0.05)]
    public void A_color_is_laid_over_pixels_by_coverage_times_opacity_and_rounded(float coverage, double opacity, double share)
    {
        PixelImage image = Opaque(5, 2, 40, 90, 220);
        image.Blend(1, 2, [coverage, 0, coverage], _teal, opacity);
        (int R, int G, int B) mixed = (Mixed(40, 10, share), Mixed(90, 200, share), Mixed(220, 140, share));
        Assert.Equal(mixed, Pixel(image, 2, 1));
        Assert.Equal((40, 90, 220), Pixel(image, 3, 1));
        Assert.Equal(mixed, Pixel(image, 4, 1));
        Assert.Equal((40, 90, 220), Pixel(image, 1, 1));
        Assert.Equal((40, 90, 220), Pixel(image, 2, 0));
    }

    /// <summary>The picture above reaches beyond the right and the lower edge of the one below.</summary>
    [Fact]
    public void An_image_is_laid_over_another_by_its_opacity_and_cut_at_the_edges()
    {
        PixelImage above = new(4, 3, true), image = Opaque(5, 4, 40, 90, 220);
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 4; x++)
            {
                new byte[] { 10, 200, 140, (byte)(x == 0 ? 255 : x == 1 ? 128 : 0) }.CopyTo(above.Row(y)[(4 * x)..]);
            }
        }

        image.Lay(above, 2, 2);
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 5; x++)
            {
                double share = y < 2 ? 0 : x == 2 ? 1 : x == 3 ? 128 / 255.0 : 0;
                Assert.Equal((Mixed(40, 10, share), Mixed(90, 200, share), Mixed(220, 140, share)), Pixel(image, x, y));
            }
        }

        PixelImage wide = new(9, 1, true);
        wide.Row(0).Fill(255);
        image.Lay(wide, 3, 0);
        Assert.Equal(((255, 255, 255), (40, 90, 220)), (Pixel(image, 4, 0), Pixel(image, 0, 1)));
    }

    /// <summary>Half of a disc of 0.5 over another: opacities 0.5 and 0.25 leave 0.375 of the ground.</summary>
    [Fact]
    public void Discs_are_laid_over_one_another_in_their_order()
    {
        DiscsInOrder blend = new([_red, _teal]);
        float[] sums = new float[8];
        blend.Add(sums.AsSpan(4), 0, 1, 0.5f);
        blend.Add(sums.AsSpan(4), 1, 0.5f, 0.5f);
        byte[] row = Finish(blend, sums);
        double opacity = 1 - (0.5 * 0.75);
        Assert.Equal(new byte[4], row[..4]);
        Assert.Equal(Math.Round(255 * opacity), row[7]);
        Assert.Equal(Math.Round(((0.5 * 0.75 * 255) + (0.25 * 10)) / opacity), row[4]);
        Assert.Equal(Math.Round(0.25 * 200 / opacity), row[5]);
        Assert.Equal(Math.Round(0.25 * 140 / opacity), row[6]);
    }

    [Fact]
    public void The_mean_of_categories_is_a_mean_of_light()
    {
        PointLayer layer = Layer([_red, _teal], steps: 0);
        MeanColor blend = new(layer, Tones());
        float[] sums = new float[4];
        blend.Add(sums, 0, 1, 1);
        blend.Add(sums, 1, 1, 0.5f);
        blend.Add(sums, 1, 0.5f, 1);
        byte[] row = Finish(blend, sums);
        Assert.Equal(Srgb((Linear(255) + Linear(10)) / 2), row[0], 1.0);
        Assert.Equal(Srgb(Linear(200) / 2), row[1], 1.0);
        Assert.Equal(Srgb(Linear(140) / 2), row[2], 1.0);
    }

    /// <summary>Steps 0 and 2 of three make the one in the middle; a point without a value mixes with its own colour by its share.</summary>
    [Fact]
    public void The_mean_of_numbers_is_a_place_on_their_scale()
    {
        Rgb middle = new(0, 100, 50), missing = new(200, 200, 200);
        PointLayer layer = Layer([_red, middle, _teal, missing], steps: 3);
        MeanOnScale blend = new(layer, Tones());
        float[] sums = new float[12];
        blend.Add(sums, 0, 1, 0.5f);
        blend.Add(sums, 2, 0.5f, 1);
        blend.Add(sums.AsSpan(4), 2, 1, 1);
        blend.Add(sums.AsSpan(8), 1, 1, 1);
        blend.Add(sums.AsSpan(8), 3, 1, 1);
        blend.Add(sums.AsSpan(8), 3, 1, 1);
        byte[] row = Finish(blend, sums);
        Assert.Equal([(byte)0, 100, 50], row[..3]);
        Assert.Equal([(byte)10, 200, 140], row[4..7]);
        Rgb mixed = Rgb.Between([missing, middle], 1 / 3.0);
        Assert.Equal([mixed.R, mixed.G, mixed.B], row[8..11]);
    }

    [Fact]
    public void Light_is_that_of_srgb_and_its_nearest_colour_is_found_again()
    {
        for (int value = 0; value < 256; value++)
        {
            (float r, float g, float b) = Light.Of(new Rgb((byte)value, 0, (byte)(255 - value)));
            Assert.Equal(Linear(value), r, 1e-6);
            Assert.Equal(Linear(255 - value), b, 1e-6);
            Assert.Equal(0, g);
            Assert.Equal(new Rgb((byte)value, 0, (byte)(255 - value)), Light.ToRgb(r, g, b));
            if (value < 255)
            {
                float step = Light.Of(new Rgb((byte)(value + 1), 0, 0)).R - r;
                Assert.Equal(value, Light.ToRgb(r + (0.4f * step), 0, 0).R);
                Assert.Equal(value + 1, Light.ToRgb(r + (0.6f * step), 0, 0).R);
            }
        }

        Assert.Equal(new Rgb(0, 255, 255), Light.ToRgb(-1, 1, 2));
    }

    /// <summary>Half by the rank of a pixel and half by the logarithm of its points: two pixels of 1, one of 4, one of 16.</summary>
    [Fact]
    public void Opacities_are_half_ranks_and_half_logarithms()
    {
        long[] pixels = new long[ToneCurve.Bins];
        pixels[ToneCurve.Bin(1)] = 2;
        pixels[ToneCurve.Bin(4)] = 1;
        pixels[ToneCurve.Bin(16)] = 1;
        ToneCurve tones = new(pixels);
        Assert.Equal(64, ToneCurve.Bin(4) - ToneCurve.Bin(2));
        Assert.Equal(Opacity(1 / 4.0, 1 / 5.0), Written(1));
        Assert.Equal(Opacity(2.5 / 4, 3 / 5.0), Written(4));
        Assert.Equal(Opacity(3.5 / 4, 1), Written(16));
        Assert.Equal(Math.Round(255 * 0.34 / 2), Written(0.25f));

        double Written(float count)
        {
            byte[] pixel = new byte[4];
            tones.Write(_teal, count, pixel);
            Assert.Equal([(byte)10, 200, 140], pixel[..3]);
            return pixel[3];
        }

        static double Opacity(double rank, double logarithm) => Math.Round(255 * (0.34 + (0.66 * ((0.5 * rank) + (0.5 * logarithm)))));
    }

    /// <summary>Discs of 0.5 at 4 of 5 pixels: crowded from a mean above 2.5 over the points, not over the pixels.</summary>
    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1 }, false)]
    [InlineData(new float[] { 2.5f, 2.5f, 0 }, false)]
    [InlineData(new float[] { 2.6f, 2.6f, 0 }, true)]
    [InlineData(new float[] { 1, 1, 1, 1, 1, 5 }, true)]
    public void Points_are_crowded_by_their_own_mean(float[] counts, bool isCrowded)
    {
        Tally tally = new();
        tally.Add(counts);
        Assert.Equal(isCrowded, tally.IsCrowded);
    }

    /// <summary>A square of 4 pixels with a line of 3 around it: its corners are round.</summary>
    [Theory]
    [InlineData(10, 10)]
    [InlineData(1, 10)]
    [InlineData(16, 1)]
    public void A_halo_reaches_its_distance_on_all_sides_also_at_the_edges(int left, int top)
    {
        PixelImage image = Opaque(20, 20, 0, 0, 0);
        Halo.Draw(image, Outline.Rectangle(new Box(left, top, 4, 4), 0), 3, new Rgb(200, 200, 200), 0.5);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 20; x++)
            {
                int right = Math.Max(0, Math.Max(left - x, x - (left + 3))), down = Math.Max(0, Math.Max(top - y, y - (top + 3)));
                double share = Math.Clamp(3.5 - double.Hypot(right, down), 0, 1);
                Assert.Equal(100 * share, Pixel(image, x, y).R, 1.0);
            }
        }
    }

    private static PointLayer Layer(Rgb[] swatches, int steps) =>
        new() { Name = "points", First = 0, Codes = [], Swatches = swatches, Steps = steps, Diameter = 1, Opacity = 1 };

    private static ToneCurve Tones()
    {
        long[] pixels = new long[ToneCurve.Bins];
        pixels[ToneCurve.Bin(1)] = 1;
        return new ToneCurve(pixels);
    }

    private static byte[] Finish<TBlend>(TBlend blend, float[] sums)
        where TBlend : struct, IPointBlend
    {
        byte[] row = new byte[sums.Length];
        blend.Finish(sums, row);
        return row;
    }

    private static PixelImage Opaque(int width, int height, byte r, byte g, byte b)
    {
        PixelImage image = new(width, height, false);
        for (int i = 0; i < width * height; i++)
        {
            new[] { r, g, b }.CopyTo(image.Row(i / width)[(3 * (i % width))..]);
        }

        return image;
    }

    private static (int R, int G, int B) Pixel(PixelImage image, int x, int y) =>
        (image.Row(y)[3 * x], image.Row(y)[(3 * x) + 1], image.Row(y)[(3 * x) + 2]);

    private static int Mixed(int below, int above, double share) => (int)Math.Floor(below + ((above - below) * share) + 0.5);

    private static double Linear(int value) => value / 255.0 is var x && x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);

    private static double Srgb(double light) =>
        255 * (light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055);
}
