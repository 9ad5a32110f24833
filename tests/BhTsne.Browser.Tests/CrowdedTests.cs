using BhTsne.Browser.Tests.Support;

namespace BhTsne.Browser.Tests;

/// <summary>Where many points lie over one another: with WebGL, with its first version, and on a canvas.</summary>
[Collection(BrowserTests.Name)]
public sealed class CrowdedTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_pixel_of_twenty_thousand_points_has_their_colour()
    {
        // A half float counts to 2,048, and sums of a channel end earlier: the colour would be another one.
        const int Together = 20_000, Apart = 3_000;
        float[] values = new float[2 * (Together + Apart)];
        for (int i = 0; i < Apart; i++)
        {
            (values[2 * i], values[(2 * i) + 1]) = ((i % 60) - 30 + 0.5f, (i / 60 % 50) - 25 + 0.5f);
        }

        await using Explorer explorer = await Explorer.OpenAsync(chromium, Maps.Page(new Embedding(values, 2)));
        Picture picture = await explorer.CanvasAsync("points");
        (byte Red, byte Green, byte Blue, byte Alpha) strongest = default;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                strongest = picture[x, y].Alpha > strongest.Alpha ? picture[x, y] : strongest;
            }
        }

        Assert.InRange(strongest.Alpha, 230, 255);
        byte[] expected = [0x2f, 0x6f, 0xb5];
        Assert.All(expected.Zip([strongest.Red, strongest.Green, strongest.Blue]), channel =>
            Assert.InRange(channel.Second, channel.First - 6, channel.First + 6));
    }

    [BrowserFact]
    public async Task Without_sums_opacity_lessens_by_density_and_the_picture_is_nearly_the_same()
    {
        // Twice as near to the middle, points are twice as close.
        const int Points = 60_000;
        float[] values = new float[2 * Points];
        for (int i = 0; i < Points; i++)
        {
            double radius = (i + 0.5) / Points, angle = 2.399963 * i;
            (values[2 * i], values[(2 * i) + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }

        byte[] page = Maps.Page(new Embedding(values, 2));
        await using Explorer explorer = await Explorer.OpenAsync(chromium, page);
        double[] summed = await RingsAsync(explorer);
        await explorer.GoToAsync("renderer=webgl1");
        double[] thinned = await RingsAsync(explorer);
        await explorer.GoToAsync("renderer=canvas");
        double[] canvas = await RingsAsync(explorer);
        for (int ring = 1; ring < summed.Length; ring++)
        {
            Assert.InRange(thinned[ring] - summed[ring], -30, 30);
            Assert.InRange(canvas[ring] - summed[ring], -30, 30);
            Assert.True(thinned[ring] < thinned[ring - 1] - 3, $"ring {ring}: {string.Join(' ', thinned.Select(alpha => $"{alpha:0}"))}");
        }
    }

    /// <summary>The mean alpha in rings around the middle, from the inner to the outer one.</summary>
    private static async Task<double[]> RingsAsync(Explorer explorer)
    {
        Picture picture = await explorer.CanvasAsync("points");
        var box = await explorer.Page.Locator("#stage").BoundingBoxAsync();
        Assert.NotNull(box);
        (double middleX, double middleY) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        double radius = (Math.Min(box.Width, box.Height) / 2) - 48;
        const int Rings = 5;
        (double[] sums, int[] counts) = (new double[Rings], new int[Rings]);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                double at = double.Hypot(x - middleX, y - middleY) / radius;
                if (at is >= 0.1 and < 0.95)
                {
                    int ring = (int)((at - 0.1) / 0.85 * Rings);
                    sums[ring] += picture[x, y].Alpha;
                    counts[ring]++;
                }
            }
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }
}
