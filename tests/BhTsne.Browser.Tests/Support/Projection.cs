namespace BhTsne.Browser.Tests.Support;

/// <summary>
/// What a picture of points must be, whatever its margins: pixel = middle + scale * rows · coordinates with two rows of unit length at
/// right angles. Found by least squares from the spots that are seen, and compared with all of them.
/// </summary>
/// <param name="Rows">The direction of a coordinate's step in pixels, for x and y: D numbers each.</param>
/// <param name="Middle">The pixel of the origin.</param>
/// <param name="Error">The largest distance of a spot from where it must be, in pixels.</param>
internal sealed record Projection(double[][] Rows, double[] Middle, double Error)
{
    /// <summary>Pixels for a unit along x.</summary>
    public double Scale => Math.Sqrt(Rows[0].Sum(value => value * value));

    /// <summary>Pixels for a unit along y.</summary>
    public double ScaleDown => Math.Sqrt(Rows[1].Sum(value => value * value));

    /// <summary>The cosine of the angle between the two rows.</summary>
    public double Skew => Rows[0].Zip(Rows[1], (a, b) => a * b).Sum() / (Scale * ScaleDown);

    /// <summary>Finds the projection of points from their spots.</summary>
    /// <param name="map">The points.</param>
    /// <param name="spots">The spot of each point.</param>
    public static Projection Of(Embedding map, IReadOnlyList<(double X, double Y)> spots)
    {
        int d = map.Dimensions, n = map.Points;
        double[][] rows = [new double[d], new double[d]];
        double[] middle = new double[2];
        for (int axis = 0; axis < 2; axis++)
        {
            double[] solution = LeastSquares(n, d + 1, (i, c) => c < d ? map.Values[(i * d) + c] : 1,
                i => axis == 0 ? spots[i].X : spots[i].Y);
            (rows[axis], middle[axis]) = (solution[..d], solution[d]);
        }

        Projection found = new(rows, middle, 0);
        double error = Enumerable.Range(0, n).Max(i =>
        {
            (double x, double y) = found.Place(map, i);
            return Math.Sqrt(Math.Pow(x - spots[i].X, 2) + Math.Pow(y - spots[i].Y, 2));
        });
        return found with { Error = error };
    }

    /// <summary>The pixel of a point.</summary>
    public (double X, double Y) Place(Embedding map, int point)
    {
        double[] place = [.. Middle];
        for (int a = 0; a < map.Dimensions; a++)
        {
            place[0] += Rows[0][a] * map.Values[(point * map.Dimensions) + a];
            place[1] += Rows[1][a] * map.Values[(point * map.Dimensions) + a];
        }

        return (place[0], place[1]);
    }

    /// <summary>Normal equations by Gaussian elimination with pivots.</summary>
    private static double[] LeastSquares(int rows, int columns, Func<int, int, double> matrix, Func<int, double> right)
    {
        double[,] system = new double[columns, columns + 1];
        for (int i = 0; i < rows; i++)
        {
            for (int a = 0; a < columns; a++)
            {
                for (int b = 0; b < columns; b++)
                {
                    system[a, b] += matrix(i, a) * matrix(i, b);
                }

                system[a, columns] += matrix(i, a) * right(i);
            }
        }

        for (int pivot = 0; pivot < columns; pivot++)
        {
            int best = Enumerable.Range(pivot, columns - pivot).MaxBy(row => Math.Abs(system[row, pivot]));
            for (int c = 0; c <= columns; c++)
            {
                (system[pivot, c], system[best, c]) = (system[best, c], system[pivot, c]);
            }

            for (int row = 0; row < columns; row++)
            {
                double share = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
                for (int c = pivot; c <= columns; c++)
                {
                    system[row, c] -= share * system[pivot, c];
                }
            }
        }

        return [.. Enumerable.Range(0, columns).Select(a => system[a, columns] / system[a, a])];
    }
}
