using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>
/// The silhouette of labels (Rousseeuw 1987): all points are sorted by label, and the distances from sixteen queries at a time are summed
/// over the points of each label.
/// </summary>
internal sealed class SilhouetteMeasure
{
    /// <summary>Distances that are summed in single precision before the sum goes on in double.</summary>
    private const int SumsPerBlock = 128;

    private readonly ScaledPoints _points;
    private readonly LabelIndex _labels;

    // Where the points of each label begin, and at last N.
    private readonly int[] _starts;

    // By place and dimension.
    private readonly float[] _sorted;

    /// <summary>Sorts the points of a map.</summary>
    /// <param name="map">N x d.</param>
    /// <param name="labels">The labels.</param>
    public SilhouetteMeasure(PointMatrix map, LabelIndex labels)
    {
        _labels = labels;
        _points = ScaledPoints.For(map, Metric.Euclidean);
        _starts = new int[labels.Count + 1];
        foreach (int label in labels.OfPoints)
        {
            _starts[label + 1]++;
        }

        for (int label = 0; label < labels.Count; label++)
        {
            _starts[label + 1] += _starts[label];
        }

        _sorted = new float[map.Rows * map.Columns];
        int[] next = _starts[..^1];
        float[] row = new float[_points.Stride];
        for (int point = 0; point < map.Rows; point++)
        {
            _points.CopyRow(point, row);
            row.AsSpan(0, map.Columns).CopyTo(_sorted.AsSpan(next[labels.OfPoints[point]]++ * map.Columns));
        }
    }

    /// <summary>Measures on query points.</summary>
    /// <param name="queries">Drawn without replacement, or all.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    public Estimate Measure(int[] queries, WorkerTeam team, IProgress<double>? progress)
    {
        double[] values = new double[queries.Length];
        int groups = (queries.Length + Lanes.Count - 1) / Lanes.Count;
        int done = 0;
        team.Run(
            groups,
            (group, worker) =>
            {
                int first = group * Lanes.Count, count = Math.Min(Lanes.Count, queries.Length - first);
                Group(queries.AsSpan(first, count), values.AsSpan(first, count), team.Cancellation);
                int finished = Interlocked.Increment(ref done);
                if (worker == 0)
                {
                    progress?.Report((double)finished / groups);
                }
            });
        return Estimates.MeanWithin(values, _points.Rows, -1, 1);
    }

    private void Group(ReadOnlySpan<int> queries, Span<double> values, CancellationToken cancellation)
    {
        int columns = _points.Columns;
        Span<float> coordinates = stackalloc float[3 * Lanes.Count];
        float[] row = new float[_points.Stride];
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            _points.CopyRow(queries[Math.Min(lane, queries.Length - 1)], row);
            for (int column = 0; column < columns; column++)
            {
                coordinates[(column * Lanes.Count) + lane] = row[column];
            }
        }

        Span<double> own = stackalloc double[Lanes.Count], nearest = stackalloc double[Lanes.Count], sums = stackalloc double[Lanes.Count];
        nearest.Fill(double.PositiveInfinity);
        for (int label = 0; label < _labels.Count; label++)
        {
            cancellation.ThrowIfCancellationRequested();
            int start = _starts[label], count = _starts[label + 1] - start;
            Sum(ref MemoryMarshal.GetReference(coordinates), ref _sorted[start * columns], columns, count, sums);
            for (int lane = 0; lane < queries.Length; lane++)
            {
                if (_labels.OfPoints[queries[lane]] != label)
                {
                    nearest[lane] = Math.Min(nearest[lane], sums[lane] / count);
                }
                else
                {
                    // The distance of the query to itself is 0. NaN marks a label of one point.
                    own[lane] = count > 1 ? sums[lane] / (count - 1) : double.NaN;
                }
            }
        }

        for (int lane = 0; lane < queries.Length; lane++)
        {
            double larger = Math.Max(own[lane], nearest[lane]);
            values[lane] = larger > 0 ? (nearest[lane] - own[lane]) / larger : 0;
        }
    }

    /// <summary>The sums of the distances from sixteen queries to points that follow each other.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void Sum(ref float queries, ref float references, int columns, int count, Span<double> sums)
    {
        Vector512<double> lower = default, upper = default;
        for (int first = 0; first < count; first += SumsPerBlock)
        {
            Vector512<float> block = default;
            for (int reference = first; reference < Math.Min(first + SumsPerBlock, count); reference++)
            {
                Vector512<float> total = default;
                for (int column = 0; column < columns; column++)
                {
                    Vector512<float> difference = Vector512.LoadUnsafe(ref queries, (nuint)(column * Lanes.Count))
                        - Vector512.Create(Unsafe.Add(ref references, (reference * columns) + column));
                    total = Vector512.FusedMultiplyAdd(difference, difference, total);
                }

                block += Vector512.Sqrt(total);
            }

            (Vector512<double> blockLower, Vector512<double> blockUpper) = Vector512.Widen(block);
            lower += blockLower;
            upper += blockUpper;
        }

        lower.CopyTo(sums);
        upper.CopyTo(sums[DoubleLanes.Count..]);
    }
}
