namespace BhTsne.Neighbors;

/// <summary>
/// Compares each query with the lists that are nearest to it. The queries of a list are a block: a list that some of them probe is read
/// once for these together.
/// </summary>
/// <param name="work">The problem and the worker threads.</param>
/// <param name="file">The references.</param>
/// <param name="slots">The slots of the queries, ascending.</param>
/// <param name="probes">The number of lists that each query is compared with.</param>
internal sealed class InvertedFileScan<TMetric>(NeighborWork work, InvertedFile file, int[] slots, int probes) : IPanelScan<TMetric>
    where TMetric : struct, IMetricKernel
{
    // The most queries of a block, and their candidates for large k: they stay within a second-level cache of 1 MiB, beside the panels that
    // pass through.
    private const int QueriesPerBlock = 512;
    private const int CandidatesPerBlock = 1 << 18;

    private readonly Block[] _blocks = [.. Cut(file, slots, QueryGroup.QueriesPerBlock(work.Problem, QueriesPerBlock, CandidatesPerBlock))];
    private readonly Probes?[] _probes = new Probes[work.Team.Threads];

    /// <inheritdoc/>
    public int Blocks => _blocks.Length;

    /// <inheritdoc/>
    public bool Answer<TTile>(int block, int worker, QueryBlock<TMetric, TTile> queries)
        where TTile : struct, ITile
    {
        (int list, int first, int count) = _blocks[block];
        Probes chosen = _probes[worker] ??= new Probes(file, work.Problem.Points, probes, work.Problem.Neighbors + 1);
        ReadOnlySpan<int> own = slots.AsSpan(first, count);
        queries.Start(own);
        chosen.Choose(list, Array.ConvertAll(own.ToArray(), slot => file.Panels.Order[slot]));
        long planned = (long)probes * file.Panels.Order.Length / file.Lists * count;
        for (int place = 0; place < chosen.Lists; place++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            queries.Scan(chosen.Queries(place), file.Slots(chosen.List(place)));

            // Measured by all pairs that are planned, because the lists with the most overlaps come first.
            if (queries.HasTooFewDigits(planned))
            {
                return false;
            }
        }

        queries.Finish();
        return true;
    }

    private static IEnumerable<Block> Cut(InvertedFile file, int[] slots, int size)
    {
        int first = 0;
        for (int list = 0; list < file.Lists; list++)
        {
            int end = first;
            while (end < slots.Length && slots[end] < file.FirstSlot(list + 1))
            {
                end++;
            }

            for (; first < end; first += size)
            {
                yield return new Block(list, first, Math.Min(size, end - first));
            }

            first = end;
        }
    }

    private readonly record struct Block(int List, int First, int Count);
}
