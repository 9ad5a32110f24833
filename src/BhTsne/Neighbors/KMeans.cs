using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Lloyd's iterations on some points, and the nearest centre of each of them. One thread at a time.</summary>
/// <param name="points">All points.</param>
/// <param name="cancellation">Checked before each panel of points.</param>
internal sealed class KMeans(ScaledPoints points, CancellationToken cancellation)
{
    // Eight iterations: after that few points change their cell.
    private const int Iterations = 8;
    private readonly float[] _row = new float[points.Stride];
    private readonly float[] _panel = new float[points.Columns * PanelProduct.Width];
    private readonly double[] _sums = new double[PanelProduct.TileSize];
    private readonly double[] _totals = new double[points.Columns];
    private readonly int[] _nearest = new int[PanelProduct.Width];

    /// <summary>Makes centres.</summary>
    /// <param name="sample">Some points.</param>
    /// <param name="cells">How many, at most as many as there are in the sample.</param>
    /// <param name="origin">What is subtracted from each point: products have the most digits around their mean.</param>
    /// <param name="random">For the first centres.</param>
    public Centroids Fit(int[] sample, int cells, ReadOnlySpan<float> origin, CounterRandom random)
    {
        Centroids centroids = new(cells, points.Columns);
        int[] starts = Sampling.Stratified(sample, cells, random);
        for (int cell = 0; cell < cells; cell++)
        {
            Copy(starts[cell], origin);
            centroids.Replace(cell, _row);
        }

        int[] cellOf = new int[sample.Length];
        for (int iteration = 0; iteration < Iterations && cells > 1; iteration++)
        {
            Assign(centroids, sample, origin, cellOf);
            Move(centroids, sample, origin, CellMembers.Group(cellOf, cells));
        }

        return centroids;
    }

    /// <summary>Finds the nearest centre of each of some points.</summary>
    public void Assign(Centroids centroids, ReadOnlySpan<int> some, ReadOnlySpan<float> origin, Span<int> cellOf)
    {
        const int Width = PanelProduct.Width;
        for (int first = 0; first < some.Length; first += Width)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Width, some.Length - first);
            for (int lane = 0; lane < count; lane++)
            {
                Copy(some[first + lane], origin);
                for (int column = 0; column < points.Columns; column++)
                {
                    _panel[(column * Width) + lane] = _row[column];
                }
            }

            centroids.Nearest(_panel, _sums, _nearest);
            _nearest.AsSpan(0, count).CopyTo(cellOf[first..]);
        }
    }

    /// <summary>Every centre to the mean of its points; a centre without any to a point of the fullest cell.</summary>
    private void Move(Centroids centroids, int[] sample, ReadOnlySpan<float> origin, CellMembers members)
    {
        PriorityQueue<(int Cell, int Taken), (int, int)> fullest = new();
        for (int cell = 0; cell < centroids.Count; cell++)
        {
            ReadOnlySpan<int> places = members.Of(cell);
            fullest.Enqueue((cell, 0), (-places.Length, cell));
            if (places.Length > 0)
            {
                centroids.Replace(cell, Mean(sample, places, origin));
            }
        }

        for (int cell = 0; cell < centroids.Count; cell++)
        {
            if (members.Of(cell).Length == 0)
            {
                (int donor, int taken) = fullest.Dequeue();
                ReadOnlySpan<int> places = members.Of(donor);
                Copy(sample[places[taken % places.Length]], origin);
                centroids.Replace(cell, _row);
                fullest.Enqueue((donor, taken + 1), (-places.Length / (taken + 2), donor));
            }
        }
    }

    /// <summary>The mean of some points less an origin; the array is used again by the next call.</summary>
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

    private void Copy(int point, ReadOnlySpan<float> origin)
    {
        points.CopyRow(point, _row);
        for (int column = 0; column < points.Columns; column++)
        {
            _row[column] -= origin[column];
        }
    }
}
