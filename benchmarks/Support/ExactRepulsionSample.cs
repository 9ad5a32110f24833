namespace BhTsne.Benchmarks.Support;

/// <summary>Exact repulsions of a sample of points, R_i = Σ_j (y_i − y_j) / (1 + |y_i − y_j|²)², in double.</summary>
public sealed class ExactRepulsionSample
{
    private const int Wanted = 1000;
    private readonly int[] _sample;
    private readonly (double X, double Y)[] _exact;

    /// <summary>Sums over all pairs of a sampled point with any other.</summary>
    /// <param name="map">N x 2.</param>
    public ExactRepulsionSample(Embedding map)
    {
        int count = Math.Min(Wanted, map.Points);
        _sample = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * map.Points / count))];
        _exact = [.. _sample.AsParallel().AsOrdered().Select(point => Exact(map.Values, point))];
    }

    /// <summary>The relative error in the Euclidean norm over the sample: |R − exact| / |exact|.</summary>
    /// <param name="repulsion">N x 2, not divided by Z.</param>
    public double RelativeError(ReadOnlySpan<float> repulsion)
    {
        double error = 0, norm = 0;
        for (int i = 0; i < _sample.Length; i++)
        {
            double dx = repulsion[2 * _sample[i]] - _exact[i].X, dy = repulsion[(2 * _sample[i]) + 1] - _exact[i].Y;
            error += (dx * dx) + (dy * dy);
            norm += (_exact[i].X * _exact[i].X) + (_exact[i].Y * _exact[i].Y);
        }

        return Math.Sqrt(error / norm);
    }

    private static (double X, double Y) Exact(ReadOnlySpan<float> map, int point)
    {
        double x = map[2 * point], y = map[(2 * point) + 1], forceX = 0, forceY = 0;
        for (int other = 0; other < map.Length; other += 2)
        {
            double dx = x - map[other], dy = y - map[other + 1], weight = 1 / (1 + (dx * dx) + (dy * dy));
            forceX += weight * weight * dx;
            forceY += weight * weight * dy;
        }

        return (forceX, forceY);
    }
}
