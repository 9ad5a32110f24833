namespace BhTsne.Tests.Oracles;

/// <summary>
/// Barnes-Hut with centres of mass alone, by its definition: a cell is a list of points in a box that is halved along every axis around its
/// middle, until the points of a cell are at one place. A cell that is small as seen from a point counts as all its points at their mean.
/// </summary>
internal static class PublishedOracle
{
    /// <summary>Σ φ and Σ ψ δ at a point over all others.</summary>
    /// <param name="y">The map, N x d.</param>
    /// <param name="weights">The weight of each point.</param>
    /// <param name="point">Where.</param>
    /// <param name="theta">The published θ: half of the longest side of a cell over a distance.</param>
    /// <param name="kernel">φ with its derivative by the squared distance, which is −ψ.</param>
    public static (double Sum, double[] Force) At(double[,] y, float[] weights, int point, double theta, KernelFormula kernel)
    {
        int points = y.GetLength(0), dimensions = y.GetLength(1);
        double[] middle = new double[dimensions], half = new double[dimensions], force = new double[dimensions];
        for (int axis = 0; axis < dimensions; axis++)
        {
            double[] values = [.. Enumerable.Range(0, points).Select(i => y[i, axis])];
            middle[axis] = values.Average();
            half[axis] = values.Max(value => Math.Abs(value - middle[axis])) + 1e-5;
        }

        double sum = 0;
        Walk([.. Enumerable.Range(0, points)], middle, half);
        return (sum, force);

        string SideOf(int i, double[] centre) =>
            string.Concat(Enumerable.Range(0, dimensions).Select(axis => y[i, axis] >= centre[axis] ? '1' : '0'));

        void Walk(int[] cell, double[] centre, double[] sides)
        {
            bool isOnePlace = cell.All(i => Enumerable.Range(0, dimensions).All(axis => y[i, axis] == y[cell[0], axis]));
            int[] acting = isOnePlace ? [.. cell.Where(i => i != point)] : cell;
            if (acting.Length == 0)
            {
                return;
            }

            double mass = acting.Sum(i => (double)weights[i]);
            double[] delta =
            [
                .. Enumerable.Range(0, dimensions).Select(axis => y[point, axis] - (acting.Sum(i => weights[i] * y[i, axis]) / mass)),
            ];
            double s = isOnePlace && cell.Contains(point) ? 0 : delta.Sum(value => value * value);
            if (isOnePlace || sides.Max() / Math.Sqrt(s) < theta)
            {
                var (phi, slope, _, _) = kernel(s);
                sum += mass * phi;
                for (int axis = 0; axis < dimensions; axis++)
                {
                    force[axis] -= mass * slope * (s == 0 ? 0 : delta[axis]);
                }

                return;
            }

            double[] halves = [.. sides.Select(side => side / 2)];
            foreach (IGrouping<string, int> child in cell.GroupBy(i => SideOf(i, centre)))
            {
                double[] inner = [.. centre.Select((value, axis) => value + (child.Key[axis] == '1' ? halves[axis] : -halves[axis]))];
                Walk([.. child], inner, halves);
            }
        }
    }
}
