namespace BhTsne.Browser.Tests.Support;

/// <summary>A quick map: the first two principal directions of a sample, by power iteration in double precision.</summary>
internal static class PrincipalPlane
{
    private const int SampleRows = 1500;
    private const int Iterations = 12;

    public static Embedding Of(PointMatrix points)
    {
        int d = points.Columns, step = Math.Max(1, points.Rows / SampleRows);
        double[] mean = new double[d];
        int[] sample = [.. Enumerable.Range(0, points.Rows / step).Select(i => i * step)];
        foreach (int row in sample)
        {
            Add(mean, points.Row(row), 1.0 / sample.Length);
        }

        double[] first = Direction(points, sample, mean, null), second = Direction(points, sample, mean, first);
        float[] map = new float[2 * points.Rows];
        for (int row = 0; row < points.Rows; row++)
        {
            (map[2 * row], map[(2 * row) + 1]) = ((float)Dot(points.Row(row), first), (float)Dot(points.Row(row), second));
        }

        return new Embedding(map, 2);
    }

    private static double[] Direction(PointMatrix points, int[] sample, double[] mean, double[]? before)
    {
        double[] direction = [.. Enumerable.Range(0, points.Columns).Select(i => Math.Sin(i + 1.0))];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[] next = new double[direction.Length];
            double middle = direction.Zip(mean, (a, b) => a * b).Sum(), total = 0;
            foreach (int row in sample)
            {
                double share = Dot(points.Row(row), direction) - middle;
                total += share;
                Add(next, points.Row(row), share);
            }

            next = [.. next.Zip(mean, (a, b) => a - (total * b))];
            double along = before is null ? 0 : next.Zip(before, (a, b) => a * b).Sum();
            next = before is null ? next : [.. next.Zip(before, (a, b) => a - (along * b))];
            double length = Math.Sqrt(next.Sum(value => value * value));
            direction = Array.ConvertAll(next, value => value / length);
        }

        return direction;
    }

    private static double Dot(ReadOnlySpan<float> row, double[] direction)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            sum += row[i] * direction[i];
        }

        return sum;
    }

    private static void Add(double[] sum, ReadOnlySpan<float> row, double share)
    {
        for (int i = 0; i < row.Length; i++)
        {
            sum[i] += share * row[i];
        }
    }
}
