namespace BhTsne.Neighbors;

/// <summary>Answers queries from the cells near to them: the queries of a cell share one list of cells, and each of its panels is read once for all.</summary>
internal sealed class CellScan<TMetric>(NeighborWork work, Cells cells)
    where TMetric : struct, IMetricKernel
{
    // Queries of a block, and their candidates for large k: they stay within a second-level cache of 1 MiB, beside the panels that pass through.
    private const int QueriesPerBlock = 512;
    private const int CandidatesPerBlock = 1 << 18;

    private readonly int _size = Math.Clamp(CandidatesPerBlock / QueryGroup.Capacity(work.Problem), QueryGroup.Size, QueriesPerBlock) & -QueryGroup.Size;

    /// <summary>Makes the panels ready for products (squared metrics) or differences.</summary>
    public void Prepare()
    {
        if (TMetric.IsSquared)
        {
            cells.Panels.UseCentre(work.Problem.Centre());
        }

        work.Fill(cells.Panels);
    }

    /// <summary>Answers all queries.</summary>
    /// <param name="points">Each from the nearest cells that have so many points together; more than k.</param>
    public void Answer(int points)
    {
        Block[] blocks = [.. Blocks()];
        if (!TMetric.IsSquared)
        {
            Run<DifferenceTile<TMetric>>(blocks, points, mayGiveUp: false);
            return;
        }

        Block[] left = Run<ProductTile>(blocks, points, mayGiveUp: true);
        if (left.Length > 0)
        {
            cells.Panels.DropCentre();
            work.Fill(cells.Panels);
            Run<DifferenceTile<TMetric>>(left, points, mayGiveUp: false);
        }
    }

    /// <summary>Answers a few queries exactly, from all panels.</summary>
    /// <param name="slots">Their slots.</param>
    public void AnswerExactly(int[] slots)
    {
        if (TMetric.IsSquared)
        {
            AnswerExactly<ProductTile>(slots);
        }
        else
        {
            AnswerExactly<DifferenceTile<TMetric>>(slots);
        }
    }

    private void AnswerExactly<TTile>(int[] slots)
        where TTile : struct, ITile
    {
        const int Queries = 64;
        Worker<TTile>?[] workers = new Worker<TTile>[work.Team.Threads];
        work.Team.Run(
            (slots.Length + Queries - 1) / Queries,
            (block, worker) =>
            {
                Worker<TTile> own = workers[worker] ??= new(work, cells);
                own.Start(slots.AsSpan(block * Queries, Math.Min(Queries, slots.Length - (block * Queries))));
                for (int cell = 0; cell < cells.Count; cell++)
                {
                    own.Scan(cell);
                }

                own.Finish();
            });
    }

    /// <returns>The blocks that gave up.</returns>
    private Block[] Run<TTile>(Block[] blocks, int points, bool mayGiveUp)
        where TTile : struct, ITile
    {
        Worker<TTile>?[] workers = new Worker<TTile>[work.Team.Threads];
        bool[] gaveUp = new bool[blocks.Length];
        work.Team.Run(
            blocks.Length,
            (block, worker) =>
            {
                Worker<TTile> own = workers[worker] ??= new(work, cells);
                own.Start(blocks[block].Slots);
                foreach (ulong key in cells.Near(blocks[block].Cell, points, own.Keys))
                {
                    own.Scan(Candidates.Index(key));
                    if (mayGiveUp && own.HasTooFewDigits(points))
                    {
                        gaveUp[block] = true;
                        return;
                    }
                }

                own.Finish();
                work.Advance(blocks[block].Slots.Length, worker);
            });
        return [.. blocks.Where((_, block) => gaveUp[block])];
    }

    private IEnumerable<Block> Blocks()
    {
        NeighborProblem problem = work.Problem;
        int[] order = cells.Panels.Order;
        bool all = problem.Queries.Length == problem.References.Length;
        for (int cell = 0; cell < cells.Count; cell++)
        {
            IEnumerable<int> slots = Enumerable.Range(cells.FirstSlot(cell), cells.Size(cell));
            foreach (int[] chunk in slots.Where(slot => all || Array.BinarySearch(problem.Queries, order[slot]) >= 0).Chunk(_size))
            {
                yield return new Block(cell, chunk);
            }
        }
    }

    private readonly record struct Block(int Cell, int[] Slots);

    /// <summary>What one thread needs.</summary>
    private sealed class Worker<TTile>(NeighborWork work, Cells cells)
        where TTile : struct, ITile
    {
        private readonly List<QueryGroup<TMetric, TTile>> _groups = [];
        private readonly int[] _seen = new int[cells.Panels.Count];
        private int _block;
        private int _used;
        private int _queries;
        private long _pairs;

        public ulong[] Keys { get; } = new ulong[cells.Count];

        /// <summary>
        /// Whether so many products had to be made again by differences that these are cheaper: measured by all that is planned, because the cells that
        /// overlap most come first.
        /// </summary>
        /// <param name="points">How many are to be looked at.</param>
        public bool HasTooFewDigits(int points)
        {
            long overlaps = 0;
            for (int group = 0; group < _used; group++)
            {
                overlaps += _groups[group].Overlaps;
            }

            long planned = (long)Math.Min(points, cells.Panels.Order.Length) * _queries;
            return overlaps * QueryGroup.PairsPerOverlap > Math.Max(_pairs, planned);
        }

        public void Start(ReadOnlySpan<int> slots)
        {
            (_queries, _used, _pairs) = (slots.Length, 0, 0);
            _block++;
            for (int first = 0; first < slots.Length; first += QueryGroup.Size, _used++)
            {
                if (_used == _groups.Count)
                {
                    _groups.Add(new QueryGroup<TMetric, TTile>(work.Problem, cells.Panels));
                }

                _groups[_used].Start(slots.Slice(first, Math.Min(QueryGroup.Size, slots.Length - first)));
            }
        }

        /// <summary>Compares the block with the panels of a cell, but no panel twice: those at a border may have been seen with another cell.</summary>
        public void Scan(int cell)
        {
            if (cells.Size(cell) == 0)
            {
                return;
            }

            work.Cancellation.ThrowIfCancellationRequested();
            int first = cells.FirstSlot(cell) / Panels.Width, last = (cells.FirstSlot(cell + 1) - 1) / Panels.Width;
            first += _seen[first] == _block ? 1 : 0;
            last -= last >= first && _seen[last] == _block ? 1 : 0;
            if (first > last)
            {
                return;
            }

            (_seen[first], _seen[last]) = (_block, _block);
            for (int group = 0; group < _used; group++)
            {
                QueryGroup<TMetric, TTile> queries = _groups[group];
                for (int panel = first; panel <= last; panel++)
                {
                    queries.Scan(panel);
                }
            }

            _pairs += (long)(last - first + 1) * Panels.Width * _queries;
        }

        public void Finish()
        {
            for (int group = 0; group < _used; group++)
            {
                _groups[group].Finish();
            }
        }
    }
}
