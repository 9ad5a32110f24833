using BhTsne.Data;

namespace BhTsne;

/// <summary>Takes each feature of points to mean 0 and standard deviation 1, for instance where features have different units.</summary>
/// <remarks>
/// <para>
/// A model that has it (<see cref="TsneModel.WithStandardization"/>) standardizes new points by the means and deviations of its own points.
/// </para>
/// <para>
/// All sums are in double precision and in the order of the rows, on one thread. So the bits are the same on any number of threads.
/// Immutable, safe to share between threads.
/// </para>
/// </remarks>
public sealed class Standardization
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    private Standardization(double[] means, double[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>The number of features, D.</summary>
    public int Dimensions => _means.Length;

    /// <summary>The mean of each feature.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>The standard deviation of each feature, with the number of points as the divisor; 0 for a constant feature.</summary>
    public IReadOnlyList<double> Deviations => _deviations;

    /// <summary>The features that have the same value in all points, from 0; each becomes 0.</summary>
    public IReadOnlyList<int> ConstantFeatures => [.. Enumerable.Range(0, Dimensions).Where(feature => _deviations[feature] == 0)];

    /// <summary>The means and standard deviations of points: the mean first, then the squares about it.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="weights">How often each point counts, above 0; null for once each.</param>
    /// <exception cref="ArgumentException">The weights are not as many as the points, or not positive and finite.</exception>
    public static Standardization Of(PointMatrix points, ReadOnlyMemory<float>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ReadOnlySpan<float> each = weights is { } given ? given.Span : [];
        RequireWeights(points, weights is not null, each);
        double[] means = new double[points.Columns], deviations = new double[points.Columns];
        bool[] varies = new bool[points.Columns];
        ReadOnlySpan<float> first = points.Row(0);
        double all = 0;
        for (int row = 0; row < points.Rows; row++)
        {
            ReadOnlySpan<float> point = points.Row(row);
            double weight = each.IsEmpty ? 1 : each[row];
            all += weight;
            for (int feature = 0; feature < point.Length; feature++)
            {
                means[feature] += weight * point[feature];
                varies[feature] |= point[feature] != first[feature];
            }
        }

        for (int feature = 0; feature < means.Length; feature++)
        {
            // The mean of equal numbers is that number, which a sum need not have.
            means[feature] = varies[feature] ? means[feature] / all : first[feature];
        }

        for (int row = 0; row < points.Rows; row++)
        {
            ReadOnlySpan<float> point = points.Row(row);
            double weight = each.IsEmpty ? 1 : each[row];
            for (int feature = 0; feature < point.Length; feature++)
            {
                double difference = point[feature] - means[feature];
                deviations[feature] += weight * difference * difference;
            }
        }

        for (int feature = 0; feature < means.Length; feature++)
        {
            deviations[feature] = Math.Sqrt(deviations[feature] / all);
        }

        GC.KeepAlive(points);
        return new Standardization(means, deviations);
    }

    /// <summary>Standardizes points, which need not be those that the means are of. A constant feature becomes 0.</summary>
    /// <param name="points">M x D; not changed.</param>
    /// <returns>A new matrix, M x D.</returns>
    /// <exception cref="ArgumentException">They have another number of dimensions.</exception>
    /// <exception cref="TsneInputException">A value is so far from the mean that the result does not fit single precision.</exception>
    public PointMatrix Apply(PointMatrix points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Columns != Dimensions)
        {
            throw new ArgumentException($"The points have {points.Columns} dimensions, but {Dimensions} are standardized.", nameof(points));
        }

        RowBlocks values = new(points.Rows, points.Columns);
        for (int row = 0; row < points.Rows; row++)
        {
            ReadOnlySpan<float> point = points.Row(row);
            Span<float> target = values.Row(row);
            for (int feature = 0; feature < point.Length; feature++)
            {
                double deviation = _deviations[feature];
                target[feature] = deviation == 0 ? 0 : (float)((point[feature] - _means[feature]) / deviation);
            }
        }

        GC.KeepAlive(points);
        return values.ToMatrix().FiniteAfter("the standardization");
    }

    /// <summary>Takes means and deviations from a file.</summary>
    /// <param name="means">Finite.</param>
    /// <param name="deviations">Finite and not negative.</param>
    internal static Standardization From(double[] means, double[] deviations) => new(means, deviations);

    private static void RequireWeights(PointMatrix points, bool areGiven, ReadOnlySpan<float> weights)
    {
        if (areGiven && weights.Length != points.Rows)
        {
            throw new ArgumentException($"There are {weights.Length} weights for {points.Rows} points.", nameof(weights));
        }

        foreach (float weight in weights)
        {
            if (!(weight > 0 && float.IsFinite(weight)))
            {
                throw new ArgumentException($"The weight {weight} is not positive and finite.", nameof(weights));
            }
        }
    }
}
