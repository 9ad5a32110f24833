using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Models;

/// <summary>
/// Measures how far the place of a point jumps when its input moves a little (Liu, Ma and Zhong 2025): the point is taken out of the map,
/// its input and its input moved along the main axes are placed in what remains, and the largest distance between the first place and the
/// others is the jump (docs/algorithm.md, "How far a place jumps").
/// </summary>
/// <param name="content">The map.</param>
/// <param name="search">Over its points.</param>
/// <param name="placement">Over its places.</param>
/// <param name="settings">How.</param>
/// <param name="team">The worker threads.</param>
internal sealed class Perturbations(
    ModelContent content, ReferenceSearch search, IPlacement placement, PerturbationSettings settings, WorkerTeam team)
{
    /// <summary>The neighbour whose distance is the unit, of the move in the input and of the jump in the map.</summary>
    private const int UnitNeighbor = 10;

    /// <summary>Bounds the memory: rows of seven places each are kept for so many points at a time.</summary>
    private const int PointsPerBlock = 512;

    /// <summary>Measures the points.</summary>
    /// <param name="progress">Receives the completed share, 0 to 1, on the calling thread.</param>
    /// <returns>
    /// The score of each point of the map, NaN where it was not measured; the jump that is a score of 1; and the median move.
    /// </returns>
    public (float[] Scores, double Unit, double Step) Measure(IProgress<double>? progress)
    {
        int points = content.Points.Rows;
        int[] measured = PointSample.Draw(points, settings.Points, settings.Seed, RandomStream.PerturbationSample);
        double[] axes = PrincipalComponents.Fit(content.Points, content.Weights, settings.Axes, settings.Seed, team).Axes.ToArray();
        double unit = Unit();
        float[] scores = new float[points];
        Array.Fill(scores, float.NaN);
        double[] steps = new double[checked(measured.Length * settings.Axes)];
        for (int first = 0; first < measured.Length; first += PointsPerBlock)
        {
            int[] block = measured[first..Math.Min(first + PointsPerBlock, measured.Length)];
            double[] jumps = Jumps(block, axes, steps.AsSpan(first * settings.Axes, block.Length * settings.Axes));
            for (int i = 0; i < block.Length; i++)
            {
                scores[block[i]] = jumps[i] == 0 ? 0 : (float)(jumps[i] / unit);
            }

            progress?.Report((double)(first + block.Length) / measured.Length);
        }

        return (scores, unit, Median(steps));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>The median distance from a point of the map to its 10th nearest other one in the map.</summary>
    private double Unit()
    {
        PointMatrix places = PointMatrix.From(content.Map.Memory, content.Map.Points, content.Map.Dimensions);
        int k = Math.Min(UnitNeighbor, places.Rows - 1);
        NeighborChoice choice = NeighborSearches.Choose(NeighborMethod.Auto, places.Rows, places.Columns, Metric.Euclidean);
        ChunkedRows rows = NeighborSearches.Create(choice).FindNeighbors(places, Metric.Euclidean, k, team, null);
        double[] distances = new double[places.Rows];
        for (int point = 0; point < distances.Length; point++)
        {
            distances[point] = rows.ValuesOf(point)[k - 1];
        }

        return Median(distances);
    }

    /// <summary>The largest jump of each point of a block.</summary>
    private double[] Jumps(int[] block, double[] axes, Span<double> steps)
    {
        PointMatrix points = content.Points.Pick(block);
        ChunkedRows own = Others(search.Find(points, settings.Neighbors + 1, team), block, 1);
        for (int i = 0; i < block.Length; i++)
        {
            Lengths(points.Row(i), own.IndicesOf(i), axes, steps.Slice(i * settings.Axes, settings.Axes));
        }

        PointMatrix moved = MovedPoints.Of(points, axes, steps, content.Options.Metric);
        int moves = moved.Rows / block.Length;
        ChunkedRows others = Others(search.Find(moved, settings.Neighbors + 1, team), block, moves);
        float[] before = placement.PlaceWithout(block, own, settings.Placing, team);
        float[] after = placement.PlaceWithout(
            [.. Enumerable.Range(0, moved.Rows).Select(row => block[row / moves])], others, settings.Placing, team);
        double[] jumps = new double[block.Length];
        int d = content.Map.Dimensions;
        for (int row = 0; row < moved.Rows; row++)
        {
            int i = row / moves;
            jumps[i] = Math.Max(jumps[i], Distance(before.AsSpan(i * d, d), after.AsSpan(row * d, d)));
        }

        return jumps;
    }

    /// <summary>
    /// Rows of k neighbours out of rows of k + 1: without the point itself, or where it stands for more than itself, or is not among them,
    /// without the last.
    /// </summary>
    private ChunkedRows Others(ChunkedRows found, int[] block, int rowsPerPoint)
    {
        int k = settings.Neighbors;
        ChunkedRows rows = ChunkedRows.Allocate(found.Rows, k);
        for (int row = 0; row < found.Rows; row++)
        {
            int point = block[row / rowsPerPoint];
            ReadOnlySpan<int> indices = found.IndicesOf(row);
            ReadOnlySpan<float> distances = found.ValuesOf(row);
            int without = content.Weights?.Values[point] > 1 ? -1 : indices.IndexOf(point);
            without = without < 0 ? k : without;
            indices[..without].CopyTo(rows.IndicesOf(row));
            indices[(without + 1)..].CopyTo(rows.IndicesOf(row)[without..]);
            distances[..without].CopyTo(rows.ValuesOf(row));
            distances[(without + 1)..].CopyTo(rows.ValuesOf(row)[without..]);
        }

        return rows;
    }

    /// <summary>
    /// How far a point is moved along each axis: as far as its ten nearest others lie from it along the axis, the root of the mean square.
    /// Points equal to it do not count; where there are no others, it is not moved.
    /// </summary>
    private void Lengths(ReadOnlySpan<float> point, ReadOnlySpan<int> neighbors, double[] axes, Span<double> lengths)
    {
        lengths.Clear();
        int count = 0;
        foreach (int neighbor in neighbors)
        {
            ReadOnlySpan<float> other = content.Points.Row(neighbor);
            if (count == UnitNeighbor || other.SequenceEqual(point))
            {
                continue;
            }

            count++;
            for (int axis = 0; axis < lengths.Length; axis++)
            {
                double along = Along(point, other, axes.AsSpan(axis * point.Length, point.Length));
                lengths[axis] += along * along;
            }
        }

        foreach (ref double length in lengths)
        {
            length = settings.Step * Math.Sqrt(length / Math.Max(1, count));
        }
    }

    private static double Along(ReadOnlySpan<float> point, ReadOnlySpan<float> other, ReadOnlySpan<double> axis)
    {
        double sum = 0;
        for (int column = 0; column < axis.Length; column++)
        {
            sum += ((double)other[column] - point[column]) * axis[column];
        }

        return sum;
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double squares = 0;
        for (int axis = 0; axis < a.Length; axis++)
        {
            double difference = (double)a[axis] - b[axis];
            squares += difference * difference;
        }

        return Math.Sqrt(squares);
    }
}
