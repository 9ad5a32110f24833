namespace BhTsne.Benchmarks.Convergence;

/// <summary>A start from the map of a sample: it is embedded with the defaults, and the other points are placed by P.</summary>
internal static class SampleStart
{
    /// <summary>Embeds a sample and places the rest.</summary>
    /// <param name="input">The points and their P.</param>
    /// <param name="count">The size of the sample.</param>
    /// <param name="scale">The factor on the coordinates of the sample's map.</param>
    /// <param name="options">Of the run; the sample has the same seed and dimensions.</param>
    public static Embedding Of(StudyInput input, int count, double scale, TsneOptions options)
    {
        int points = input.Points.Rows, dimensions = options.OutputDimensions;
        int[] rows = new Random((int)options.Seed).GetItems([.. Enumerable.Range(0, points)], count);
        rows = [.. rows.Distinct().Order()];
        float[] sample = [.. rows.SelectMany(row => input.Points.Row(row).ToArray())];
        TsneResult result = Tsne.Fit(PointMatrix.From(sample, rows.Length, input.Points.Columns), new TsneOptions
        {
            Seed = options.Seed,
            OutputDimensions = dimensions,
            Metric = input.IsCosine ? Metric.Cosine : Metric.Euclidean,
        });
        Console.Error.WriteLine($"sample: {rows.Length} points in {result.Seconds.Total:0.0} s, {result.Iterations} iterations");
        float[] map = new float[points * dimensions];
        bool[] isPlaced = new bool[points];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int axis = 0; axis < dimensions; axis++)
            {
                map[(rows[i] * dimensions) + axis] = (float)(scale * result.Embedding.Values[(i * dimensions) + axis]);
            }

            isPlaced[rows[i]] = true;
        }

        while (Place(input.Affinities.Matrix, map, isPlaced, dimensions))
        {
        }

        return new Embedding(map, dimensions);
    }

    /// <summary>One round: points with placed neighbours go to their mean, weighted by P.</summary>
    /// <returns>Whether any was placed.</returns>
    private static bool Place(SparseMatrix p, float[] map, bool[] isPlaced, int dimensions)
    {
        bool[] before = [.. isPlaced];
        int placed = 0;
        Parallel.For(0, p.Rows, row =>
        {
            if (before[row])
            {
                return;
            }

            Span<double> mean = stackalloc double[3];
            mean.Clear();
            double weight = 0;
            ReadOnlySpan<int> columns = p.ColumnsOf(row);
            ReadOnlySpan<float> values = p.ValuesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                if (before[columns[entry]])
                {
                    double own = values[entry];
                    weight += own;
                    for (int axis = 0; axis < dimensions; axis++)
                    {
                        mean[axis] += own * map[(columns[entry] * dimensions) + axis];
                    }
                }
            }

            if (weight > 0)
            {
                for (int axis = 0; axis < dimensions; axis++)
                {
                    map[(row * dimensions) + axis] = (float)(mean[axis] / weight);
                }

                isPlaced[row] = true;
                Interlocked.Increment(ref placed);
            }
        });
        return placed > 0;
    }
}
