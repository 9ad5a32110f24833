namespace BhTsne.Optimization;

/// <summary>
/// The normaliser over all pairs, from a pass of the tree and exact sums on a sample drawn without replacement.
/// </summary>
/// <remarks>
/// A difference estimate (Cochran 1977, section 7.2): the sum over all points by the tree, corrected by N times the mean difference on the
/// sample. Its standard error is that of the differences alone, hundreds of times smaller than that of the sums themselves.
/// </remarks>
/// <param name="Z">The estimate of Z; where each point has a normaliser of its own the constant that the gradient divides by.</param>
/// <param name="LogZ">What the cost adds for each unit of P: ln Z, or the weighted mean of all ln Z_i.</param>
/// <param name="LogZError">The standard error of <paramref name="LogZ"/>; 0 where all points were in the sample.</param>
internal readonly record struct NormalizerEstimate(double Z, double LogZ, double LogZError)
{
    /// <summary>Estimates it.</summary>
    /// <param name="gradient">Computed, its repulsion keeping sums.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    /// <param name="points">m different places.</param>
    /// <param name="sums">Their exact φ_i or Z_i.</param>
    /// <param name="population">N.</param>
    public static NormalizerEstimate Of(IGradient gradient, float[]? weights, int[] points, double[] sums, int population)
    {
        ReadOnlySpan<float> approximate = gradient.RepulsionTerm.Sums;
        bool isJoint = gradient.RepulsionTerm.HasOneNormalizer;
        double mean = 0, squares = 0;
        double[] differences = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            double weight = weights?[points[i]] ?? 1, own = approximate[points[i]];
            differences[i] = weight * (isJoint ? sums[i] - own : Math.Log(sums[i] / own));
            mean += differences[i] / points.Length;
        }

        foreach (double difference in differences)
        {
            squares += (difference - mean) * (difference - mean);
        }

        double left = 1 - ((double)points.Length / population);
        double variance = points.Length > 1 ? squares / (points.Length - 1) : 0;
        double error = population * Math.Sqrt(variance / points.Length * Math.Max(0, left));
        if (isJoint)
        {
            double z = gradient.Z + (population * mean);
            return new NormalizerEstimate(z, Math.Log(z), error / z);
        }

        double all = gradient.Z / 2;
        return new NormalizerEstimate(gradient.Z, gradient.RepulsionTerm.LogZ + (population * mean / all), error / all);
    }
}
