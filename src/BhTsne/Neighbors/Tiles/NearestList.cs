namespace BhTsne.Neighbors;

/// <summary>The k nearest candidates of one query, by exact (distance, index). One thread at a time.</summary>
internal sealed class NearestList(int k, int candidates)
{
    private readonly ulong[] _keys = new ulong[Math.Min((2L * k) + 64, candidates + 1L)];
    private int _count;
    private ulong _bound = ulong.MaxValue;

    /// <summary>No key at or above this can be among the k nearest.</summary>
    public float Bound => _bound == ulong.MaxValue ? float.PositiveInfinity : Candidates.Value(_bound);

    /// <summary>Removes all candidates.</summary>
    public void Clear()
    {
        _count = 0;
        _bound = ulong.MaxValue;
    }

    /// <summary>Adds a candidate, unless k others are nearer.</summary>
    public void Add(float distance, int index)
    {
        ulong key = Candidates.Key(distance, index);
        if (key >= _bound)
        {
            return;
        }

        _keys[_count++] = key;
        if (_count == _keys.Length)
        {
            Tighten();
        }
    }

    /// <summary>Drops all but the k nearest, so that the bound is as low as it can be.</summary>
    public void Tighten()
    {
        if (_count > k)
        {
            Candidates.SelectSmallest(_keys.AsSpan(0, _count), k);
            _count = k;
            _bound = _keys[k - 1];
        }
    }

    /// <summary>The k nearest, sorted.</summary>
    public ReadOnlySpan<ulong> Sorted()
    {
        Tighten();
        return Candidates.SortSmallest(_keys.AsSpan(0, _count), _count);
    }
}
