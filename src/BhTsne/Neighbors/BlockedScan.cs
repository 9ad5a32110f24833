namespace BhTsne.Neighbors;

/// <summary>The search over all pairs for one vector metric.</summary>
internal static class BlockedScan<TMetric>
    where TMetric : struct, IMetricKernel
{
    // Values of a stretch of panels: with the queries' coordinates and candidates it stays within a second-level cache of 1 MiB.
    private const int ValuesPerStretch = 96 * 1024;

    // Queries of a block: each stretch is read once for all of them; their candidates are bounded too, for large k.
    private const int QueriesPerBlock = 512;
    private const int CandidatesPerBlock = 1 << 20;

    /// <summary>By differences throughout.</summary>
    public static void ByDifferences(NeighborWork work)
    {
        Panels panels = new(work.Problem.Points, work.Problem.References);
        int[] slots = QuerySlots(work.Problem);
        int[] all = Enumerable.Range(0, Blocks(work.Problem, slots)).ToArray();
        Run<DifferenceTile<TMetric>>(work, panels, slots, all, mayGiveUp: false);
    }

    /// <summary>By products, and blocks that give up by differences.</summary>
    public static void ByProducts(NeighborWork work)
    {
        Panels panels = new(work.Problem.Points, work.Problem.References);
        panels.UseCentre(work.Problem.Centre());
        int[] slots = QuerySlots(work.Problem);
        int[] blocks = Enumerable.Range(0, Blocks(work.Problem, slots)).ToArray();
        int[] left = Run<ProductTile>(work, panels, slots, blocks, mayGiveUp: true);
        if (left.Length > 0)
        {
            panels.DropCentre();
            Run<DifferenceTile<TMetric>>(work, panels, slots, left, mayGiveUp: false);
        }
    }

    /// <summary>By inner products. What overlaps there would overlap by any formula, so no block gives up.</summary>
    public static void ByInnerProducts(NeighborWork work)
    {
        Panels panels = new(work.Problem.Points, work.Problem.References);
        panels.UseSharedLength(InnerProducts.LargestLength(work.Problem.Points));
        int[] slots = QuerySlots(work.Problem);
        Run<InnerProductTile>(work, panels, slots, [.. Enumerable.Range(0, Blocks(work.Problem, slots))], mayGiveUp: false);
    }

    /// <returns>The blocks that gave up.</returns>
    private static int[] Run<TTile>(NeighborWork work, Panels panels, int[] slots, int[] blocks, bool mayGiveUp)
        where TTile : struct, ITile
    {
        work.Fill(panels);
        int size = BlockSize(work.Problem);
        QueryGroup<TMetric, TTile>[]?[] groups = new QueryGroup<TMetric, TTile>[work.Team.Threads][];
        bool[] gaveUp = new bool[blocks.Length];
        work.Team.Run(
            blocks.Length,
            (block, worker) =>
            {
                QueryGroup<TMetric, TTile>[] own = groups[worker] ??= NewGroups<TTile>(work.Problem, panels, size);
                int first = blocks[block] * size, count = Math.Min(size, slots.Length - first);
                if (ScanBlock(work, panels, own, slots.AsSpan(first, count), mayGiveUp))
                {
                    work.Advance(count, worker);
                }
                else
                {
                    gaveUp[block] = true;
                }
            });
        return [.. blocks.Where((_, block) => gaveUp[block])];
    }

    private static bool ScanBlock<TTile>(
        NeighborWork work, Panels panels, QueryGroup<TMetric, TTile>[] groups, ReadOnlySpan<int> slots, bool mayGiveUp)
        where TTile : struct, ITile
    {
        const int Size = QueryGroup.Size;
        int used = (slots.Length + Size - 1) / Size;
        for (int group = 0; group < used; group++)
        {
            groups[group].Start(slots.Slice(group * Size, Math.Min(Size, slots.Length - (group * Size))));
        }

        int stretch = Math.Max(1, ValuesPerStretch / (Panels.Width * work.Problem.Points.Columns));
        for (int start = 0; start < panels.Count; start += stretch)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(panels.Count, start + stretch);
            long overlaps = 0;
            for (int group = 0; group < used; group++)
            {
                QueryGroup<TMetric, TTile> queries = groups[group];
                for (int panel = start; panel < end; panel++)
                {
                    queries.Scan(panel);
                }

                overlaps += queries.Overlaps;
            }

            if (mayGiveUp && overlaps * QueryGroup.PairsPerOverlap > (long)panels.Count * Panels.Width * slots.Length)
            {
                return false;
            }
        }

        for (int group = 0; group < used; group++)
        {
            groups[group].Finish();
        }

        return true;
    }

    private static QueryGroup<TMetric, TTile>[] NewGroups<TTile>(NeighborProblem problem, Panels panels, int size)
        where TTile : struct, ITile
    {
        QueryGroup<TMetric, TTile>[] groups = new QueryGroup<TMetric, TTile>[size / QueryGroup.Size];
        for (int group = 0; group < groups.Length; group++)
        {
            groups[group] = new QueryGroup<TMetric, TTile>(problem, panels);
        }

        return groups;
    }

    private static int BlockSize(NeighborProblem problem) =>
        Math.Clamp(CandidatesPerBlock / QueryGroup.Capacity(problem), 8, QueriesPerBlock) & -8;

    private static int Blocks(NeighborProblem problem, int[] slots) => (slots.Length + BlockSize(problem) - 1) / BlockSize(problem);

    private static int[] QuerySlots(NeighborProblem problem) =>
        problem.Queries == problem.References
            ? Enumerable.Range(0, problem.References.Length).ToArray()
            : Array.ConvertAll(problem.Queries, query => Array.BinarySearch(problem.References, query));
}
