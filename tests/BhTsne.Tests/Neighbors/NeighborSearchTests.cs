using BhTsne.Data;
using BhTsne.Neighbors;
using FsCheck;
using FsCheck.Fluent;
using Shape = BhTsne.Tests.Neighbors.NeighborCases.Shape;

namespace BhTsne.Tests.Neighbors;

public sealed class NeighborSearchTests
{
    // Cosine normalises to single precision first: two unit vectors differ by their rounding even where they are the same direction.
    private const double CosineTolerance = 1e-6;

    private static IEnumerable<INeighborSearch> SearchesFor(Metric metric) =>
        metric.Kind == MetricKind.Custom
            ? [new BlockedSearch(), new VantagePointTree()]
            : [new BlockedSearch(), new VantagePointTree(), new KdTree()];

    [Fact]
    public void Every_search_agrees_with_float64_and_all_give_the_same_bits() =>
        Prop.ForAll(NeighborCases.Arbitrary, test =>
        {
            float[,] points = test.Points();
            foreach (Metric metric in NeighborCases.Metrics.Where(metric => metric.Kind != MetricKind.Cosine))
            {
                Check(points, metric, test.Neighbors, test.Shape is Shape.Grid or Shape.Duplicates && metric.Kind != MetricKind.Custom);
            }
        }).QuickCheckThrowOnFailure();

    private static void Check(float[,] points, Metric metric, int k, bool exactIndices)
    {
        NeighborGraph? first = null;
        foreach (INeighborSearch search in SearchesFor(metric))
        {
            NeighborGraph graph = NeighborCases.Find(search, points, metric, k);
            NeighborCases.AssertCorrect(points, metric, graph, 1e-6, exactIndices);
            NeighborCases.AssertSameBits(first ??= graph, graph);
        }
    }
}
