namespace BhTsne.Neighbors;

/// <summary>
/// Chooses the probes of a block of queries, the lists that each is compared with: those whose centroids are nearest to the query itself,
/// among the lists around its own. One thread at a time.
/// </summary>
/// <param name="file">The lists.</param>
/// <param name="points">The points, queries among them.</param>
/// <param name="count">How many lists a query probes, at least 1; a sixteenth more where that is faster to choose.</param>
/// <param name="least">The fewest points in them: where they have fewer, the query probes more lists.</param>
internal sealed class Probes(InvertedFile file, ScaledPoints points, int count, int least)
{
    /// <summary>
    /// How many lists around the own one are looked at for each that is probed: with 8 hardly more lists are needed than with all
    /// (docs/performance.md).
    /// </summary>
    public const int Spread = 8;

    private readonly ulong[] _keys = new ulong[file.Lists];
    private readonly CentroidDistances _distances = new(file, points);
    private int[] _counts = [];
    private int[] _members = [];
    private int _queries;

    /// <summary>The number of lists around the own one that are looked at.</summary>
    public int Lists { get; private set; }

    /// <summary>The list at a place, the own one first, then by the distance of its centroid from that of the own one.</summary>
    public int List(int place) => Candidates.Index(_keys[place]);

    /// <summary>The queries of the block that probe the list at a place, from 0, ascending.</summary>
    public ReadOnlySpan<int> Queries(int place) => _members.AsSpan(place * _queries, _counts[place]);

    /// <summary>Chooses.</summary>
    /// <param name="own">The list of the queries.</param>
    /// <param name="queries">The queries, as points.</param>
    public void Choose(int own, ReadOnlySpan<int> queries)
    {
        _queries = queries.Length;
        _distances.Take(own, Around(own));
        if (_counts.Length < Lists)
        {
            _counts = new int[Lists];
        }

        if (_members.Length < Lists * _queries)
        {
            _members = new int[Lists * _queries];
        }

        Array.Clear(_counts);
        for (int first = 0; first < queries.Length; first += QueryGroup.Size)
        {
            ReadOnlySpan<int> some = queries.Slice(first, Math.Min(QueryGroup.Size, queries.Length - first));
            _distances.Compute(some);
            for (int query = 0; query < some.Length; query++)
            {
                Join(first + query, _distances.Of(query));
            }
        }
    }

    /// <summary>The lists to look at: all of them where a part would have too few points.</summary>
    private ReadOnlySpan<ulong> Around(int own)
    {
        Lists = (int)Math.Min(file.Lists, (long)Spread * count);
        ReadOnlySpan<ulong> around = file.Around(own, Lists, _keys);
        long total = 0;
        foreach (ulong key in around)
        {
            total += file.Size(Candidates.Index(key));
        }

        if (total < least)
        {
            Lists = file.Lists;
            around = file.Around(own, Lists, _keys);
        }

        return around;
    }

    private void Join(int query, Span<float> distances)
    {
        float threshold = Threshold(distances);
        for (int place = 0; place < Lists; place++)
        {
            if (distances[place] <= threshold)
            {
                _members[(place * _queries) + _counts[place]++] = query;
            }
        }
    }

    private float Threshold(Span<float> distances)
    {
        for (int wanted = count; wanted < Lists; wanted *= 2)
        {
            float threshold = Candidates.Threshold(distances, Lists, wanted, wanted + (wanted / 16));
            int total = 0;
            for (int place = 0; place < Lists; place++)
            {
                total += distances[place] <= threshold ? file.Size(List(place)) : 0;
            }

            if (total >= least)
            {
                return threshold;
            }
        }

        return float.PositiveInfinity;
    }
}
