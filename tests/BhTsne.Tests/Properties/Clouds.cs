using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Properties;

/// <summary>Generators of point clouds, with shrinking to fewer points, fewer dimensions and the plain shape.</summary>
internal static class Clouds
{
    private static readonly double[] AllSpreads = [1e-4, 1e-2, 1, 10, 1e3, 1e6];

    /// <summary>Clouds of every shape.</summary>
    /// <param name="points">The range of N, both ends included.</param>
    /// <param name="dimensions">The range of D, both ends included.</param>
    /// <param name="spreads">Spreads to choose from; null for 1e-4 to 1e6.</param>
    /// <param name="shapes">Shapes to choose from; null for all.</param>
    public static Arbitrary<PointCloud> Of(
        (int Least, int Most) points, (int Least, int Most) dimensions, double[]? spreads = null, CloudShape[]? shapes = null)
    {
        Gen<PointCloud> clouds =
            from shape in Gen.Elements(shapes ?? Enum.GetValues<CloudShape>())
            from n in Gen.Choose(points.Least, points.Most)
            from d in Gen.Choose(dimensions.Least, dimensions.Most)
            from spread in Gen.Elements(spreads ?? AllSpreads)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select new PointCloud(shape, n, d, spread, seed);
        return Arb.From(clouds, cloud => Smaller(cloud, points.Least, dimensions.Least));
    }

    private static IEnumerable<PointCloud> Smaller(PointCloud cloud, int leastPoints, int leastDimensions)
    {
        foreach (int n in new[] { leastPoints, (leastPoints + cloud.Points) / 2, cloud.Points - 1 }.Distinct())
        {
            if (n >= leastPoints && n < cloud.Points)
            {
                yield return cloud with { Points = n };
            }
        }

        if (cloud.Dimensions > leastDimensions)
        {
            yield return cloud with { Dimensions = cloud.Dimensions - 1 };
        }
    }
}
