namespace BhTsne.Benchmarks.Accuracy;

/// <summary>A map's coordinates in double; 0 along axes that it does not have.</summary>
internal sealed class MapPoints
{
    public MapPoints(Embedding map)
    {
        Count = map.Points;
        (X, Y, Z) = (Axis(map, 0), Axis(map, 1), Axis(map, 2));
    }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>The first coordinates.</summary>
    public double[] X { get; }

    /// <summary>The second.</summary>
    public double[] Y { get; }

    /// <summary>The third.</summary>
    public double[] Z { get; }

    /// <summary>A number of points, evenly spaced in the order of the data.</summary>
    public int[] Sample(int wanted)
    {
        int count = Math.Min(wanted, Count);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Count / count))];
    }

    /// <summary>What the second of two points adds to the sums of the first.</summary>
    public PairSum Pair<TFormula>(TFormula formula, int point, int other, double weight)
        where TFormula : struct, IFormula
    {
        double dx = X[point] - X[other], dy = Y[point] - Y[other], dz = Z[point] - Z[other];
        (double phi, double psi) = formula.Pair((dx * dx) + (dy * dy) + (dz * dz));
        psi *= weight;
        return new(weight * phi, psi * dx, psi * dy, psi * dz);
    }

    /// <summary>The exact sums at some points.</summary>
    public PairSum[] Exact<TFormula>(TFormula formula, double[]? weights, int[] points)
        where TFormula : struct, IFormula =>
        [.. points.AsParallel().AsOrdered().Select(point =>
        {
            PairSum sum = default;
            for (int other = 0; other < Count; other++)
            {
                if (other != point)
                {
                    sum += Pair(formula, point, other, weights?[other] ?? 1);
                }
            }

            return sum;
        })];

    private static double[] Axis(Embedding map, int axis)
    {
        double[] values = new double[map.Points];
        for (int point = 0; point < values.Length && axis < map.Dimensions; point++)
        {
            values[point] = map[point, axis];
        }

        return values;
    }
}
