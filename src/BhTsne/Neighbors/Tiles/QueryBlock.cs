using System.Numerics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// A block of queries, in groups of eight, that are compared with the same panels. It counts pairs and overlaps, and so knows when
/// differences would be cheaper than products. One thread at a time.
/// </summary>
/// <param name="problem">What to find.</param>
/// <param name="panels">The references, filled.</param>
/// <param name="mayLeave">Whether the block may be left to differences.</param>
internal sealed class QueryBlock<TMetric, TTile>(NeighborProblem problem, Panels panels, bool mayLeave)
    where TMetric : struct, IMetricKernel
    where TTile : struct, ITile
{
    private readonly List<QueryGroup<TMetric, TTile>> _groups = [];
    private readonly float[] _coordinates = new float[QueryGroup.Size * problem.Points.Columns];
    private readonly float[] _limits = new float[QueryGroup.Size];
    private readonly float[] _totals = new float[QueryGroup.Size * PanelLayout.Width];
    private int _used;
    private int _queries;
    private long _pairs;
    private long _overlaps;

    /// <summary>How many queries were answered since <see cref="Clear"/>.</summary>
    public int Answered { get; private set; }

    /// <summary>The first eight queries.</summary>
    public QueryGroup<TMetric, TTile> First => _groups[0];

    /// <summary>Starts a new block.</summary>
    public void Clear() => (_used, _pairs, _overlaps, Answered) = (0, 0, 0, 0);

    /// <summary>Takes queries; those before them, if any, have been finished.</summary>
    /// <param name="slots">The slots of the queries.</param>
    public void Start(ReadOnlySpan<int> slots)
    {
        (_queries, _used) = (slots.Length, 0);
        for (int first = 0; first < slots.Length; first += QueryGroup.Size, _used++)
        {
            if (_used == _groups.Count)
            {
                _groups.Add(new QueryGroup<TMetric, TTile>(problem, panels));
            }

            _groups[_used].Start(slots.Slice(first, Math.Min(QueryGroup.Size, slots.Length - first)));
        }
    }

    /// <summary>Compares the queries with some panels.</summary>
    /// <param name="first">The first panel.</param>
    /// <param name="count">The number of panels.</param>
    public void Scan(int first, int count)
    {
        for (int group = 0; group < _used; group++)
        {
            QueryGroup<TMetric, TTile> queries = _groups[group];
            for (int panel = first; panel < first + count; panel++)
            {
                queries.Scan(panel);
            }
        }

        _pairs += (long)count * PanelLayout.Width * _queries;
    }

    /// <summary>Compares some of the queries with the points in some slots: eight at a time, whichever groups they are of.</summary>
    /// <param name="queries">The queries of the block, from 0, each at most once.</param>
    /// <param name="slots">The slots of the references.</param>
    public void Scan(ReadOnlySpan<int> queries, Range slots)
    {
        int start = slots.Start.Value, end = slots.End.Value;
        for (int first = 0; first < queries.Length; first += QueryGroup.Size)
        {
            ReadOnlySpan<int> some = queries.Slice(first, Math.Min(QueryGroup.Size, queries.Length - first));
            Gather(some);
            for (int panel = start / PanelLayout.Width; panel * PanelLayout.Width < end; panel++)
            {
                Scan(some, panel, LanesOf(panel, start, end));
            }
        }

        _pairs += (long)queries.Length * (end - start);
    }

    private void Scan(ReadOnlySpan<int> some, int panel, uint lanes)
    {
        for (uint hits = First.Compare(panel, _coordinates, _limits, _totals); hits != 0; hits &= hits - 1)
        {
            int place = BitOperations.TrailingZeroCount(hits);
            (int group, int query) = Math.DivRem(some[place], QueryGroup.Size);
            _groups[group].Append(query, panel, lanes, _totals.AsSpan(place * PanelLayout.Width, PanelLayout.Width));
        }
    }

    /// <summary>Fills a tile with up to eight queries; places that are left take no candidates.</summary>
    private void Gather(ReadOnlySpan<int> some)
    {
        _limits.AsSpan().Fill(float.NegativeInfinity);
        for (int place = 0; place < some.Length; place++)
        {
            (int group, int query) = Math.DivRem(some[place], QueryGroup.Size);
            _groups[group].CopyCoordinates(query, _coordinates, place);
            _limits[place] = _groups[group].Limits[query];
        }
    }

    /// <summary>A bit for each point of a panel whose slot is in a range, which the panel overlaps.</summary>
    private static uint LanesOf(int panel, int start, int end)
    {
        int before = Math.Max(0, start - (panel * PanelLayout.Width)), behind = Math.Max(0, ((panel + 1) * PanelLayout.Width) - end);
        return (uint.MaxValue << before) & (uint.MaxValue >> behind);
    }

    /// <summary>
    /// Whether products have too few digits: so many exact distances were computed for overlapping bounds that differences are cheaper.
    /// </summary>
    /// <param name="planned">
    /// The pairs that the block compares in the end, where that is known: the panels with the most overlaps may come first.
    /// </param>
    public bool HasTooFewDigits(long planned)
    {
        long overlaps = _overlaps;
        for (int group = 0; group < _used && mayLeave; group++)
        {
            overlaps += _groups[group].Overlaps;
        }

        return mayLeave && overlaps * QueryGroup.PairsPerOverlap > Math.Max(_pairs, planned);
    }

    /// <summary>Writes the answers of the queries.</summary>
    public void Finish()
    {
        for (int group = 0; group < _used; group++)
        {
            _overlaps += _groups[group].Overlaps;
            _groups[group].Finish();
        }

        Answered += _queries;
        _used = 0;
    }
}
