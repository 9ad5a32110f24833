using BhTsne.Optimization;

namespace BhTsne.Quality;

/// <summary>How many points of a sample moved farther than their 10th neighbour in the map is away.</summary>
internal static class Movement
{
    /// <summary>Which neighbour's distance is far.</summary>
    public const int Neighbor = 10;

    /// <summary>
    /// Compares where points are with where they were, as seen from the whole map: the means of both maps are put on each other, and the
    /// older one is enlarged to the size of the newer by least squares, because a map that only grows shows the same.
    /// </summary>
    /// <param name="view">The map.</param>
    /// <param name="before">Where it was.</param>
    /// <param name="points">The sample, in the caller's order.</param>
    /// <param name="limits">Of each, the distance to its neighbour.</param>
    /// <returns>1 for each that moved farther, else 0.</returns>
    public static double[] Of(DescentView view, PositionTrail.Snapshot before, int[] points, double[] limits)
    {
        double[] now = Places(view.Positions, view.Order, view, points), then = Places(before.Positions, before.Order, view, points);
        double products = 0, norm = 0;
        for (int at = 0; at < now.Length; at++)
        {
            products += now[at] * then[at];
            norm += then[at] * then[at];
        }

        double growth = norm > 0 ? products / norm : 1;
        double[] moved = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            double squares = 0;
            for (int axis = 0; axis < view.Dimensions; axis++)
            {
                double step = now[(i * view.Dimensions) + axis] - (growth * then[(i * view.Dimensions) + axis]);
                squares += step * step;
            }

            moved[i] = Math.Sqrt(squares) > limits[i] ? 1 : 0;
        }

        return moved;
    }

    /// <summary>The places of some points, less the mean of all.</summary>
    private static double[] Places(float[] positions, int[] order, DescentView view, int[] points)
    {
        double[] mean = new double[view.Dimensions], places = new double[points.Length * view.Dimensions];
        int[] placeOf = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            placeOf[order[place]] = place;
            for (int axis = 0; axis < view.Dimensions; axis++)
            {
                mean[axis] += positions[(place * view.Stride) + axis] / (double)order.Length;
            }
        }

        for (int at = 0; at < places.Length; at++)
        {
            int axis = at % view.Dimensions;
            places[at] = positions[(placeOf[points[at / view.Dimensions]] * view.Stride) + axis] - mean[axis];
        }

        return places;
    }
}
