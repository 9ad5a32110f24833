using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Initialization;

/// <summary>A seeded Gaussian cloud around the origin.</summary>
internal static class RandomStart
{
    // The numbers of a point start at three times its index whatever the dimensions, so a coordinate depends on seed, point and dimension
    // alone.
    private const int MaxDimensions = 3;
    private const int BlockPoints = 4096;

    /// <summary>Draws a start.</summary>
    /// <param name="points">N.</param>
    /// <param name="dimensions">d, 1 to 3.</param>
    /// <param name="deviation">The standard deviation along every axis.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="team">Who works.</param>
    /// <returns>N x d.</returns>
    public static Embedding Create(int points, int dimensions, double deviation, ulong seed, WorkerTeam team)
    {
        float[] values = new float[points * dimensions];
        CounterRandom random = new(seed, RandomStream.Start);
        team.Run(
            (points + BlockPoints - 1) / BlockPoints,
            (block, _) =>
            {
                int end = Math.Min((block + 1) * BlockPoints, points);
                for (int point = block * BlockPoints; point < end; point++)
                {
                    for (int dimension = 0; dimension < dimensions; dimension++)
                    {
                        values[(point * dimensions)
                            + dimension] = (float)(deviation * random.Gaussian(((long)point * MaxDimensions) + dimension));
                    }
                }
            });
        return new Embedding(values, dimensions);
    }
}
