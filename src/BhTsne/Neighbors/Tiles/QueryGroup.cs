using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>What all query groups have in common.</summary>
internal static class QueryGroup
{
    /// <summary>Queries in a group.</summary>
    public const int Size = 8;

    /// <summary>
    /// A canonical distance takes about as long as this many pairs of a tile: where a larger share of the pairs needs one, differences are
    /// cheaper than products.
    /// </summary>
    public const int PairsPerOverlap = 40;

    /// <summary>How many queries a block has, a multiple of eight.</summary>
    /// <param name="problem">What to find: the larger k, the more candidates each query has.</param>
    /// <param name="queries">The most queries.</param>
    /// <param name="candidates">The most candidates of all queries together, where eight queries have no more.</param>
    public static int QueriesPerBlock(NeighborProblem problem, int queries, int candidates) =>
        Math.Clamp(candidates / Capacity(problem), Size, queries) & -Size;

    /// <summary>How many candidates a query can hold.</summary>
    public static int Capacity(NeighborProblem problem) =>
        Lanes.RoundUp(Math.Min((2 * problem.Neighbors) + 64, problem.References.Length + 1));
}

/// <summary>
/// Eight queries that are compared with panels together: the register tile of 8 x 32 totals, and for each query the candidates so far.
/// </summary>
/// <remarks>
/// <para>
/// A tile's total t differs from the true total T of the scaled points by a rounding error that is bounded rigorously. With u = 2^-24:
/// differences err by at most (D + 24) u T; products by at most g (|q|² + |r|²) with g = (2 D + 24) u, which covers the D fused operations
/// from |r|² on, the rounding of the centred coordinates (4 u (|q|² + |r|²)) and of the norms. So each candidate has a lower and an upper
/// bound of its true total. A candidate is dropped only when its lower bound exceeds the largest upper bound of k others. What is left is
/// ranked by <see cref="CanonicalDistance"/>, whose own error is in the bound too: the answer is exactly the canonical one, whichever tile
/// was used.
/// </para>
/// <para>When a buffer is full of candidates whose bounds overlap, they are ranked by their canonical distances at once.</para>
/// <para>One thread at a time.</para>
/// </remarks>
internal sealed class QueryGroup<TMetric, TTile>
    where TMetric : struct, IMetricKernel
    where TTile : struct, ITile
{
    private readonly Panels _panels;
    private readonly NeighborProblem _problem;
    private readonly int _k;
    private readonly int _capacity;
    private readonly float _underflow;
    private readonly float[] _coordinates;
    private readonly float[] _rows;
    private readonly float[] _other;
    private readonly float[] _totals = new float[QueryGroup.Size * PanelLayout.Width];
    private readonly float[] _limits = new float[QueryGroup.Size];
    private readonly float[] _bounds = new float[QueryGroup.Size];
    private readonly double[] _norms = new double[QueryGroup.Size];
    private readonly InnerProductQuery[] _products = new InnerProductQuery[QueryGroup.Size];
    private readonly int[] _slots = new int[QueryGroup.Size];
    private readonly int[] _counts = new int[QueryGroup.Size];
    private readonly int[] _tightenAbove = new int[QueryGroup.Size];
    private readonly float[] _lower;
    private readonly int[] _points;
    private readonly ulong[] _keys;

    /// <summary>Makes room for queries against panels.</summary>
    public QueryGroup(NeighborProblem problem, Panels panels)
    {
        const float Unit = 1f / (1 << 24);
        ScaledPoints points = problem.Points;
        _problem = problem;
        _panels = panels;
        _k = problem.Neighbors;
        _capacity = QueryGroup.Capacity(problem);
        RelativeError = (TTile.UsesNorms ? (2f * points.Columns) + 24 : points.Columns + 24f) * Unit;
        CanonicalError = 2 * ((points.Columns / 16f) + 10) * Unit;

        // Where distances are differences of inner products, what those have lost as well.
        double lost = (points.Columns + 64) * Math.ScaleB(panels.SharedLength * panels.SharedLength, -51);
        _underflow = (points.Columns * MathF.ScaleB(1, -140)) + (float)lost;
        _coordinates = new float[points.Columns * QueryGroup.Size];
        _rows = new float[points.Stride * QueryGroup.Size];
        _other = new float[points.Stride];
        _lower = new float[_capacity * QueryGroup.Size];
        _points = new int[_capacity * QueryGroup.Size];
        _keys = new ulong[_capacity];
    }

    /// <summary>How many canonical distances were computed because bounds overlapped.</summary>
    public long Overlaps { get; private set; }

    /// <summary>The bound of a total's relative error (of |q|² + |r|² for products).</summary>
    public float RelativeError { get; }

    /// <summary>A generous bound of the relative error of a canonical distance, and of its total.</summary>
    public float CanonicalError { get; }

    /// <summary>The queries' coordinates as the tile reads them: D x 8.</summary>
    public ReadOnlySpan<float> Coordinates => _coordinates;

    /// <summary>The limit of each query: a larger total of the tile is no candidate.</summary>
    public ReadOnlySpan<float> Limits => _limits;

    /// <summary>How many queries the group has, 1 to 8.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// An upper bound of the total (not scaled back) of each query's k-th neighbour; the largest float while there are fewer.
    /// </summary>
    public ReadOnlySpan<float> Bounds => _bounds;

    /// <summary>The scaled coordinates of one query, filled up with zeros.</summary>
    public ReadOnlySpan<float> Row(int query) => _rows.AsSpan(query * _problem.Points.Stride, _problem.Points.Stride);

    /// <summary>Starts anew with up to eight queries.</summary>
    /// <param name="slots">Their slots. Places of the tile that are left repeat the first and take no candidates.</param>
    public void Start(ReadOnlySpan<int> slots)
    {
        Count = slots.Length;
        Overlaps = 0;
        Span<float> row = _other;
        for (int query = 0; query < QueryGroup.Size; query++)
        {
            bool used = query < Count;
            int slot = slots[used ? query : 0];
            int point = _panels.PointIn(slot);
            _norms[query] = _panels.CopyCentred(_problem.Points, point, row);
            if (TTile.RanksInnerProducts)
            {
                _norms[query] = Stretch(query, row);
            }

            for (int column = 0; column < _problem.Points.Columns; column++)
            {
                _coordinates[(column * QueryGroup.Size) + query] = TTile.UsesNorms ? -2 * row[column] : row[column];
            }

            _problem.Points.CopyRow(point, _rows.AsSpan(query * row.Length, row.Length));
            _slots[query] = slot;
            _counts[query] = 0;
            _tightenAbove[query] = _k;
            _bounds[query] = used ? float.MaxValue : -1;
            _limits[query] = used ? float.MaxValue : float.NegativeInfinity;
        }
    }

    /// <summary>Brings the coordinates of a query to the length that all references have; returns its square.</summary>
    private double Stretch(int query, Span<float> row)
    {
        double length = _panels.SharedLength;
        _products[query] = InnerProductQuery.Of(row, length);
        foreach (ref float value in row)
        {
            value = (float)(value * _products[query].Stretch);
        }

        return _products[query].Stretch == 0 ? 0 : length * length;
    }

    /// <summary>Compares the queries with the 32 points of one panel.</summary>
    public void Scan(int panel)
    {
        for (uint queries = Compare(panel, _coordinates, _limits, _totals); queries != 0; queries &= queries - 1)
        {
            int query = BitOperations.TrailingZeroCount(queries);
            Append(query, panel, uint.MaxValue, _totals.AsSpan(query * PanelLayout.Width, PanelLayout.Width));
        }
    }

    /// <summary>Makes totals from eight queries, of this group or of several, to the 32 points of one panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="coordinates">The queries' coordinates: D x 8.</param>
    /// <param name="limits">The limit of each query.</param>
    /// <param name="totals">Receives 8 x 32 totals.</param>
    /// <returns>A bit for each query that some total is within the limit of.</returns>
    public uint Compare(int panel, ReadOnlySpan<float> coordinates, ReadOnlySpan<float> limits, Span<float> totals)
    {
        int columns = _problem.Points.Columns, first = panel * PanelLayout.Width;
        ReadOnlySpan<float> references = _panels.Values.AsSpan(first * columns, columns * PanelLayout.Width);
        if (!TTile.UsesNorms)
        {
            return Tile<TTile>.Compare(references, coordinates, default, default, limits, totals);
        }

        Vector512<float> share = Vector512.Create(1 - RelativeError);
        Vector512<float> left = Lanes.Load(_panels.Norms, first) * share, right = Lanes.Load(_panels.Norms, first + Lanes.Count) * share;
        return Tile<TTile>.Compare(references, coordinates, left, right, limits, totals);
    }

    /// <summary>Ranks what is left and writes the answers.</summary>
    public void Finish()
    {
        for (int query = 0; query < Count; query++)
        {
            Tighten(query);
            _problem.Answer(_panels.PointIn(_slots[query]), Candidates.SortSmallest(Keys(query), _k));
        }
    }

    /// <summary>Copies the coordinates of one query to a place of a tile.</summary>
    /// <param name="query">The query.</param>
    /// <param name="coordinates">D x 8.</param>
    /// <param name="place">0 to 7.</param>
    public void CopyCoordinates(int query, Span<float> coordinates, int place)
    {
        ref float source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_coordinates), query);
        ref float target = ref coordinates[place];
        for (int value = 0; value <= coordinates.Length - QueryGroup.Size; value += QueryGroup.Size)
        {
            Unsafe.Add(ref target, value) = Unsafe.Add(ref source, value);
        }
    }

    /// <summary>Takes the points of a panel whose totals are within the limit of a query as its candidates.</summary>
    /// <param name="query">The query.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="lanes">A bit for each point of the panel that is meant.</param>
    /// <param name="totals">From the query to the 32 points.</param>
    public void Append(int query, int panel, uint lanes, ReadOnlySpan<float> totals)
    {
        int first = panel * PanelLayout.Width, self = _slots[query] - first, behind = first + PanelLayout.Width - _panels.Order.Length;
        lanes &= (uint)self < PanelLayout.Width ? ~(1u << self) : uint.MaxValue;
        lanes &= behind > 0 ? uint.MaxValue >> behind : uint.MaxValue;
        uint passing = Within(totals, _limits[query]) & lanes;
        if (_counts[query] + BitOperations.PopCount(passing) > _capacity)
        {
            Tighten(query);
            passing &= Within(totals, _limits[query]);
        }

        float norm = (float)_norms[query] * (1 - RelativeError);
        int count = _counts[query];
        Span<float> lower = _lower.AsSpan(query * _capacity, _capacity);
        Span<int> points = _points.AsSpan(query * _capacity, _capacity);
        for (; passing != 0; passing &= passing - 1)
        {
            int lane = BitOperations.TrailingZeroCount(passing);
            float total = totals[lane], bound = TTile.UsesNorms ? total + norm : total * (1 - RelativeError);
            lower[count] = bound > 0 ? bound : 0;
            points[count++] = _panels.Order[first + lane];
        }

        _counts[query] = count;
    }

    /// <summary>A bit for each of 32 totals that is within a limit.</summary>
    private static uint Within(ReadOnlySpan<float> totals, float limit)
    {
        Vector512<float> limits = Vector512.Create(limit);
        Vector512<float> left = Vector512.Create(totals), right = Vector512.Create(totals[Lanes.Count..]);
        return (uint)Vector512.LessThanOrEqual(left, limits).ExtractMostSignificantBits()
            | ((uint)Vector512.LessThanOrEqual(right, limits).ExtractMostSignificantBits() << Lanes.Count);
    }

    /// <summary>Lowers the bounds of all queries that have enough new candidates to be worth the time.</summary>
    public void TightenGrown()
    {
        for (int query = 0; query < Count; query++)
        {
            if (_counts[query] > _tightenAbove[query])
            {
                Tighten(query);
            }
        }
    }

    /// <summary>
    /// Lowers the bound of one query, if it has more than k candidates, and drops those that cannot be among its k nearest.
    /// </summary>
    public void Tighten(int query)
    {
        if (_counts[query] <= _k)
        {
            return;
        }

        Span<float> lower = _lower.AsSpan(query * _capacity, _capacity);
        float threshold = Candidates.Threshold(lower, _counts[query], _k, _k + (_k / 16));
        SetBound(query, UpperBound(query, threshold));
        Span<int> points = _points.AsSpan(query * _capacity, _capacity);
        int kept = 0;
        for (int i = 0; i < _counts[query]; i++)
        {
            lower[kept] = lower[i];
            points[kept] = points[i];
            kept += lower[i] <= _bounds[query] ? 1 : 0;
        }

        _counts[query] = kept;
        _tightenAbove[query] = kept + (_k / 4);
        if (kept > _k + ((_capacity - _k) / 2))
        {
            Rank(query);
        }
    }

    /// <summary>
    /// The largest true total that can stand behind a lower bound. For products it would need |r|², but |r| is at most |q| plus the
    /// distance.
    /// </summary>
    private float UpperBound(int query, float lower) => _underflow + (TTile.UsesNorms
        ? (lower + (6.1f * RelativeError * (float)_norms[query])) / (1 - (4.1f * RelativeError))
        : lower * (1 + (3 * RelativeError)));

    /// <summary>Keeps the k best candidates by canonical distance.</summary>
    private void Rank(int query)
    {
        Overlaps += _counts[query];
        Span<ulong> nearest = Keys(query);
        Candidates.SelectSmallest(nearest, _k);
        float furthest = 0;
        for (int i = 0; i < _k; i++)
        {
            float distance = Candidates.Value(nearest[i]);
            furthest = MathF.Max(furthest, distance);
            _lower[(query * _capacity) + i] = Total(query, distance) * (1 - CanonicalError);
            _points[(query * _capacity) + i] = Candidates.Index(nearest[i]);
        }

        _counts[query] = _k;
        _tightenAbove[query] = _k + (_k / 4);
        SetBound(query, Total(query, furthest) + _underflow);
    }

    /// <summary>All candidates of one query by canonical distance and index.</summary>
    private Span<ulong> Keys(int query)
    {
        Span<ulong> keys = _keys.AsSpan(0, _counts[query]);
        _problem.Points.Prefetch(_points.AsSpan(query * _capacity, keys.Length));
        for (int i = 0; i < keys.Length; i++)
        {
            int point = _points[(query * _capacity) + i];
            keys[i] = Candidates.Key(Distance(query, point), point);
        }

        return keys;
    }

    /// <summary>The canonical distance from a query to a point.</summary>
    private float Distance(int query, int point)
    {
        if (!TTile.RanksInnerProducts)
        {
            return _problem.Points.DistanceTo<TMetric>(Row(query), point);
        }

        _problem.Points.CopyRow(point, _other);
        return _products[query].Distance(Row(query), _other);
    }

    private float Total(int query, float distance) =>
        TTile.RanksInnerProducts ? _products[query].Total(distance) : TMetric.IsSquared ? distance * distance : distance;

    /// <summary>
    /// Lowers the bound. The order by canonical distances may differ from that by true totals, so the bound leaves room for the canonical
    /// error twice.
    /// </summary>
    private void SetBound(int query, float bound)
    {
        bound *= 1 + (2 * CanonicalError);
        _bounds[query] = bound;
        _limits[query] = TTile.UsesNorms
            ? bound + _underflow - ((float)_norms[query] * (1 - RelativeError))
            : (bound + _underflow) * (1 + (2 * RelativeError));
    }
}
