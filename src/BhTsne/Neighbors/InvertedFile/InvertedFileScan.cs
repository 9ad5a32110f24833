using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// Compares queries with the lists near to them: the queries of a list share their probes, and each panel is read once for a block of them.
/// </summary>
/// <param name="work">The problem and the worker threads.</param>
/// <param name="file">The references.</param>
/// <param name="slots">The slots of the queries, ascending.</param>
/// <param name="points">Each query is compared with the nearest lists that have so many points together; more than k.</param>
internal sealed class InvertedFileScan<TMetric>(NeighborWork work, InvertedFile file, int[] slots, int points) : IPanelScan<TMetric>
    where TMetric : struct, IMetricKernel
{
    // The most queries of a block, and their candidates for large k: they stay within a second-level cache of 1 MiB, beside the panels that
    // pass through.
    private const int QueriesPerBlock = 512;
    private const int CandidatesPerBlock = 1 << 18;

    private readonly Block[] _blocks = [.. Cut(file, slots, QueryGroup.QueriesPerBlock(work.Problem, QueriesPerBlock, CandidatesPerBlock))];
    private readonly Scratch?[] _scratch = new Scratch[work.Team.Threads];

    /// <inheritdoc/>
    public int Blocks => _blocks.Length;

    /// <inheritdoc/>
    public bool Answer<TTile>(int block, int worker, QueryBlock<TMetric, TTile> queries)
        where TTile : struct, ITile
    {
        (int list, int first, int count) = _blocks[block];
        Scratch scratch = _scratch[worker] ??= new Scratch(file);
        scratch.Block++;
        queries.Start(slots.AsSpan(first, count));
        long planned = (long)Math.Min(points, file.Panels.Order.Length) * count;
        foreach (ulong key in file.Probes(list, points, scratch.Keys))
        {
            Scan(queries, Candidates.Index(key), scratch);

            // Measured by all pairs that are planned, because the lists with the most overlaps come first.
            if (queries.HasTooFewDigits(planned))
            {
                return false;
            }
        }

        queries.Finish();
        return true;
    }

    /// <summary>
    /// Compares the block with the panels of a list, but no panel twice: those at a border may have been read with another list.
    /// </summary>
    private void Scan<TTile>(QueryBlock<TMetric, TTile> queries, int list, Scratch scratch)
        where TTile : struct, ITile
    {
        if (file.Size(list) == 0)
        {
            return;
        }

        work.Cancellation.ThrowIfCancellationRequested();
        int[] readBy = scratch.ReadBy;
        int first = file.FirstSlot(list) / PanelLayout.Width, last = (file.FirstSlot(list + 1) - 1) / PanelLayout.Width;
        first += readBy[first] == scratch.Block ? 1 : 0;
        last -= last >= first && readBy[last] == scratch.Block ? 1 : 0;
        if (first <= last)
        {
            (readBy[first], readBy[last]) = (scratch.Block, scratch.Block);
            queries.Scan(first, last - first + 1);
        }
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

    /// <summary>The scratch memory of one worker thread.</summary>
    private sealed class Scratch(InvertedFile file)
    {
        public ulong[] Keys { get; } = new ulong[file.Lists];

        /// <summary>The last block that read each panel.</summary>
        public int[] ReadBy { get; } = new int[file.Panels.Count];

        /// <summary>The number of the current block among this thread's.</summary>
        public int Block { get; set; }
    }
}
