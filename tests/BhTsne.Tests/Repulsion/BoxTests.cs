using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

/// <summary>The box around consecutive points, against their least and largest coordinates.</summary>
public sealed class BoxTests
{
    [Fact]
    public void Width_and_middle_are_those_of_the_points_in_one_dimension() => Holds<OneDimension>();

    [Fact]
    public void Width_and_middle_are_those_of_the_points_in_two_dimensions() => Holds<TwoDimensions>();

    [Fact]
    public void Width_and_middle_are_those_of_the_points_in_three_dimensions() => Holds<ThreeDimensions>();

    private static void Holds<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Clouds.Of((3, 60), (TSpace.Dimensions, TSpace.Dimensions)), cloud =>
        {
            int d = TSpace.Dimensions, first = cloud.Seed % 2, last = cloud.Points - (cloud.Seed % 3 / 2);
            float[] values = cloud.Values();
            float[][] coordinates = new float[d][];
            float[] low = new float[3], high = new float[3];

            // Each axis is the longest in turn.
            for (int axis = 0; axis < d; axis++)
            {
                float stretch = (cloud.Seed + axis) % d == 0 ? 3 : 1;
                coordinates[axis] = [.. Enumerable.Range(0, cloud.Points).Select(point => stretch * values[(point * d) + axis])];
                (low[axis], high[axis]) = (coordinates[axis][first..last].Min(), coordinates[axis][first..last].Max());
            }

            Box<TSpace> box = new(coordinates, first, last);
            Assert.Equal(Enumerable.Range(0, d).Max(axis => high[axis] - low[axis]), box.Width);
            (float X, float Y, float Z) middle = box.Middle;
            float[] middles = [middle.X, middle.Y, middle.Z];
            for (int axis = 0; axis < 3; axis++)
            {
                Assert.Equal((low[axis] + (double)high[axis]) / 2, middles[axis], 1e-6 * (Math.Abs(low[axis]) + Math.Abs(high[axis])));
            }
        });
}
