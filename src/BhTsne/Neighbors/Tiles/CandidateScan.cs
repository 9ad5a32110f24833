namespace BhTsne.Neighbors;

/// <summary>Which panels the queries of a block are compared with: what distinguishes the searches.</summary>
internal interface IPanelScan<TMetric>
    where TMetric : struct, IMetricKernel
{
    /// <summary>The number of blocks of queries.</summary>
    int Blocks { get; }

    /// <summary>Answers the queries of one block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="worker">The worker thread: for scratch memory.</param>
    /// <param name="queries">Takes the queries and compares them with panels.</param>
    /// <returns>False if the block was left because <see cref="QueryBlock{TMetric, TTile}.HasTooFewDigits"/>.</returns>
    bool Answer<TTile>(int block, int worker, QueryBlock<TMetric, TTile> queries)
        where TTile : struct, ITile;
}

/// <summary>
/// The comparison of blocks of queries with panels, for every search: cheap totals first, exact distances for the few candidates that
/// remain (<see cref="QueryGroup{TMetric, TTile}"/>). Blocks for which products lose too many digits are repeated by differences.
/// </summary>
internal sealed class CandidateScan<TMetric>
    where TMetric : struct, IMetricKernel
{
    private readonly NeighborWork _work;
    private Totals _totals;

    private CandidateScan(NeighborWork work, Panels panels, Totals totals, bool isFilled = false)
    {
        (_work, Panels, _totals) = (work, panels, totals);
        if (!isFilled)
        {
            Panels.Fill(work.Team);
        }
    }

    private enum Totals
    {
        Differences,
        Products,
        InnerProducts,
    }

    /// <summary>The references.</summary>
    public Panels Panels { get; private set; }

    /// <summary>
    /// Fills panels for the cheaper totals: by products where the total is the squared distance, otherwise by differences.
    /// </summary>
    public static CandidateScan<TMetric> Create(NeighborWork work, Panels panels) =>
        TMetric.IsSquared ? ByProducts(work, panels) : ByDifferences(work, panels);

    /// <summary>Fills panels for totals by differences.</summary>
    public static CandidateScan<TMetric> ByDifferences(NeighborWork work, Panels panels) => new(work, panels, Totals.Differences);

    private static CandidateScan<TMetric> ByProducts(NeighborWork work, Panels panels)
    {
        panels.UseCentre(work.Problem.Centre());
        return new CandidateScan<TMetric>(work, panels, Totals.Products);
    }

    /// <summary>
    /// Fills panels for inner products. Candidates that overlap there would overlap by any formula, so no block is repeated.
    /// </summary>
    public static CandidateScan<TMetric> ByInnerProducts(NeighborWork work, Panels panels)
    {
        panels.UseSharedLength(InnerProducts.LargestLength(work.Problem.Points));
        return new CandidateScan<TMetric>(work, panels, Totals.InnerProducts);
    }

    /// <summary>Takes panels that are filled for products, and does not change them.</summary>
    public static CandidateScan<TMetric> ProductsOver(NeighborWork work, Panels panels) =>
        new(work, panels, Totals.Products, isFilled: true);

    /// <summary>Takes panels that are filled for differences, and does not change them.</summary>
    public static CandidateScan<TMetric> DifferencesOver(NeighborWork work, Panels panels) =>
        new(work, panels, Totals.Differences, isFilled: true);

    /// <summary>Takes panels that are filled for inner products, and does not change them.</summary>
    public static CandidateScan<TMetric> InnerProductsOver(NeighborWork work, Panels panels) =>
        new(work, panels, Totals.InnerProducts, isFilled: true);

    /// <summary>The slots of the points whose neighbours are not known yet, ascending.</summary>
    public int[] QuerySlots()
    {
        NeighborProblem problem = _work.Problem;
        IEnumerable<int> slots = Enumerable.Range(0, Panels.Order.Length);
        bool all = problem.Queries.Length == problem.References.Length;
        return [.. all ? slots : slots.Where(slot => Array.BinarySearch(problem.Queries, Panels.Order[slot]) >= 0)];
    }

    /// <summary>Answers all queries.</summary>
    public void Answer(IPanelScan<TMetric> scan)
    {
        int[] left = Run(scan, [.. Enumerable.Range(0, scan.Blocks)], mayLeave: _totals == Totals.Products, reports: true);
        if (left.Length > 0)
        {
            _totals = Totals.Differences;
            Panels.DropCentre();
            Panels.Fill(_work.Team);
            Run(scan, left, mayLeave: false, reports: true);
        }
    }

    /// <summary>Answers all queries over panels that are shared and stay as they are.</summary>
    /// <param name="scan">Makes the blocks over panels.</param>
    /// <param name="differences">The same references, filled for differences: asked for where products lose too many digits.</param>
    public void AnswerOutside(Func<Panels, IPanelScan<TMetric>> scan, Func<Panels> differences)
    {
        IPanelScan<TMetric> blocks = scan(Panels);
        int[] left = Run(blocks, [.. Enumerable.Range(0, blocks.Blocks)], mayLeave: _totals == Totals.Products, reports: true);
        if (left.Length > 0)
        {
            (_totals, Panels) = (Totals.Differences, differences());
            Run(scan(Panels), left, mayLeave: false, reports: true);
        }
    }

    /// <summary>Answers some of the queries ahead of all; not part of the progress.</summary>
    public void AnswerSample(IPanelScan<TMetric> scan) => Run(scan, [.. Enumerable.Range(0, scan.Blocks)], mayLeave: false, reports: false);

    private int[] Run(IPanelScan<TMetric> scan, int[] blocks, bool mayLeave, bool reports) => _totals switch
    {
        Totals.Differences => Run<DifferenceTile<TMetric>>(scan, blocks, mayLeave, reports),
        Totals.InnerProducts => Run<InnerProductTile>(scan, blocks, mayLeave, reports),
        _ => Run<ProductTile>(scan, blocks, mayLeave, reports),
    };

    /// <returns>The blocks that were left because they have too few digits.</returns>
    private int[] Run<TTile>(IPanelScan<TMetric> scan, int[] blocks, bool mayLeave, bool reports)
        where TTile : struct, ITile
    {
        QueryBlock<TMetric, TTile>?[] scratch = new QueryBlock<TMetric, TTile>[_work.Team.Threads];
        bool[] left = new bool[blocks.Length];
        _work.Team.Run(
            blocks.Length,
            (block, worker) =>
            {
                QueryBlock<TMetric, TTile> queries = scratch[worker] ??= new(_work.Problem, Panels, mayLeave);
                queries.Clear();
                left[block] = !scan.Answer(blocks[block], worker, queries);
                if (reports && !left[block])
                {
                    _work.Advance(queries.Answered, worker);
                }
            });
        return [.. blocks.Where((_, block) => left[block])];
    }
}
