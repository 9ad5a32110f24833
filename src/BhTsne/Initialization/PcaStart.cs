using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Initialization;

/// <summary>
/// The first principal components as a start (Kobak and Berens 2019): a map that begins with the points' global arrangement keeps more of
/// it than one that begins at random.
/// </summary>
/// <remarks>
/// All axes share one scale, so the arrangement is not distorted. Equal points receive equal forces for ever; a Gaussian jitter of a
/// hundredth of the start's standard deviation, as openTSNE's, tells them apart. Axes along which the points do not vary are Gaussian
/// altogether.
/// </remarks>
internal static class PcaStart
{
    private const int MaxDimensions = 3;
    private const int BlockPoints = 4096;

    /// <summary>The jitter's share of the start's standard deviation (openTSNE's value).</summary>
    private const double JitterShare = 0.01;

    /// <summary>Axes that vary by a smaller share of the first are what single-precision scores leave of nothing.</summary>
    private const double NegligibleShare = 1e-5;

    /// <summary>Makes a start.</summary>
    /// <param name="points">N x D, perhaps reduced already.</param>
    /// <param name="dimensions">d, 1 to 3; it may exceed D.</param>
    /// <param name="deviation">The standard deviation along the first axis.</param>
    /// <param name="seed">Of the jitter and of axes without variance.</param>
    /// <param name="team">Who works.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <returns>N x d.</returns>
    public static Embedding Create(
        PointMatrix points, int dimensions, double deviation, ulong seed, WorkerTeam team, PointWeights? weights = null) => weights is null
            ? Create(points, dimensions, deviation, seed, team, null, new UnitWeights(points.Rows))
            : Create(points, dimensions, deviation, seed, team, weights, new GivenWeights(weights));

    private static Embedding Create<TWeights>(
        PointMatrix points, int dimensions, double deviation, ulong seed, WorkerTeam team, PointWeights? pointWeights, TWeights weights)
        where TWeights : struct, IWeights
    {
        int components = Math.Min(dimensions, points.Columns);
        PcaResult pca = PrincipalComponents.Fit(points, pointWeights, components, seed, team);
        float[] scores = pca.Transform(points, team).Values.ToArray();
        double[] deviations = new double[components];
        for (int axis = 0; axis < components; axis++)
        {
            deviations[axis] = Deviation(scores, components, axis, weights);
        }

        float[] values = new float[points.Rows * dimensions];
        CounterRandom random = new(seed, RandomStream.StartJitter);
        team.Run(
            (points.Rows + BlockPoints - 1) / BlockPoints,
            (block, _) =>
            {
                int end = Math.Min((block + 1) * BlockPoints, points.Rows);
                for (int point = block * BlockPoints; point < end; point++)
                {
                    for (int axis = 0; axis < dimensions; axis++)
                    {
                        double noise = random.Gaussian(((long)point * MaxDimensions) + axis);
                        bool varies = axis < components && deviations[axis] > NegligibleShare * deviations[0];
                        values[(point * dimensions) + axis] = (float)(varies
                            ? (scores[(point * components) + axis] / deviations[0]) + (JitterShare * noise)
                            : noise);
                    }
                }
            });
        Rescale(values, dimensions, deviation, weights);
        return new Embedding(values, dimensions);
    }

    private static void Rescale<TWeights>(float[] values, int dimensions, double wanted, TWeights weights)
        where TWeights : struct, IWeights
    {
        double deviation = Deviation(values, dimensions, 0, weights);
        double factor = wanted / (deviation == 0 ? 1 : deviation);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * factor);
        }
    }

    /// <summary>The population standard deviation of one column.</summary>
    private static double Deviation<TWeights>(float[] values, int columns, int column, TWeights weights)
        where TWeights : struct, IWeights
    {
        int points = values.Length / columns;
        double sum = 0, squares = 0;
        for (int point = 0; point < points; point++)
        {
            sum += (double)weights.Of(point) * values[(point * columns) + column];
        }

        double mean = sum / weights.Sum;
        for (int point = 0; point < points; point++)
        {
            double centred = values[(point * columns) + column] - mean;
            squares += weights.Of(point) * centred * centred;
        }

        return Math.Sqrt(squares / weights.Sum);
    }
}
