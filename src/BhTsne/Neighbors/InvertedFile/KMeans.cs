using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Lloyd's iterations on some points, and the nearest centroid of each of them. One thread at a time.</summary>
/// <param name="points">All points.</param>
/// <param name="cancellation">Cancels the work; checked before each panel of points.</param>
internal sealed class KMeans(ScaledPoints points, CancellationToken cancellation)
{
    // After eight iterations few points change their centroid.
    private const int Iterations = 8;
    private readonly float[] _row = new float[points.Stride];
    private readonly float[] _panel = new float[points.Columns * PanelLayout.Width];
    private readonly double[] _sums = new double[PanelProduct.TileSize];
    private readonly double[] _totals = new double[points.Columns];
    private readonly int[] _nearest = new int[PanelLayout.Width];

    /// <summary>Fits centroids.</summary>
    /// <param name="sample">Some points.</param>
    /// <param name="count">How many centroids, at most as many as there are points in the sample.</param>
    /// <param name="origin">What is subtracted from each point: products have the most digits around the mean of the points.</param>
    /// <param name="random">For the first centroids.</param>
    public Centroids Fit(int[] sample, int count, ReadOnlySpan<float> origin, CounterRandom random)
    {
        Centroids centroids = new(count, points.Columns);
        int[] starts = Sampling.Stratified(sample, count, random);
        for (int centroid = 0; centroid < count; centroid++)
        {
            Copy(starts[centroid], origin);
            centroids.Replace(centroid, _row);
        }

        int[] nearest = new int[sample.Length];
        for (int iteration = 0; iteration < Iterations && count > 1; iteration++)
        {
            Assign(centroids, sample, origin, nearest);
            Move(centroids, sample, origin, InvertedLists.Group(nearest, count));
        }

        return centroids;
    }

    /// <summary>Finds the nearest centroid of each of some points.</summary>
    public void Assign(Centroids centroids, ReadOnlySpan<int> some, ReadOnlySpan<float> origin, Span<int> nearest)
    {
        const int Width = PanelLayout.Width;
        for (int first = 0; first < some.Length; first += Width)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Width, some.Length - first);
            for (int lane = 0; lane < count; lane++)
            {
                Copy(some[first + lane], origin);
                PanelLayout.SetVector(_panel, lane, _row.AsSpan(0, points.Columns));
            }

            centroids.Nearest(_panel, _sums, _nearest);
            _nearest.AsSpan(0, count).CopyTo(nearest[first..]);
        }
    }

    /// <summary>Computes the mean of some points less an origin; the array is used again by the next call.</summary>
    public float[] Mean(int[] sample, ReadOnlySpan<int> places, ReadOnlySpan<float> origin)
    {
        Array.Clear(_totals);
        foreach (int place in places)
        {
            Copy(sample[place], origin);
            for (int column = 0; column < _totals.Length; column++)
            {
                _totals[column] += _row[column];
            }
        }

        for (int column = 0; column < _totals.Length; column++)
        {
            _row[column] = (float)(_totals[column] / places.Length);
        }

        return _row;
    }

    /// <summary>Moves every centroid to the mean of its points; a centroid without any to a point of the centroid with the most.</summary>
    private void Move(Centroids centroids, int[] sample, ReadOnlySpan<float> origin, InvertedLists members)
    {
        PriorityQueue<(int Centroid, int Taken), (int, int)> fullest = new();
        for (int centroid = 0; centroid < centroids.Count; centroid++)
        {
            ReadOnlySpan<int> places = members.Of(centroid);
            fullest.Enqueue((centroid, 0), (-places.Length, centroid));
            if (places.Length > 0)
            {
                centroids.Replace(centroid, Mean(sample, places, origin));
            }
        }

        for (int centroid = 0; centroid < centroids.Count; centroid++)
        {
            if (members.Of(centroid).Length == 0)
            {
                (int donor, int taken) = fullest.Dequeue();
                ReadOnlySpan<int> places = members.Of(donor);
                Copy(sample[places[taken % places.Length]], origin);
                centroids.Replace(centroid, _row);
                fullest.Enqueue((donor, taken + 1), (-places.Length / (taken + 2), donor));
            }
        }
    }

    private void Copy(int point, ReadOnlySpan<float> origin)
    {
        points.CopyRow(point, _row);
        for (int column = 0; column < points.Columns; column++)
        {
            _row[column] -= origin[column];
        }
    }
}
