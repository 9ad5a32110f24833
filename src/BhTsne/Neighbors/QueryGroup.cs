using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// Eight queries that are compared with panels together: the register tile of 8 x 32 totals, and for each query the candidates so far.
/// </summary>
/// <remarks>
/// <para>
/// A tile's total t differs from the true total T of the scaled points by a rounding error that is bounded rigorously. With u = 2^-24:
/// differences err by at most (D + 24) u T; products by at most g (|q|² + |r|²) with g = (2 D + 24) u, which covers the D fused operations from |r|²
/// on, the rounding of the centred coordinates (4 u (|q|² + |r|²)) and of the norms. So each candidate has a lower and an upper bound of its true total.
/// A candidate is dropped only when its lower bound exceeds the largest upper bound of k others. What is left is ranked by
/// <see cref="CanonicalDistance"/>, whose own error is in the bound too: the answer is exactly the canonical one, whichever tile was used.
/// </para>
/// <para>When a buffer is full of candidates whose bounds overlap, they are ranked by their canonical distances at once.</para>
/// <para>One thread at a time.</para>
/// </remarks>
internal sealed class QueryGroup<TMetric, TTile>
    where TMetric : struct, IMetricKernel
    where TTile : struct, ITile
{
    /// <summary>Queries in a group.</summary>
    public const int Size = 8;

    private readonly Panels _panels;
    private readonly NeighborProblem _problem;
    private readonly int _k;
    private readonly int _capacity;
    private readonly float _relativeError;
    private readonly float _canonicalError;
    private readonly float _underflow;
    private readonly float[] _coordinates;
    private readonly float[] _rows;
    private readonly float[] _other;
    private readonly float[] _limits = new float[Size];
    private readonly float[] _bounds = new float[Size];
    private readonly double[] _norms = new double[Size];
    private readonly int[] _slots = new int[Size];
    private readonly int[] _counts = new int[Size];
    private readonly ulong[] _candidates;

    /// <summary>Makes room for queries against panels.</summary>
    public QueryGroup(NeighborProblem problem, Panels panels)
    {
        const float Unit = 1f / (1 << 24);
        ScaledPoints points = problem.Points;
        _problem = problem;
        _panels = panels;
        _k = problem.Neighbors;
        _capacity = Capacity(problem);
        _relativeError = (TTile.UsesNorms ? (2f * points.Columns) + 24 : points.Columns + 24f) * Unit;
        _canonicalError = 2 * ((points.Columns / 16f) + 10) * Unit;
        _underflow = points.Columns * MathF.ScaleB(1, -140);
        _coordinates = new float[points.Columns * Size];
        _rows = new float[points.Stride * Size];
        _other = new float[points.Stride];
        _candidates = new ulong[_capacity * Size];
    }

    /// <summary>How many canonical distances had to be computed because bounds overlapped.</summary>
    public long Overlaps { get; private set; }

    /// <summary>How many queries the group has, 1 to 8.</summary>
    public int Count { get; private set; }

    /// <summary>An upper bound of the total (not scaled back) of each query's k-th neighbour; the largest float while there are fewer.</summary>
    public ReadOnlySpan<float> Bounds => _bounds;

    /// <summary>How many candidates a query can hold.</summary>
    public static int Capacity(NeighborProblem problem) => Math.Min((2 * problem.Neighbors) + 64, problem.References.Length + 1);

    /// <summary>The scaled coordinates of one query, filled up with zeros.</summary>
    public ReadOnlySpan<float> Row(int query) => _rows.AsSpan(query * _problem.Points.Stride, _problem.Points.Stride);

    /// <summary>Starts anew with up to eight queries.</summary>
    /// <param name="slots">Their slots. Places of the tile that are left repeat the first and take no candidates.</param>
    public void Start(ReadOnlySpan<int> slots)
    {
        Count = slots.Length;
        Overlaps = 0;
        Span<float> row = _other;
        for (int query = 0; query < Size; query++)
        {
            bool used = query < Count;
            int slot = slots[used ? query : 0];
            int point = _panels.Order[slot];
            _norms[query] = _panels.CopyCentred(point, row);
            for (int column = 0; column < _problem.Points.Columns; column++)
            {
                _coordinates[(column * Size) + query] = TTile.UsesNorms ? -2 * row[column] : row[column];
            }

            _problem.Points.CopyRow(point, _rows.AsSpan(query * row.Length, row.Length));
            _slots[query] = slot;
            _counts[query] = 0;
            _bounds[query] = used ? float.MaxValue : -1;
            _limits[query] = used ? float.MaxValue : float.NegativeInfinity;
        }
    }

    /// <summary>Compares the queries with the 32 points of one panel.</summary>
    public void Scan(int panel)
    {
        int columns = _problem.Points.Columns;
        ref float reference = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_panels.Values), (nint)panel * Panels.Width * columns);
        ref float query = ref MemoryMarshal.GetArrayDataReference(_coordinates);
        Vector512<float> left0 = default, right0 = default;
        if (TTile.UsesNorms)
        {
            Vector512<float> share = Vector512.Create(1 - _relativeError);
            left0 = Lanes.Load(_panels.Norms, panel * Panels.Width) * share;
            right0 = Lanes.Load(_panels.Norms, (panel * Panels.Width) + Lanes.Count) * share;
        }

        Vector512<float> left1 = left0, left2 = left0, left3 = left0, left4 = left0, left5 = left0, left6 = left0, left7 = left0;
        Vector512<float> right1 = right0, right2 = right0, right3 = right0, right4 = right0, right5 = right0, right6 = right0, right7 = right0;
        for (int column = 0; column < columns; column++)
        {
            Vector512<float> left = Vector512.LoadUnsafe(ref reference);
            Vector512<float> right = Vector512.LoadUnsafe(ref reference, Lanes.Count);
            Vector512<float> value = Vector512.Create(query);
            left0 = TTile.Add(left0, value, left);
            right0 = TTile.Add(right0, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 1));
            left1 = TTile.Add(left1, value, left);
            right1 = TTile.Add(right1, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 2));
            left2 = TTile.Add(left2, value, left);
            right2 = TTile.Add(right2, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 3));
            left3 = TTile.Add(left3, value, left);
            right3 = TTile.Add(right3, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 4));
            left4 = TTile.Add(left4, value, left);
            right4 = TTile.Add(right4, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 5));
            left5 = TTile.Add(left5, value, left);
            right5 = TTile.Add(right5, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 6));
            left6 = TTile.Add(left6, value, left);
            right6 = TTile.Add(right6, value, right);
            value = Vector512.Create(Unsafe.Add(ref query, 7));
            left7 = TTile.Add(left7, value, left);
            right7 = TTile.Add(right7, value, right);
            reference = ref Unsafe.Add(ref reference, Panels.Width);
            query = ref Unsafe.Add(ref query, Size);
        }

        Select(0, panel, left0, right0);
        Select(1, panel, left1, right1);
        Select(2, panel, left2, right2);
        Select(3, panel, left3, right3);
        Select(4, panel, left4, right4);
        Select(5, panel, left5, right5);
        Select(6, panel, left6, right6);
        Select(7, panel, left7, right7);
    }

    /// <summary>Ranks what is left and writes the answers.</summary>
    public void Finish()
    {
        for (int query = 0; query < Count; query++)
        {
            Span<ulong> candidates = _candidates.AsSpan(query * _capacity, _counts[query]);
            SelectCanonical(query, candidates);
            candidates[.._k].Sort();
            _problem.Answer(_panels.Order[_slots[query]], candidates);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Select(int query, int panel, Vector512<float> left, Vector512<float> right)
    {
        Vector512<float> limit = Vector512.Create(_limits[query]);
        uint passing = (uint)Vector512.LessThanOrEqual(left, limit).ExtractMostSignificantBits()
            | ((uint)Vector512.LessThanOrEqual(right, limit).ExtractMostSignificantBits() << Lanes.Count);
        if (passing != 0)
        {
            Append(query, panel, passing, left, right);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Append(int query, int panel, uint passing, Vector512<float> left, Vector512<float> right)
    {
        Span<float> totals = stackalloc float[Panels.Width];
        left.CopyTo(totals);
        right.CopyTo(totals[Lanes.Count..]);
        float norm = (float)_norms[query] * (1 - _relativeError);
        for (; passing != 0; passing &= passing - 1)
        {
            int lane = BitOperations.TrailingZeroCount(passing);
            int slot = (panel * Panels.Width) + lane;
            if (slot == _slots[query] || slot >= _panels.Order.Length || totals[lane] > _limits[query])
            {
                continue;
            }

            float lower = TTile.UsesNorms ? MathF.Max(0, totals[lane] + norm) : totals[lane] * (1 - _relativeError);
            _candidates[(query * _capacity) + _counts[query]++] = Candidates.Key(lower, _panels.Order[slot]);
            if (_counts[query] == _capacity)
            {
                Compact(query);
            }
        }
    }

    /// <summary>Drops candidates that cannot be among the k nearest and lowers the bound.</summary>
    private void Compact(int query)
    {
        Span<ulong> candidates = _candidates.AsSpan(query * _capacity, _counts[query]);
        Candidates.SelectSmallest(candidates, _k);
        float bound = 0;
        foreach (ulong candidate in candidates[.._k])
        {
            bound = MathF.Max(bound, UpperBound(query, candidate));
        }

        // The order by canonical distances may differ from that by true totals within the canonical error.
        SetBound(query, bound * (1 + (2 * _canonicalError)));
        int kept = _k;
        for (int i = _k; i < candidates.Length; i++)
        {
            if (Candidates.Value(candidates[i]) <= _bounds[query])
            {
                candidates[kept++] = candidates[i];
            }
        }

        _counts[query] = kept;
        if (kept > _k + ((_capacity - _k) / 2))
        {
            Rank(query);
        }
    }

    private float UpperBound(int query, ulong candidate)
    {
        float lower = Candidates.Value(candidate);
        return _underflow + (TTile.UsesNorms
            ? lower + (2.02f * _relativeError * ((float)_norms[query] + _panels.NormOf(Candidates.Index(candidate))))
            : lower * (1 + (3 * _relativeError)));
    }

    /// <summary>Keeps the k best candidates by canonical distance.</summary>
    private void Rank(int query)
    {
        Span<ulong> candidates = _candidates.AsSpan(query * _capacity, _counts[query]);
        Overlaps += candidates.Length;
        SelectCanonical(query, candidates);
        float distance = Candidates.Value(candidates[_k - 1]);
        SetBound(query, Total(distance) * (1 + (2 * _canonicalError)));
        foreach (ref ulong candidate in candidates[.._k])
        {
            float lower = Total(Candidates.Value(candidate)) * (1 - _canonicalError);
            candidate = Candidates.Key(lower, Candidates.Index(candidate));
        }

        _counts[query] = _k;
    }

    private void SelectCanonical(int query, Span<ulong> candidates)
    {
        foreach (ref ulong candidate in candidates)
        {
            int point = Candidates.Index(candidate);
            _problem.Points.CopyRow(point, _other);
            candidate = Candidates.Key(CanonicalDistance.Between<TMetric>(Row(query), _other), point);
        }

        Candidates.SelectSmallest(candidates, _k);
    }

    private static float Total(float distance) => TMetric.IsSquared ? distance * distance : distance;

    private void SetBound(int query, float bound)
    {
        _bounds[query] = bound;
        _limits[query] = TTile.UsesNorms
            ? bound + _underflow - ((float)_norms[query] * (1 - _relativeError))
            : (bound + _underflow) * (1 + (2 * _relativeError));
    }
}
