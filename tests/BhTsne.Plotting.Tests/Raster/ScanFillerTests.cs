using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Raster;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Raster;

public class ScanFillerTests
{
    private const int Size = 24;

    /// <summary>Lines and rectangles of any place and size, some of them partly outside of the image.</summary>
    private static readonly Gen<(double X1, double Y1, double X2, double Y2, double Width)> _lines =
        from values in Gen.ArrayOf(Gen.Choose(-400, 2800), 4)
        from width in Gen.Choose(1, 600)
        select (values[0] / 100.0, values[1] / 100.0, values[2] / 100.0, values[3] / 100.0, width / 100.0);

    [Fact]
    public void The_coverage_of_a_pixel_is_the_share_of_its_samples_that_are_inside() =>
        Check.ForAll(Arb.From(_lines), line =>
        {
            float[,] coverage = Fill(Outline.Line(line.X1, line.Y1, line.X2, line.Y2, line.Width));
            (double right, double down) = (line.X2 - line.X1, line.Y2 - line.Y1);
            double length = double.Hypot(right, down);
            return length == 0 || Pixels().All(pixel =>
            {
                const int samples = 20;
                int inside = 0;
                for (int sample = 0; sample < samples * samples; sample++)
                {
                    double x = pixel.X + (((sample % samples) + 0.5) / samples) - line.X1;
                    double y = pixel.Y + (((sample / samples) + 0.5) / samples) - line.Y1;
                    double along = ((x * right) + (y * down)) / length;
                    double across = ((y * right) - (x * down)) / length;
                    inside += along >= 0 && along <= length && Math.Abs(across) <= line.Width / 2 ? 1 : 0;
                }

                return Math.Abs(coverage[pixel.X, pixel.Y] - (inside / (double)(samples * samples))) < 0.06;
            });
        });

    [Fact]
    public void The_sum_over_a_disc_is_its_area_and_over_a_frame_that_of_its_line()
    {
        Assert.Equal(Math.PI * 36, Pixels().Sum(pixel => Fill(Outline.Disc(11.3, 12.6, 6))[pixel.X, pixel.Y]), 0.5);
        float[,] frame = Fill(Outline.Frame(new Box(4.5, 5.5, 12, 10), 0, 1));
        Assert.Equal(44 - (1 - (Math.PI / 4)), Pixels().Sum(pixel => frame[pixel.X, pixel.Y]), 0.05); // Its corners are round.
        Assert.Equal(0, frame[10, 10]);
        Assert.Equal(1, frame[10, 5], 1e-6);
    }

    private static IEnumerable<(int X, int Y)> Pixels() => Enumerable.Range(0, Size * Size).Select(pixel => (pixel % Size, pixel / Size));

    private static float[,] Fill(Outline outline)
    {
        float[,] coverage = new float[Size, Size];
        ScanFiller.Fill(outline, Size, Size, (y, x, row) =>
        {
            for (int i = 0; i < row.Length; i++)
            {
                coverage[x + i, y] = row[i];
            }
        });
        return coverage;
    }
}
