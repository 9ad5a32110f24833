using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Compares queries with all panels.</summary>
/// <param name="work">The problem and the worker threads.</param>
/// <param name="panels">The references.</param>
/// <param name="slots">The slots of the queries.</param>
/// <param name="queriesPerBlock">The most queries of a block: each stretch of panels is read once for all of them.</param>
internal sealed class ExhaustiveScan<TMetric>(
    NeighborWork work, Panels panels, int[] slots, int queriesPerBlock = ExhaustiveScan<TMetric>.QueriesPerBlock) : IPanelScan<TMetric>
    where TMetric : struct, IMetricKernel
{
    /// <summary>The most queries of a block where there are many.</summary>
    public const int QueriesPerBlock = 512;

    // Values of a stretch of panels: with the queries' coordinates and candidates it stays within a second-level cache of 1 MiB.
    private const int ValuesPerStretch = 96 * 1024;

    // The most candidates of a block, which bounds its queries for large k.
    private const int CandidatesPerBlock = 1 << 20;

    private readonly int _size = QueryGroup.QueriesPerBlock(work.Problem, queriesPerBlock, CandidatesPerBlock);

    /// <inheritdoc/>
    public int Blocks => (slots.Length + _size - 1) / _size;

    /// <inheritdoc/>
    public bool Answer<TTile>(int block, int worker, QueryBlock<TMetric, TTile> queries)
        where TTile : struct, ITile
    {
        int first = block * _size, count = Math.Min(_size, slots.Length - first);
        int stretch = Math.Max(1, ValuesPerStretch / (PanelLayout.Width * work.Problem.Points.Columns));
        long pairs = (long)panels.Count * PanelLayout.Width * count;
        queries.Start(slots.AsSpan(first, count));
        for (int start = 0; start < panels.Count; start += stretch)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            queries.Scan(start, Math.Min(stretch, panels.Count - start));
            if (queries.HasTooFewDigits(pairs))
            {
                return false;
            }
        }

        queries.Finish();
        return true;
    }
}
