using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Points as vectors: neighbours by the tiles of the exhaustive search, ranks by <see cref="RankCounter{TTotal}"/>.</summary>
internal sealed class VectorSpace<TTotal>(PointMatrix points, Metric metric) : PointSpace
    where TTotal : struct, IPairTotal
{
    private readonly ReferenceSearch _search = new(points, metric);
    private readonly RankCounter<TTotal> _counter = new(ScaledPoints.For(points, metric));

    /// <inheritdoc/>
    public override int[] Neighbors(int[] queries, int k, WorkerTeam team, IProgress<double>? progress)
    {
        // The query is among the references: one more is searched, and the query is left out.
        ChunkedRows rows = _search.Find(points.Pick(queries), k + 1, team, progress);
        int[] neighbors = new int[queries.Length * k];
        for (int query = 0; query < queries.Length; query++)
        {
            ReadOnlySpan<int> found = rows.IndicesOf(query);
            int self = found.IndexOf(queries[query]);
            Span<int> others = neighbors.AsSpan(query * k, k);
            int before = self < 0 ? k : self;
            found[..before].CopyTo(others);
            found[Math.Min(before + 1, found.Length)..].CopyTo(others[before..]);
        }

        return neighbors;
    }

    /// <inheritdoc/>
    public override int[] Ranks(int[] queries, int[] targets, WorkerTeam team, IProgress<double>? progress) =>
        _counter.Ranks(queries, targets, team, progress);
}
