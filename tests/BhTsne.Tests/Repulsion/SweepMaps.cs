using BhTsne.Numerics;
using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Repulsion;

/// <summary>How the points of a map may lie.</summary>
internal enum SweepShape
{
    /// <summary>A ball of uniform density.</summary>
    Ball,

    /// <summary>An ellipsoid, three times as long along each axis as along the next.</summary>
    Ellipsoid,

    /// <summary>Twelve Gaussian clusters with gaps between them.</summary>
    Clusters,

    /// <summary>Near the surface of a ball, which is hollow.</summary>
    Shell,

    /// <summary>Dense in the middle, with a few points very far out: the distance from it has a tail of a power.</summary>
    Tail,
}

/// <summary>Maps of one size in different shapes.</summary>
internal static class SweepMaps
{
    /// <summary>A map in the layout of the engine.</summary>
    /// <param name="shape">How the points lie.</param>
    /// <param name="points">N.</param>
    /// <param name="radius">Of the ball.</param>
    public static float[] Of<TSpace>(SweepShape shape, int points, double radius)
        where TSpace : struct, ISpace
    {
        Random random = new(71);
        double[][] centres = [.. Enumerable.Range(0, 12).Select(_ => Direction<TSpace>(random, Uniform<TSpace>(random) * radius))];
        float[] positions = Maps.Disc<TSpace>(points, radius, 29);
        for (int point = 0; point < points; point++)
        {
            double[] direction = Direction<TSpace>(random, 1), centre = centres[point % centres.Length];
            double far = random.NextDouble(), thick = 0.95 + (0.05 * random.NextDouble());
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                ref float value = ref positions[(point * TSpace.Stride) + axis];
                double gaussian = Samples.Gaussian(random);
                value = shape switch
                {
                    SweepShape.Ellipsoid => value / (float)Math.Pow(3, axis),
                    SweepShape.Clusters => (float)(centre[axis] + (0.06 * radius * gaussian)),
                    SweepShape.Shell => (float)(radius * thick * direction[axis]),
                    SweepShape.Tail => (float)(0.1 * radius * direction[axis] * Math.Pow(1 - far, -0.7)),
                    _ => value,
                };
            }
        }

        return positions;
    }

    private static double Uniform<TSpace>(Random random)
        where TSpace : struct, ISpace => Math.Pow(random.NextDouble(), 1.0 / TSpace.Dimensions);

    private static double[] Direction<TSpace>(Random random, double length)
        where TSpace : struct, ISpace
    {
        double[] direction = [.. Enumerable.Range(0, TSpace.Dimensions).Select(_ => Samples.Gaussian(random))];
        double norm = Math.Sqrt(direction.Sum(value => value * value));
        return [.. direction.Select(value => length * value / norm)];
    }
}
