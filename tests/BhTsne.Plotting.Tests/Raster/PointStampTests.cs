using BhTsne.Plotting.Raster;

namespace BhTsne.Plotting.Tests.Raster;

public class PointStampTests
{
    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(2.3)]
    [InlineData(5.9)]
    [InlineData(6.1)]
    [InlineData(18)]
    public void A_disc_has_its_area_and_its_middle_wherever_it_is_in_a_pixel(double diameter)
    {
        PointStamp stamp = new(diameter);
        foreach ((double x, double y) in new[] { (3.0, 3.0), (-2.01, 7.99), (40.5, 0.25), (0.999999, -1e-17), (-1e-17, 5.4999) })
        {
            float[] coverage = stamp.At(x, y, out int left, out int top);
            double area = coverage.Sum();
            double middleX = coverage.Select((share, pixel) => share * (left + (pixel % stamp.Side) + 0.5)).Sum() / area;
            double middleY = coverage.Select((share, pixel) => share * (top + (pixel / stamp.Side) + 0.5)).Sum() / area;
            Assert.Equal(Math.PI * diameter * diameter / 4, area, 0.02 * (1 + area));
            Assert.Equal(x, middleX, diameter < 2 ? 0.5 : 0.12); // A disc within a single pixel has the middle of that.
            Assert.Equal(y, middleY, diameter < 2 ? 0.5 : 0.12);
            Assert.Equal(top, stamp.Top(y));
        }
    }
}
