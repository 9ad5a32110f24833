using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// Squared distances from the points of a list to the centroids of lists, eight points at a time. One thread at a time.
/// </summary>
/// <remarks>
/// Relative to the centroid of the points' own list, so that clusters far from the origin keep their digits. The distances only choose what
/// is compared; answers do not depend on their last digits except by that.
/// </remarks>
internal sealed class CentroidDistances
{
    private readonly InvertedFile _file;
    private readonly ScaledPoints _points;
    private readonly float[] _row;
    private readonly double[] _centre;
    private readonly float[] _queries;
    private readonly float[] _limits = new float[QueryGroup.Size];
    private readonly float[] _totals = new float[QueryGroup.Size * PanelLayout.Width];
    private float[] _panels = [];
    private float[] _norms = [];
    private float[] _distances = [];

    /// <summary>Makes room.</summary>
    /// <param name="file">The lists.</param>
    /// <param name="points">The points, queries among them.</param>
    public CentroidDistances(InvertedFile file, ScaledPoints points)
    {
        (_file, _points) = (file, points);
        _row = new float[points.Stride];
        _centre = new double[points.Columns];
        _queries = new float[QueryGroup.Size * points.Columns];
        Array.Fill(_limits, float.NegativeInfinity);
    }

    /// <summary>The number of centroids.</summary>
    public int Count { get; private set; }

    private int Padded => PanelLayout.Count(Count) * PanelLayout.Width;

    /// <summary>Takes the centroids to compare with.</summary>
    /// <param name="own">The list of the points.</param>
    /// <param name="lists">Keys of the lists (<see cref="InvertedFile.Around"/>).</param>
    public void Take(int own, ReadOnlySpan<ulong> lists)
    {
        Count = lists.Length;
        if (_norms.Length < Padded)
        {
            (_panels, _norms, _distances) =
                (new float[Padded * _points.Columns], new float[Padded], new float[QueryGroup.Size * Padded]);
        }

        ReadOnlySpan<float> centre = _file.Centroid(own);
        for (int column = 0; column < _points.Columns; column++)
        {
            _centre[column] = (double)_file.Origin[column] + centre[column];
        }

        int size = PanelLayout.Width * _points.Columns;
        for (int place = 0; place < Padded; place++)
        {
            // Places behind the last centroid repeat the first: their distances are not read.
            TensorPrimitives.Subtract(_file.Centroid(Candidates.Index(lists[place < Count ? place : 0])), centre, _row);
            (int panel, int lane) = Math.DivRem(place, PanelLayout.Width);
            PanelLayout.SetVector(_panels.AsSpan(panel * size, size), lane, _row.AsSpan(0, _points.Columns));
            _norms[place] = SumOfSquares(_row);
        }
    }

    /// <summary>Computes the distances from up to eight points.</summary>
    /// <param name="points">The points.</param>
    public void Compute(ReadOnlySpan<int> points)
    {
        Span<float> own = stackalloc float[QueryGroup.Size];
        for (int query = 0; query < points.Length; query++)
        {
            _points.CopyRow(points[query], _row);
            float norm = 0;
            for (int column = 0; column < _points.Columns; column++)
            {
                // In double: near points far from the origin differ in the last digits alone.
                float value = (float)(_row[column] - _centre[column]);
                norm += value * value;
                _queries[(column * QueryGroup.Size) + query] = -2 * value;
            }

            own[query] = norm;
        }

        int size = PanelLayout.Width * _points.Columns;
        for (int first = 0; first < Padded; first += PanelLayout.Width)
        {
            Tile<ProductTile>.Compare(
                _panels.AsSpan(first * _points.Columns, size),
                _queries,
                Lanes.Load(_norms, first),
                Lanes.Load(_norms, first + Lanes.Count),
                _limits,
                _totals);
            for (int query = 0; query < points.Length; query++)
            {
                for (int half = 0; half < PanelLayout.Width; half += Lanes.Count)
                {
                    // Rounding can take the smallest below 0.
                    Vector512<float> total = Lanes.Load(_totals, (query * PanelLayout.Width) + half) + Vector512.Create(own[query]);
                    Vector512.Max(total, Vector512<float>.Zero).CopyTo(_distances, (query * Padded) + first + half);
                }
            }
        }
    }

    /// <summary>The distances of one of the eight points, in the order of the lists, with room up to a whole number of vectors.</summary>
    public Span<float> Of(int query) => _distances.AsSpan(query * Padded, Padded);

    /// <summary>In one order whatever the width of vectors, which a library's sum has not: the distances decide what is compared.</summary>
    private static float SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return (float)sum;
    }
}
