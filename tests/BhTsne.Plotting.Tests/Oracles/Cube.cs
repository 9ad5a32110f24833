namespace BhTsne.Plotting.Tests.Oracles;

/// <summary>Where a page places points: in a cube of side 2 around the origin.</summary>
internal static class Cube
{
    /// <summary>The coordinates, scaled so that the longest side of the box around all points is 2 and its middle is 0.</summary>
    /// <param name="values">Coordinates of points, row after row.</param>
    /// <param name="all">Coordinates of all points that the box holds.</param>
    /// <param name="dimensions">The number of dimensions.</param>
    public static double[] Place(float[] values, float[] all, int dimensions)
    {
        double[] low = new double[dimensions];
        double[] high = new double[dimensions];
        for (int axis = 0; axis < dimensions; axis++)
        {
            float[] along = [.. all.Where((_, i) => i % dimensions == axis)];
            (low[axis], high[axis]) = (along.Min(), along.Max());
        }

        double half = Enumerable.Range(0, dimensions).Max(axis => high[axis] - low[axis]) / 2;
        return [.. values.Select((value, i) => (value - ((low[i % dimensions] + high[i % dimensions]) / 2)) / half)];
    }
}
