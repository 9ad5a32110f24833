using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Png;
using BhTsne.Plotting.Raster;

namespace BhTsne.Plotting.Tests.Raster;

/// <summary>Discs as pixels, also where they lie on the edge of the image or of a band of 64 rows.</summary>
public class PointRasterTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(2.5)]
    [InlineData(70)]
    public void Each_pixel_has_the_coverage_of_plain_loops(double diameter)
    {
        const int Points = 30, Width = 150, Height = 210;
        Random random = new(5);
        float[] values = [.. Enumerable.Range(0, 2 * Points).Select(_ => random.NextSingle())];
        for (int i = 0; i < 8; i++)
        {
            values[(2 * i) + 1] = i / 7f;
        }

        // The scene is larger than the image, so that some discs are cut off on each side.
        Scene scene = Scene.Of(new Embedding(values, 2), null, new Box(-20, -30, Width + 40, Height + 60));
        PointLayer layer = new()
        {
            Name = "points",
            First = 0,
            Codes = new int[Points],
            Swatches = [new Rgb(10, 200, 140)],
            Diameter = diameter,
            Opacity = diameter > 20 ? 0.04 : 0.6,
        };
        PixelImage image = PointRaster.Draw(scene, new Box(0, 0, Width, Height), layer, 1);
        Assert.Equal((Width, Height), (image.Width, image.Height));
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double ground = 1;
                for (int point = 0; point < Points; point++)
                {
                    ground *= 1 - (layer.Opacity * Coverage(x - scene.X[point], y - scene.Y[point], diameter / 2));
                }

                Assert.Equal(255 * (1 - ground), image.Row(y)[(4 * x) + 3], 30.0);
            }
        }
    }

    private static double Coverage(double left, double top, double radius)
    {
        const int Samples = 6;
        double far = double.Hypot(left + 0.5, top + 0.5);
        if (far > radius + 1)
        {
            return 0;
        }

        int inside = 0;
        for (int sample = 0; sample < Samples * Samples; sample++)
        {
            double x = left + (((sample % Samples) + 0.5) / Samples), y = top + (((sample / Samples) + 0.5) / Samples);
            inside += (x * x) + (y * y) <= radius * radius ? 1 : 0;
        }

        return inside / (double)(Samples * Samples);
    }
}
