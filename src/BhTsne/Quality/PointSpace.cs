using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>The input or the map, as query points see it: their nearest other points, and the ranks of given points.</summary>
/// <remarks>All N points are references, whatever the number of queries. One call at a time.</remarks>
internal abstract class PointSpace
{
    /// <summary>Finds the nearest other points of query points.</summary>
    /// <param name="queries">M points.</param>
    /// <param name="k">1 to N - 1.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    /// <returns>M x k points, the nearest first, ties to the smaller index.</returns>
    public abstract int[] Neighbors(int[] queries, int k, WorkerTeam team, IProgress<double>? progress);

    /// <summary>Counts, for each query and each of its targets, the other points that are strictly nearer to the query.</summary>
    /// <param name="queries">M points.</param>
    /// <param name="targets">M x k points, none its own query.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    /// <returns>M x k ranks, 1 for a nearest point.</returns>
    public abstract int[] Ranks(int[] queries, int[] targets, WorkerTeam team, IProgress<double>? progress);

    /// <summary>Creates the space of a metric.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <exception cref="TsneInputException">The metric is the cosine and a row is zero; the message names it.</exception>
    public static PointSpace Create(PointMatrix points, Metric metric) =>
        MetricDispatch<PointSpace>.Run(metric, new Visitor(points, metric));

    private readonly struct Visitor(PointMatrix points, Metric metric) : IMetricVisitor<PointSpace>
    {
        public PointSpace Visit<TMetric>()
            where TMetric : struct, IMetricKernel => new VectorSpace<MetricTotal<TMetric>>(points, metric);

        public PointSpace VisitInnerProduct() => new VectorSpace<ProductTotal>(points, metric);

        public PointSpace VisitCustom() => new CustomSpace(points, metric);
    }
}
