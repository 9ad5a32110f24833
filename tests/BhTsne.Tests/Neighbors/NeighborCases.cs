using BhTsne.Neighbors;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Neighbors;

/// <summary>Point sets that are hard for neighbour searches, and what must hold for every graph.</summary>
public static class NeighborCases
{
    /// <summary>The kinds of point sets.</summary>
    public enum Shape
    {
        Gaussian,
        Clusters,
        Grid,
        Duplicates,
        HalfTheSame,
        ConstantColumns,
        Tiny,
        Huge,
        FarClusters,
        Mixed,
        AllTheSame,
    }

    public static readonly Metric Delegate = Metric.Custom("sum of roots", (a, b) =>
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Sqrt(Math.Abs((double)a[i] - b[i]));
        }

        return (float)sum;
    });

    /// <summary>Every exact search that accepts the metric, the one over all pairs first.</summary>
    internal static INeighborSearch[] SearchesFor(Metric metric) =>
    [
        .. from method in new[] { NeighborMethod.Exact, NeighborMethod.VantagePointTree, NeighborMethod.KdTree }
           where NeighborRules.Fault(method, metric) is null
           select NeighborSearches.Create(new NeighborChoice(method, method, "")),
    ];

    public static Metric[] Metrics => [Metric.Euclidean, Metric.Manhattan, Metric.Chebyshev, Metric.Cosine, Delegate];

    /// <summary>One case; everything follows from it, so a failure can be replayed.</summary>
    public sealed record PointSet(Shape Shape, int Rows, int Columns, int Neighbors, int Seed)
    {
        public float[,] Points()
        {
            Random random = new(Seed);
            float[,] points = new float[Rows, Columns];
            for (int i = 0; i < Rows; i++)
            {
                int cluster = random.Next(5);
                for (int j = 0; j < Columns; j++)
                {
                    double gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    points[i, j] = (float)(Shape switch
                    {
                        Shape.Gaussian => gauss,
                        Shape.Clusters => gauss + (20 * Math.Sin((7 * cluster) + j)),
                        Shape.Grid or Shape.Duplicates => random.Next(4),
                        Shape.HalfTheSame => i % 2 == 0 ? 1.25 + j : gauss,
                        Shape.ConstantColumns => j % 2 == 0 ? 3.7 : gauss,
                        Shape.Tiny => gauss * 1e-20,
                        Shape.Huge => gauss * 1e20,
                        Shape.FarClusters => gauss + (i % 2 * 1e6),
                        Shape.Mixed => gauss * Math.Pow(10, 12 * (cluster - 2)),
                        _ => 2.5,
                    });
                }

                for (int j = 0; j < Columns && Shape == Shape.Duplicates && i > 2; j++)
                {
                    points[i, j] = points[random.Next(1 + (i / 3)), j];
                }
            }

            return points;
        }
    }

    public static Arbitrary<PointSet> Arbitrary { get; } = (
        from shape in Gen.Elements(Enum.GetValues<Shape>())
        from rows in Gen.Frequency((1, Gen.Choose(2, 20)), (2, Gen.Choose(21, 400)))
        from columns in Gen.Frequency((2, Gen.Choose(1, 4)), (2, Gen.Choose(5, 70)))
        from neighbors in Gen.Frequency((3, Gen.Choose(1, Math.Min(rows - 1, 12))), (1, Gen.Choose(1, rows - 1)))
        from seed in Gen.Choose(0, 1_000_000)
        select new PointSet(shape, rows, columns, neighbors, seed)).ToArbitrary();

    internal static NeighborGraph Find(INeighborSearch search, float[,] points, Metric metric, int k, int threads = 2)
    {
        using WorkerTeam team = new(threads);
        return NeighborGraph.Adopt(search.FindNeighbors(PointMatrix.From(points), metric, k, team, null));
    }

    public static void AssertSameBits(NeighborGraph expected, NeighborGraph actual)
    {
        Assert.Equal(expected.Indices.ToArray(), actual.Indices.ToArray());
        Assert.Equal(
            expected.Distances.ToArray().Select(BitConverter.SingleToInt32Bits),
            actual.Distances.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>
    /// Every row against float64: the distances are those of its neighbours, no nearer point is missing, the order is right.
    /// </summary>
    public static void AssertCorrect(
        float[,] points, Metric metric, NeighborGraph graph, double relative, bool exactIndices, double absolute = 1e-44)
    {
        Assert.Equal(points.GetLength(0), graph.Points);

        // What the engine takes over without checks, its public door accepts.
        Assert.Equal(graph.Points, new NeighborGraph(graph.Indices.ToArray(), graph.Distances.ToArray(), graph.NeighborsPerPoint).Points);

        // Queries are answered in groups of eight: an odd step checks every place of a group.
        int step = Math.Max(1, graph.Points / 24) | 1;
        for (int row = 0; row < graph.Points; row += step)
        {
            double[] all = BruteForceNeighbors.Distances(points, row, Oracle(metric));
            int[] nearest = BruteForceNeighbors.Nearest(all, graph.NeighborsPerPoint);
            int[] found = graph.NeighborsOf(row).ToArray();
            float[] distances = graph.DistancesOf(row).ToArray();
            Assert.Equal(found.Length, found.Distinct().Count());
            Assert.DoesNotContain(row, found);
            if (exactIndices)
            {
                Assert.Equal(nearest, found);
            }

            for (int i = 0; i < found.Length; i++)
            {
                AssertClose(all[nearest[i]], all[found[i]], relative, absolute);
                AssertClose(all[found[i]], distances[i], relative, absolute);
                Assert.True(
                    i == 0 || distances[i - 1] < distances[i] || (distances[i - 1] == distances[i] && found[i - 1] < found[i]),
                    $"Row {row} is out of order at {i}.");
            }
        }
    }

    private static void AssertClose(double expected, double actual, double relative, double absolute) =>
        Assert.True(Math.Abs(expected - actual) <= (relative * expected) + absolute, $"Expected {expected:R}, but found {actual:R}.");

    private static Func<double[], double[], double> Oracle(Metric metric) => metric.Kind switch
    {
        MetricKind.Euclidean => BruteForceNeighbors.Euclidean,
        MetricKind.Manhattan => BruteForceNeighbors.Manhattan,
        MetricKind.Chebyshev => BruteForceNeighbors.Chebyshev,
        MetricKind.Cosine => BruteForceNeighbors.Cosine,
        _ => (a, b) => a.Zip(b, (x, y) => Math.Sqrt(Math.Abs(x - y))).Sum(),
    };
}
