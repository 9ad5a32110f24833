using BhTsne.Plotting.Png;
using BhTsne.Plotting.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Png;

public class PngFileTests
{
    /// <summary>Flat, smooth, striped and random images, for which different filters are best.</summary>
    private static readonly Func<int, int, int, int, byte>[] _kinds =
    [
        (_, _, _, _) => 200,
        (x, y, channel, _) => (byte)((3 * x) + (5 * y) + channel),
        (x, _, _, _) => (byte)(x * x * 7),
        (_, y, _, _) => (byte)(y * y * 7),
        (x, y, _, _) => (byte)((x * x) + (y * y)),
        (_, _, _, noise) => (byte)noise,
    ];

    [Fact]
    public void Any_image_is_read_back_by_a_decoder_of_its_own()
    {
        Gen<(int, int, bool, int, int)> images =
            from width in Gen.Choose(1, 70)
            from height in Gen.Choose(1, 50)
            from hasAlpha in Gen.Elements(false, true)
            from kind in Gen.Choose(0, _kinds.Length - 1)
            from seed in Gen.Choose(0, 1000)
            select (width, height, hasAlpha, kind, seed);
        int[] filters = new int[5];
        Check.ForAll(Arb.From(images), image =>
        {
            (int width, int height, bool hasAlpha, int kind, int seed) = image;
            PixelImage pixels = Image(width, height, hasAlpha, _kinds[kind], seed);
            PngDecoder decoded = Decode(pixels, 1);
            for (int filter = 0; filter < filters.Length; filter++)
            {
                filters[filter] += decoded.Filters[filter];
            }

            bool same = (decoded.Width, decoded.Height, decoded.Channels) == (width, height, hasAlpha ? 4 : 3);
            for (int y = 0; same && y < height; y++)
            {
                for (int i = 0; i < pixels.Row(y).Length; i++)
                {
                    same &= pixels.Row(y)[i] == decoded[i / decoded.Channels, y, i % decoded.Channels];
                }
            }

            return same;
        });
        Assert.All(filters, rows => Assert.True(rows > 0, $"Filters were used {string.Join(", ", filters)} times."));
    }

    [Theory]
    [InlineData(1, 3780)]
    [InlineData(2, 7559)]
    [InlineData(0.25, 945)]
    public void The_scale_is_the_density_of_pixels_of_96_to_an_inch(double scale, int perMetre) =>
        Assert.Equal(perMetre, Decode(Image(2, 2, false, _kinds[0], 0), scale).PixelsPerMetre);

    [Fact]
    public void A_smooth_image_takes_a_small_share_of_its_bytes()
    {
        using MemoryStream output = new();
        PngFile.Write(output, Image(300, 300, false, _kinds[1], 0), 1);
        Assert.True(output.Length < 300 * 300 * 3 / 50, $"{output.Length} bytes.");
    }

    private static PixelImage Image(int width, int height, bool hasAlpha, Func<int, int, int, int, byte> value, int seed)
    {
        PixelImage image = new(width, height, hasAlpha);
        Random random = new(seed);
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = image.Row(y);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = value(i / image.Channels, y, i % image.Channels, random.Next(256));
            }
        }

        return image;
    }

    private static PngDecoder Decode(PixelImage image, double scale)
    {
        using MemoryStream output = new();
        PngFile.Write(output, image, scale);
        return new PngDecoder(output.ToArray());
    }
}
