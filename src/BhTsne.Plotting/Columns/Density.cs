using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Columns;

/// <summary>
/// How close the points of a map lie: the number of points in a cell of a grid over the map, smoothed, and interpolated at each point. The
/// page computes the same (density.js).
/// </summary>
internal static class Density
{
    private const int LeastCells = 16;

    /// <summary>The densities on a logarithmic scale.</summary>
    public static NumberScale ScaleOf(Embedding map)
    {
        double[] values = Of(map);
        return new NumberScale(values, (values.Min(), values.Max()), isLogarithmic: true) { Title = ColumnList.Density };
    }

    /// <summary>The density at each point, in points for a cell; positive.</summary>
    public static double[] Of(Embedding map)
    {
        Grid grid = new(map);
        double[] counts = new double[grid.Cells];
        grid.Visit(map, (point, cell, weight) => counts[cell] += weight);
        for (int axis = 0; axis < map.Dimensions; axis++)
        {
            counts = grid.Smooth(counts, axis);
        }

        double[] density = new double[map.Points];
        grid.Visit(map, (point, cell, weight) => density[point] += weight * counts[cell]);
        return density;
    }

    /// <summary>Cubic cells over a box around the points, with two more on each side.</summary>
    private sealed class Grid
    {
        private const int Border = 2;
        private readonly double[] low;
        private readonly int[] sides;
        private readonly int[] strides;
        private readonly double perCell;

        public Grid(Embedding map)
        {
            int dimensions = map.Dimensions;
            (double Low, double High)[] box = Html.MapGrid.Box(map);
            low = Array.ConvertAll(box, axis => axis.Low);
            double longest = box.Max(axis => axis.High - axis.Low);
            int cells = CellsAlong(map.Points, dimensions);
            perCell = longest > 0 ? longest / cells : 1;
            sides = Array.ConvertAll(box, axis => (int)Math.Floor((axis.High - axis.Low) / perCell) + 2 + (2 * Border));
            strides = new int[dimensions];
            Cells = 1;
            for (int axis = 0; axis < dimensions; axis++)
            {
                strides[axis] = Cells;
                Cells *= sides[axis];
            }
        }

        public int Cells { get; }

        /// <summary>Shares each point out among the cells around it, by its distance from their middles.</summary>
        public void Visit(Embedding map, Action<int, int, double> share)
        {
            int dimensions = map.Dimensions;
            Span<double> fractions = stackalloc double[3];
            for (int point = 0; point < map.Points; point++)
            {
                int first = 0;
                for (int axis = 0; axis < dimensions; axis++)
                {
                    double at = ((map.Values[(point * dimensions) + axis] - low[axis]) / perCell) + Border;
                    int cell = Math.Clamp((int)at, 0, sides[axis] - 2);
                    fractions[axis] = at - cell;
                    first += cell * strides[axis];
                }

                for (int corner = 0; corner < 1 << dimensions; corner++)
                {
                    (int cell, double weight) = (first, 1.0);
                    for (int axis = 0; axis < dimensions; axis++)
                    {
                        bool upper = (corner >> axis & 1) == 1;
                        cell += upper ? strides[axis] : 0;
                        weight *= upper ? fractions[axis] : 1 - fractions[axis];
                    }

                    share(point, cell, weight);
                }
            }
        }

        /// <summary>The binomial filter 1 4 6 4 1 along an axis, with nothing beyond the ends.</summary>
        public double[] Smooth(double[] counts, int axis)
        {
            double[] smooth = new double[counts.Length];
            for (int cell = 0; cell < counts.Length; cell++)
            {
                int place = cell / strides[axis] % sides[axis];
                double At(int offset) =>
                    place + offset >= 0 && place + offset < sides[axis] ? counts[cell + (offset * strides[axis])] : 0;
                smooth[cell] = (At(-2) + (4 * At(-1)) + (6 * At(0)) + (4 * At(1)) + At(2)) / 16;
            }

            return smooth;
        }

        /// <summary>Cells along the longest axis, so that a cell of a full map has some points.</summary>
        private static int CellsAlong(int points, int dimensions) => dimensions switch
        {
            1 => Math.Clamp(points / 8, LeastCells, 1024),
            2 => Math.Clamp((int)(Math.Sqrt(points) / 3), LeastCells, 512),
            _ => Math.Clamp((int)(Math.Cbrt(points) / 1.5), LeastCells, 64),
        };
    }
}
