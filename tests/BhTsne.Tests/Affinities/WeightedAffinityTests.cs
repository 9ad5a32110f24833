using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Affinities;

/// <summary>P of points with weights is P of the repeated points, summed over the copies of each pair.</summary>
public sealed class WeightedAffinityTests
{
    public static TheoryData<AffinityKind> Kinds =>
    [
        AffinityKind.Perplexity(6),
        AffinityKind.Perplexity(2),
        AffinityKind.Multiscale(4, 9),
        AffinityKind.FixedBandwidth(0.3),
        AffinityKind.FixedBandwidth(20),
    ];

    /// <summary>
    /// All copies are neighbours: the definition over all pairs of copies, siblings among them, and what the costs need of it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void P_is_that_of_the_repeated_points(AffinityKind kind) =>
        Check.ForAll(Clouds.Of((12, 40), (2, 4), [1], [CloudShape.Uniform, CloudShape.Clusters]), cloud =>
        {
            Copies copies = Copies.Random(cloud.Points, cloud.Seed);
            int all = copies.Of.Length;
            double[,] conditional = DenseAffinityKinds.Conditional(copies.Repeat(cloud), all - 1, kind),
                joint = DenseAffinities.Joint(conditional);
            AffinityMatrix p = Weighted(cloud, copies.Weights, all - 1, kind);
            AssertJoint(copies.Sum(joint), p);
            double entropy = Enumerable.Range(0, all)
                .Average(a => DenseAffinities.Entropy(Enumerable.Range(0, all).Select(b => conditional[a, b])));
            Assert.Equal(entropy, p.ConditionalEntropy!.Value, 1e-5);
            Assert.Equal(-DenseAffinities.Entropy(joint.Cast<double>()), p.SumOfPLogP, 1e-4);
            Assert.Equal(all, p.Weights!.Sum);
        }, 15);

    /// <summary>
    /// A row takes its own copies first, then whole points, the nearest first, until it has as many copies as are asked for.
    /// </summary>
    [Fact]
    public void A_row_has_whole_points_of_at_least_as_many_copies() =>
        Check.ForAll(Clouds.Of((12, 40), (2, 4), [1], [CloudShape.Uniform]), cloud =>
        {
            const int K = 9;
            float[] m = Copies.Random(cloud.Points, cloud.Seed).Weights;
            AssertJoint(Truncated(cloud, m, K, row => DenseAffinities.Row(row, 5)), Weighted(cloud, m, K, AffinityKind.Perplexity(5)));
            AssertJoint(
                Truncated(cloud, m, K, row => [.. row.Select(_ => 1.0 / row.Length)]), Weighted(cloud, m, 2 * K, AffinityKind.Uniform(K)));
        }, 15);

    /// <summary>Weights need not be whole: m enters every sum as it is.</summary>
    [Fact]
    public void Rows_of_weights_that_are_not_whole_have_the_perplexity()
    {
        PointCloud cloud = new(CloudShape.Uniform, 30, 3, 1, 5);
        float[] m = [.. Enumerable.Range(0, 30).Select(i => 1 + (i % 5 * 0.37f))];
        Assert.Equal(Math.Log(7), Weighted(cloud, m, 30, AffinityKind.Perplexity(7)).ConditionalEntropy!.Value, 1e-5);
    }

    [Theory]
    [InlineData("t-SNE")]
    [InlineData("alpha = 0.5")]
    [InlineData("symmetric SNE")]
    [InlineData("SNE")]
    public void The_gradient_and_the_cost_are_those_of_the_repeated_points(string name) =>
        Check.ForAll(Clouds.Of((14, 40), (3, 3), [1], [CloudShape.Uniform]), cloud =>
        {
            ObjectiveCase objective = ObjectiveCase.All[name];
            Copies copies = Copies.Random(cloud.Points, cloud.Seed);
            int all = copies.Of.Length;
            PointCloud map = new(CloudShape.Uniform, cloud.Points, 2, 1.5, cloud.Seed ^ 1);
            AffinityMatrix p = Weighted(cloud, copies.Weights, all - 1, AffinityKind.Perplexity(6));
            double[,] conditional = DenseAffinities.Conditional(copies.Repeat(cloud), all - 1, 6), y = copies.Repeat(map);
            (double[,] expected, double expectedCost) = objective.Definition(conditional, y);
            double size = objective.Size(conditional, y);
            using WorkerTeam team = new(1);
            IGradient gradient = DescentFactory.Gradient<TwoDimensions>(
                p, new PointLayout(p, team), new TreeState(map.Points), objective.Options, team);
            Assert.Equal(expectedCost, gradient.ComputeWithCost(Maps.Positions<TwoDimensions>(map), 0), 1e-4);
            for (int copy = 0; copy < all; copy++)
            {
                for (int axis = 0; axis < 2; axis++)
                {
                    int at = (copies.Of[copy] * 2) + axis;
                    Assert.Equal(expected[copy, axis], 4 * (gradient.Attraction[at] - (gradient.Repulsion[at] / gradient.Z)), 2e-5 * size);
                }
            }
        }, 15);

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        PointCloud cloud = new(CloudShape.Duplicates, 1300, 3, 1, 4);
        float[] m = Copies.Random(1300, 2).Weights;
        AffinityMatrix one = Weighted(cloud, m, 15, AffinityKind.Perplexity(5)),
            three = Weighted(cloud, m, 15, AffinityKind.Perplexity(5), 3);
        Assert.Equal(one.Matrix.Values.ToArray(), three.Matrix.Values.ToArray());
        Assert.Equal(one.Matrix.ColumnIndices.ToArray(), three.Matrix.ColumnIndices.ToArray());
        Assert.Equal((one.ConditionalEntropy, one.SumOfPLogP), (three.ConditionalEntropy, three.SumOfPLogP));
    }

    /// <summary>Rows that are written over their neighbours cannot be computed twice: after a cancellation only the others are.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Rows_that_were_cancelled_continue_where_they_were(int threads)
    {
        const int Points = 1600, K = 12;
        NeighborGraph graph = Graphs.Of(new PointCloud(CloudShape.Uniform, Points, 3, 1, 4).ToDense(), K);
        AffinityKind kind = AffinityKind.Perplexity(4);
        ChunkedRows expected = Compute(Graphs.Copy(graph), at: int.MaxValue), actual = Compute(Graphs.Copy(graph), at: 700);
        for (int row = 0; row < Points; row++)
        {
            Assert.Equal(expected.IndicesOf(row).ToArray(), actual.IndicesOf(row).ToArray());
            Assert.Equal(expected.ValuesOf(row).ToArray(), actual.ValuesOf(row).ToArray());
        }

        ChunkedRows Compute(ChunkedRows neighbors, int at)
        {
            using CancellationTokenSource source = new();
            using WorkerTeam team = new(threads, source.Token);
            CancelingWeights weights = new(Points, at, source);
            ConditionalRows rows = ConditionalRows.Create(neighbors, overwrite: true, kind, weights with { At = int.MaxValue }, K);
            Assert.Same(neighbors, rows.Rows);
            if (at < int.MaxValue)
            {
                Assert.ThrowsAny<OperationCanceledException>(() => rows.Compute(neighbors, kind, weights, team));
                team.Cancellation = CancellationToken.None;
            }

            rows.Compute(neighbors, kind, weights, team);
            return rows.Rows;
        }
    }

    [Fact]
    public void Rows_that_cannot_have_the_perplexity_are_refused()
    {
        PointCloud cloud = new(CloudShape.Uniform, 20, 2, 1, 3);
        NeighborGraph graph = Graphs.Of(cloud.ToDense(), 4);
        float[] m = [.. Enumerable.Repeat(1f, 19), 2];
        TsneInputException few = Assert.Throws<TsneInputException>(
            () => Tsne.ComputeAffinities(new TsneInput(graph) { Weights = m }, new() { Perplexity = 6, NeighborCount = 18 }));
        Assert.Contains("cannot be reached with the neighbours of point", few.Message, StringComparison.Ordinal);
        TsneInputException alone = Assert.Throws<TsneInputException>(
            () => Tsne.ComputeAffinities(
                new TsneInput(graph) { Weights = Enumerable.Repeat(50f, 20).ToArray() }, new() { Perplexity = 6 }));
        Assert.Contains("Choose a larger one, or divide all weights", alone.Message, StringComparison.Ordinal);
    }

    /// <summary>The own copies but one and four neighbours: 0.5 + 4 x 1.5 = 6.5, which a perplexity must stay below.</summary>
    [Fact]
    public void A_perplexity_of_all_the_weight_of_a_row_is_refused()
    {
        NeighborGraph graph = Graphs.Of(new PointCloud(CloudShape.Uniform, 20, 2, 1, 3).ToDense(), 4);
        TsneInput input = new(graph) { Weights = Enumerable.Repeat(1.5f, 20).ToArray() };
        TsneInputException all = Assert.Throws<TsneInputException>(
            () => Tsne.ComputeAffinities(input, new() { Perplexity = 6.5, NeighborCount = 19 }));
        Assert.Contains("sum to 6.5", all.Message, StringComparison.Ordinal);
        Assert.Equal(20, Tsne.ComputeAffinities(input, new() { Perplexity = 6.4, NeighborCount = 19 }).Points);
    }

    private static AffinityMatrix Weighted(PointCloud cloud, float[] weights, int k, AffinityKind kind, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        NeighborGraph graph = Graphs.Of(cloud.ToDense(), Math.Min(2 * k, cloud.Points - 1));
        return new JointAffinities(graph, new PointWeights(weights)).Compute(kind, k, team);
    }

    /// <summary>P of places, from rows over all copies that a row takes.</summary>
    private static double[,] Truncated(PointCloud cloud, float[] m, int k, Func<double[], double[]> row)
    {
        double[,] squared = Dense.SquaredDistances(cloud.ToDense()), given = new double[m.Length, m.Length],
            joint = new double[m.Length, m.Length];
        for (int i = 0; i < m.Length; i++)
        {
            List<int> of = [.. Enumerable.Repeat(i, (int)m[i] - 1)];
            foreach (int j in Dense.OthersByDistance(squared, i))
            {
                of.AddRange(of.Count < k ? Enumerable.Repeat(j, (int)m[j]) : []);
            }

            double[] p = row([.. of.Select(j => squared[i, j])]);
            for (int copy = 0; copy < p.Length; copy++)
            {
                given[i, of[copy]] += m[i] * p[copy] / m.Sum();
            }
        }

        for (int i = 0; i < m.Length; i++)
        {
            for (int j = 0; j < m.Length; j++)
            {
                joint[i, j] = (given[i, j] + given[j, i]) / 2;
            }
        }

        return joint;
    }

    private static void AssertJoint(double[,] expected, AffinityMatrix actual)
    {
        double[,] dense = Graphs.ToDense(actual.Matrix);
        for (int i = 0; i < actual.Points; i++)
        {
            for (int j = 0; j < actual.Points; j++)
            {
                Assert.Equal(i == j ? 0 : expected[i, j], dense[i, j], 2e-5 / actual.Points);
                Assert.Equal(dense[j, i], dense[i, j]);
            }
        }
    }

    /// <summary>Weights of 1 that cancel a run when the weight of one point is read.</summary>
    private readonly record struct CancelingWeights(int Points, int At, CancellationTokenSource Source) : IWeights
    {
        public static bool AreOne => false;

        public double Sum => Points;

        public float Of(int point)
        {
            if (point == At)
            {
                Source.Cancel();
            }

            return 1;
        }
    }
}
