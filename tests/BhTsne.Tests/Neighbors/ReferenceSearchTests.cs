using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Neighbors;

/// <summary>Neighbours of points among references that they do not belong to, against float64.</summary>
public sealed class ReferenceSearchTests
{
    public static TheoryData<int> AllMetrics => [0, 1, 2, 3, 4, 5];

    /// <summary>
    /// Hard sets of points, of which the last third asks for neighbours among the others; some ask twice or are references.
    /// </summary>
    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Neighbours_are_those_of_the_definition(int which) => Check.ForAll(
        NeighborCases.Arbitrary,
        set =>
        {
            Metric metric = which < 5 ? NeighborCases.Metrics[which] : Metric.InnerProduct;
            if (metric == Metric.InnerProduct && set.Shape == NeighborCases.Shape.Mixed)
            {
                // Lengths of 1e-24 beside those of 1e24 keep no digits: the products have one scale.
                return;
            }

            float[,] all = set.Points();
            if (metric == Metric.Cosine || set.Rows < 3)
            {
                Shift(all);
            }

            int references = Math.Max(1, set.Rows * 2 / 3), outside = set.Rows - references;
            for (int i = 0; i < outside; i += 3)
            {
                // A reference asks, too.
                for (int j = 0; j < set.Columns; j++)
                {
                    all[references + i, j] = all[(i * 5) % references, j];
                }
            }

            float[,] old = Models.ModelCases.Rows(all, 0, references), added = Models.ModelCases.Rows(all, references, set.Rows);
            int k = 1 + (set.Seed % references);
            using WorkerTeam team = new(1 + (set.Seed % 3));
            ReferenceSearch search = new(PointMatrix.From(old), metric);
            ChunkedRows rows = search.Find(PointMatrix.From(added), k, team);
            Assert.Equal((outside, references), (rows.Rows, search.References));
            for (int row = 0; row < outside; row++)
            {
                (double[] exact, double tolerance) = Exact(old, added, row, metric);
                int[] found = rows.IndicesOf(row).ToArray();
                float[] distances = rows.ValuesOf(row).ToArray();
                Assert.Equal(k, found.Distinct().Count());
                double[] sorted = [.. exact.Order()];
                for (int i = 0; i < k; i++)
                {
                    Assert.True(
                        Math.Abs(exact[found[i]] - distances[i]) <= tolerance && Math.Abs(sorted[i] - distances[i]) <= tolerance,
                        $"{metric.Name}: row {row} has {distances[i]:R} at {i} instead of {exact[found[i]]:R}, {sorted[i]:R} is nearest");
                    Assert.True(i == 0 || distances[i - 1] < distances[i] || (distances[i - 1] == distances[i] && found[i - 1] < found[i]));
                }
            }

            // A point alone, and all in the opposite order on other threads: the same bits.
            using WorkerTeam other = new(1 + ((set.Seed + 1) % 3));
            float[,] reversed = new float[outside, set.Columns];
            for (int i = 0; i < outside; i++)
            {
                for (int j = 0; j < set.Columns; j++)
                {
                    reversed[outside - 1 - i, j] = added[i, j];
                }
            }

            ChunkedRows back = search.Find(PointMatrix.From(reversed), k, other);
            int one = set.Seed % outside;
            ChunkedRows alone = search.Find(PointMatrix.From(Models.ModelCases.Rows(added, one, one + 1)), k, team);
            AssertSame(rows, one, alone, 0);
            for (int row = 0; row < outside; row++)
            {
                AssertSame(rows, row, back, outside - 1 - row);
            }
        },
        cases: 30);

    /// <summary>Equal distances: the smaller index comes first, whatever the order in which tiles are compared.</summary>
    [Fact]
    public void Ties_go_to_the_smaller_index()
    {
        float[,] references = new float[500, 3];
        for (int i = 0; i < 500; i++)
        {
            references[i, i % 3] = i % 2 == 0 ? 1 : -1;
        }

        using WorkerTeam team = new(2);
        foreach (Metric metric in new[] { Metric.Euclidean, Metric.Manhattan, Metric.Chebyshev, NeighborCases.Delegate })
        {
            ChunkedRows rows = new ReferenceSearch(PointMatrix.From(references), metric).Find(PointMatrix.From(new float[9, 3]), 499, team);
            Assert.All(Enumerable.Range(0, 9), row => Assert.Equal(Enumerable.Range(0, 499), rows.IndicesOf(row).ToArray()));
        }
    }

    /// <summary>Two tight clusters far apart: products lose the digits that tell the points of a cluster apart.</summary>
    [Theory]
    [InlineData(1e4f)]
    [InlineData(1e6f)]
    public void Two_tight_clusters_far_apart_keep_their_digits(float apart)
    {
        Random random = new(3);
        float[,] all = new float[240, 5];
        for (int i = 0; i < 240; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                all[i, j] = (float)((i % 2 * apart) + random.NextDouble());
            }
        }

        float[,] old = Models.ModelCases.Rows(all, 0, 200), added = Models.ModelCases.Rows(all, 200, 240);
        using WorkerTeam team = new(1);
        ChunkedRows rows = new ReferenceSearch(PointMatrix.From(old), Metric.Euclidean).Find(PointMatrix.From(added), 20, team);
        for (int row = 0; row < 40; row++)
        {
            (double[] exact, _) = Exact(old, added, row, Metric.Euclidean);
            Assert.Equal(BruteForceNeighbors.Nearest(exact, 20), rows.IndicesOf(row).ToArray());
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(exact[rows.IndicesOf(row)[i]], rows.ValuesOf(row)[i], 1e-5 * exact[rows.IndicesOf(row)[i]]);
            }
        }
    }

    [Fact]
    public void The_number_of_neighbours_is_1_to_all()
    {
        ReferenceSearch search = new(PointMatrix.From(new float[4, 2]), Metric.Euclidean);
        using WorkerTeam team = new(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Find(PointMatrix.From(new float[2, 2]), 0, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Find(PointMatrix.From(new float[2, 2]), 5, team));
        Assert.Equal(4, search.Find(PointMatrix.From(new float[2, 2]), 4, team).LengthOf(1));
    }

    private static void AssertSame(ChunkedRows expected, int row, ChunkedRows actual, int at)
    {
        Assert.Equal(expected.IndicesOf(row).ToArray(), actual.IndicesOf(at).ToArray());
        Assert.Equal(
            expected.ValuesOf(row).ToArray().Select(BitConverter.SingleToInt32Bits),
            actual.ValuesOf(at).ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>No row of zeros, which has no direction.</summary>
    private static void Shift(float[,] points)
    {
        for (int i = 0; i < points.GetLength(0); i++)
        {
            points[i, 0] += points[i, 0] == 0 ? 1 : 0;
        }
    }

    /// <summary>The distances from a point to all references in float64, and how near single precision must come.</summary>
    private static (double[] Distances, double Tolerance) Exact(float[,] old, float[,] added, int row, Metric metric)
    {
        double[] from = Row(added, row);
        double[][] to = [.. Enumerable.Range(0, old.GetLength(0)).Select(i => Row(old, i))];
        if (metric == Metric.InnerProduct)
        {
            // Squared distances are differences of products: of twice the product of the lengths about 1e-7 is lost.
            double length = Length(from), longest = to.Max(Length);
            double[] products = [.. to.Select(other => from.Zip(other, (a, b) => a * b).Sum())];
            double[] distances = [.. products.Select(product => Math.Sqrt(Math.Max(0, 2 * ((length * longest) - product))))];
            return (distances, Math.Sqrt(4e-6 * length * longest));
        }

        Func<double[], double[], double> distance = metric.Kind switch
        {
            MetricKind.Euclidean => BruteForceNeighbors.Euclidean,
            MetricKind.Manhattan => BruteForceNeighbors.Manhattan,
            MetricKind.Chebyshev => BruteForceNeighbors.Chebyshev,
            MetricKind.Cosine => BruteForceNeighbors.Cosine,
            _ => (a, b) => a.Zip(b, (x, y) => Math.Sqrt(Math.Abs(x - y))).Sum(),
        };
        double[] exact = [.. to.Select(other => distance(from, other))];
        return (exact, (2e-6 * exact.Max()) + (metric == Metric.Cosine ? 1e-6 : 1e-44));
    }

    private static double Length(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private static double[] Row(float[,] points, int row) =>
        [.. Enumerable.Range(0, points.GetLength(1)).Select(j => (double)points[row, j])];
}
