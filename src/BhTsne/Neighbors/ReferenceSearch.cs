using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// The nearest of fixed reference points to points that are not among them: exact, whatever the number of points asked for at a time, by
/// the tiles of the exhaustive search.
/// </summary>
/// <remarks>
/// Distances have the bits of the other searches. What it costs is in docs/performance.md, "New points". The references are packed at the
/// first search. Safe to use from several threads at once, each with a team of its own.
/// </remarks>
internal sealed class ReferenceSearch
{
    private readonly Lock _lock = new();
    private readonly Metric _metric;
    private readonly ScaledPoints _references;
    private readonly int[] _order;
    private Panels? _products;
    private Panels? _differences;

    /// <summary>Takes the references. Nothing is copied yet.</summary>
    /// <param name="references">N x D.</param>
    /// <param name="metric">The distance.</param>
    public ReferenceSearch(PointMatrix references, Metric metric)
    {
        _metric = metric;
        _references = ScaledPoints.For(references, metric, OutsidePoints.ReferenceExponent);
        _order = Enumerable.Range(0, references.Rows).ToArray();
    }

    /// <summary>The number of references, N.</summary>
    public int References => _references.Rows;

    /// <summary>Finds neighbours.</summary>
    /// <param name="points">M x D.</param>
    /// <param name="k">The number of neighbours, 1 to N.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    /// <returns>M rows of k references and distances (not squared), the nearest first, ties to the smaller index.</returns>
    /// <exception cref="TsneInputException">A row of zeros has no cosine, or a custom function failed.</exception>
    public ChunkedRows Find(PointMatrix points, int k, WorkerTeam team, IProgress<double>? progress = null)
    {
        ScaledPoints all = _references.WithOutside(points, _metric);
        NeighborProblem problem = NeighborProblem.OfOutside(all, _metric, k, points.Rows, _order);
        return MetricDispatch<ChunkedRows>.Run(_metric, new Visitor(this, new NeighborWork(problem, team, progress)));
    }

    /// <summary>The references packed for a kind of totals; made once.</summary>
    private Panels Panels(ref Panels? panels, Action<Panels> prepare, WorkerTeam team)
    {
        lock (_lock)
        {
            if (panels is null)
            {
                Panels made = new(_references, _order);
                prepare(made);
                made.Fill(team);
                panels = made;
            }

            return panels;
        }
    }

    private Panels Products(NeighborWork work) => Panels(ref _products, panels => panels.UseCentre(work.Problem.Centre()), work.Team);

    private Panels Differences(NeighborWork work) => Panels(ref _differences, _ => { }, work.Team);

    private Panels InnerProductPanels(NeighborWork work) =>
        Panels(ref _products, panels => panels.UseSharedLength(InnerProducts.LargestLength(_references)), work.Team);

    private readonly struct Visitor(ReferenceSearch search, NeighborWork work) : IMetricVisitor<ChunkedRows>
    {
        public ChunkedRows Visit<TMetric>()
            where TMetric : struct, IMetricKernel
        {
            CandidateScan<TMetric> scan = TMetric.IsSquared
                ? CandidateScan<TMetric>.ProductsOver(work, search.Products(work))
                : CandidateScan<TMetric>.DifferencesOver(work, search.Differences(work));
            ReferenceSearch references = search;
            NeighborWork own = work;
            scan.AnswerOutside(Blocks, () => references.Differences(own));
            return work.Complete();

            ExhaustiveScan<TMetric> Blocks(Panels panels) => new(own, panels, Slots(own, panels), PerBlock(own));
        }

        public ChunkedRows VisitInnerProduct()
        {
            Panels panels = search.InnerProductPanels(work);
            CandidateScan<EuclideanKernel>.InnerProductsOver(work, panels).Answer(
                new ExhaustiveScan<EuclideanKernel>(work, panels, Slots(work, panels), PerBlock(work)));
            return work.Complete();
        }

        public ChunkedRows VisitCustom()
        {
            CustomExhaustiveScan.Run(work);
            return work.Complete();
        }

        private static int[] Slots(NeighborWork work, Panels panels) =>
            Enumerable.Range(panels.FirstOutsideSlot, work.Problem.Queries.Length).ToArray();

        /// <summary>Queries of a block: few enough that all threads have work.</summary>
        private static int PerBlock(NeighborWork work) => Math.Clamp(
            work.Problem.Queries.Length / (4 * work.Team.Threads) / QueryGroup.Size * QueryGroup.Size,
            QueryGroup.Size,
            ExhaustiveScan<EuclideanKernel>.QueriesPerBlock);
    }
}
