using BhTsne.Data;

namespace BhTsne.Neighbors;

/// <summary>
/// One neighbour search, made ready: scaled points, which of them can be an answer, and the rows of the answer.
/// </summary>
/// <remarks>
/// Where more than k points coincide, each of them has k others at distance zero and needs no search, and to all other points only the k +
/// 1 first of them can be an answer, because ties go to the smaller index. So duplicates in any number cost nothing. A user's function is
/// not trusted with zero between equal points, and by inner product equal points are not each other's nearest; there every point stays in.
/// Writing different rows from several threads is safe.
/// </remarks>
internal sealed class NeighborProblem
{
    /// <summary>Checks and prepares.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <param name="k">The number of neighbours.</param>
    /// <param name="chunkShift">The answer lies in chunks of 2 to the power of this.</param>
    /// <exception cref="ArgumentException">k is not from 1 to N - 1, or the cosine meets a zero row.</exception>
    public NeighborProblem(PointMatrix points, Metric metric, int k, int chunkShift = ChunkedRows.DefaultShift)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(metric);
        if (k < 1 || k >= points.Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"A point has {points.Rows - 1} others; k must be from 1 to that.");
        }

        Neighbors = k;
        Metric = metric;
        Points = ScaledPoints.For(points, metric);
        Rows = ChunkedRows.Allocate(points.Rows, k, chunkShift);
        CoincidentPoints? coincident = metric.Kind is MetricKind.Custom or MetricKind.InnerProduct ? null
            : CoincidentPoints.Find(Points, k);
        References = coincident?.References ?? Enumerable.Range(0, points.Rows).ToArray();
        Queries = coincident?.Queries ?? References;
        coincident?.Answer(Rows);
    }

    private NeighborProblem(ScaledPoints points, Metric metric, int k, int outside, int[] references)
    {
        (Neighbors, Metric, Points, References) = (k, metric, points, references);
        Queries = Enumerable.Range(points.Rows, outside).ToArray();
        Rows = ChunkedRows.Allocate(outside, k);
        FirstAnswered = points.Rows;
    }

    /// <summary>k.</summary>
    public int Neighbors { get; }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>The points as distances see them.</summary>
    public ScaledPoints Points { get; }

    /// <summary>
    /// Neighbours and distances of all points, once every query has been answered. They belong to the caller of the search.
    /// </summary>
    public ChunkedRows Rows { get; }

    /// <summary>The point of the first row of the answer: 0, or N where the queries are outside points.</summary>
    public int FirstAnswered { get; }

    /// <summary>The points that can be an answer, ascending.</summary>
    public int[] References { get; }

    /// <summary>The points whose neighbours are not known yet, ascending: some of the references, or all outside points.</summary>
    public int[] Queries { get; }

    /// <summary>A problem whose queries are not among the references.</summary>
    /// <param name="points">The references with the outside points beside them.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <param name="k">The number of neighbours, 1 to N.</param>
    /// <param name="outside">The number of outside points.</param>
    /// <param name="references">0 to N - 1; shared, not changed.</param>
    public static NeighborProblem OfOutside(ScaledPoints points, Metric metric, int k, int outside, int[] references)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, points.Rows);
        return new NeighborProblem(points, metric, k, outside, references);
    }

    /// <summary>The mean of the scaled points: products have the most digits around it.</summary>
    public float[] Centre()
    {
        double[] sums = new double[Points.Columns];
        foreach (int point in References)
        {
            ReadOnlySpan<float> row = Points.Row(point);
            for (int column = 0; column < sums.Length; column++)
            {
                sums[column] += row[column];
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / References.Length * Points.Scale));
    }

    /// <summary>Writes one row of the answer.</summary>
    /// <param name="query">The point.</param>
    /// <param name="neighbors">At least k keys of scaled distance and index, sorted.</param>
    /// <exception cref="TsneInputException">A distance exceeds the range of single precision.</exception>
    public void Answer(int query, ReadOnlySpan<ulong> neighbors)
    {
        Span<int> indices = Rows.IndicesOf(query - FirstAnswered);
        Span<float> distances = Rows.ValuesOf(query - FirstAnswered);
        float unscale = Metric.Kind == MetricKind.Custom ? 1 : Points.UnscaleOf(query);
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = Candidates.Index(neighbors[i]);
            distances[i] = Candidates.Value(neighbors[i]) * unscale;
        }

        if (float.IsInfinity(distances[^1]))
        {
            throw new TsneInputException(
                $"The distance between rows {query - FirstAnswered} and {indices[^1]} exceeds single precision; scale the points down.");
        }
    }

    /// <summary>The neighbours of a point that has been answered.</summary>
    public ReadOnlySpan<int> NeighborsOf(int point) => Rows.IndicesOf(point);
}
