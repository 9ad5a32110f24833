using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Affinities;

/// <summary>What every kind of affinities promises; a single perplexity has <see cref="AffinityTests"/> of its own.</summary>
public sealed class AffinityKindTests
{
    /// <summary>Enough points for several blocks of rows.</summary>
    private static readonly NeighborGraph Blocks = Graphs.Of(new PointCloud(CloudShape.Duplicates, 1100, 3, 1, 4).ToDense(), 15);

    /// <summary>Kinds for clouds of 16 points or more, whose coordinates lie within ± 1.</summary>
    public static TheoryData<AffinityKind> Kinds =>
    [
        AffinityKind.Perplexity(4),
        AffinityKind.Multiscale(2, 9),
        AffinityKind.Multiscale(1.5, 4, 10),
        AffinityKind.Uniform(1),
        AffinityKind.Uniform(7),
        AffinityKind.FixedBandwidth(0.3),
        AffinityKind.FixedBandwidth(20),
    ];

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Conditional_and_joint_are_the_oracles(AffinityKind kind) =>
        Check.ForAll(Clouds.Of((16, 60), (2, 4), [1], [CloudShape.Uniform, CloudShape.Clusters]), cloud =>
        {
            double[,] x = cloud.ToDense(), expected = DenseAffinityKinds.Conditional(x, 14, kind), joint = DenseAffinities.Joint(expected);
            (double[,] lower, double[,] upper) = (DenseAffinityKinds.Conditional(x, 14, Scaled(kind, 1 - 1e-7)),
                DenseAffinityKinds.Conditional(x, 14, Scaled(kind, 1 + 1e-7)));
            NeighborGraph graph = Graphs.Of(x, 14);
            double[,] actual = Graphs.ToDense(Graphs.Conditional(graph, kind)),
                actualJoint = Graphs.ToDense(Graphs.Joint(graph, kind).Matrix);
            for (int i = 0; i < cloud.Points; i++)
            {
                for (int j = 0; j < cloud.Points; j++)
                {
                    // The perplexity is met to 1e-7 of itself. Where the nearest points are nearly as many as the perplexity and nearly
                    // equally far, the entropy is at a maximum of theirs, and a row moves with the root of that.
                    double error = 1e-5 + Movement(i, j), transposed = 1e-5 + Movement(j, i);
                    Assert.Equal(expected[i, j], actual[i, j], error);
                    Assert.Equal(joint[i, j], actualJoint[i, j], (error + transposed) / (2 * cloud.Points));
                }
            }

            double Movement(int i, int j) => Math.Abs(upper[i, j] - lower[i, j]);
        }, 20);

    private static AffinityKind Scaled(AffinityKind kind, double factor) => kind.Perplexities.Count == 0
        ? kind
        : AffinityKind.Multiscale([.. kind.Perplexities.Select(perplexity => perplexity * factor)]);

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Rows_sum_to_one_and_the_joint_is_their_symmetric_mean_to_the_last_bit(AffinityKind kind) =>
        Check.ForAll(Clouds.Of((16, 80), (1, 4)), cloud =>
        {
            NeighborGraph graph = Graphs.Of(cloud.ToDense(), 13);
            SparseMatrix rows = Graphs.Conditional(graph, kind), joint = Graphs.Joint(graph, kind).Matrix;
            Assert.Equal(Edges(rows).Concat(Edges(rows).Select(edge => (edge.Column, edge.Row))).Distinct().Order(), Edges(joint).Order());

            double[,] conditional = Graphs.ToDense(rows), p = Graphs.ToDense(joint);
            float scale = (float)(0.5 / cloud.Points);
            double total = 0;
            for (int i = 0; i < cloud.Points; i++)
            {
                double sum = 0;
                for (int j = 0; j < cloud.Points; j++)
                {
                    Assert.Equal(((float)conditional[i, j] + (float)conditional[j, i]) * scale, (float)p[i, j]);
                    Assert.True(conditional[i, j] >= 0);
                    sum += conditional[i, j];
                }

                Assert.Equal(1, sum, 1e-6);
                total += sum;
            }

            Assert.Equal(cloud.Points, total, 1e-5 * cloud.Points);

            // What the engine makes, its public door accepts.
            Assert.Equal(joint, new AffinityMatrix(joint).Matrix);
        }, 20);

    private static IEnumerable<(int Row, int Column)> Edges(SparseMatrix matrix) =>
        Enumerable.Range(0, matrix.Rows).SelectMany(
            row => matrix.ColumnsOf(row).ToArray().Select(column => (row, column)));

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void The_bits_do_not_depend_on_the_number_of_threads(AffinityKind kind)
    {
        SparseMatrix p = Graphs.Joint(Blocks, kind).Matrix, rows = Graphs.Conditional(Blocks, kind);
        foreach (int threads in new[] { 2, 3 })
        {
            SparseMatrix q = Graphs.Joint(Blocks, kind, threads).Matrix;
            Assert.Equal(p.ColumnIndices.ToArray(), q.ColumnIndices.ToArray());
            Assert.Equal(p.Values.ToArray(), q.Values.ToArray());
            Assert.Equal(rows.Values.ToArray(), Graphs.Conditional(Blocks, kind, threads).Values.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Points_in_another_order_have_the_same_affinities(AffinityKind kind)
    {
        double[,] x = new PointCloud(CloudShape.Uniform, 90, 3, 1, 8).ToDense();
        int[] order = [.. Enumerable.Range(0, 90)];
        new Random(3).Shuffle(order);
        double[,] moved = new double[90, 3];
        for (int i = 0; i < 90; i++)
        {
            for (int d = 0; d < 3; d++)
            {
                moved[i, d] = x[order[i], d];
            }
        }

        double[,] p = Graphs.ToDense(Graphs.Joint(Graphs.Of(x, 14), kind).Matrix),
            q = Graphs.ToDense(Graphs.Joint(Graphs.Of(moved, 14), kind).Matrix);
        for (int i = 0; i < 90; i++)
        {
            for (int j = 0; j < 90; j++)
            {
                Assert.Equal(p[order[i], order[j]], q[i, j]);
            }
        }
    }

    [Fact]
    public void Equal_scales_average_to_the_single_one_bit_for_bit_and_their_order_does_not_matter() => Check.ForAll(
        Clouds.Of((16, 60), (1, 4)),
        cloud =>
        {
            NeighborGraph graph = Graphs.Of(cloud.ToDense(), 14);
            float[] single = Values(AffinityKind.Perplexity(3.7));
            Assert.Equal(single, Values(AffinityKind.Multiscale(3.7)));
            Assert.Equal(single, Values(AffinityKind.Multiscale(3.7, 3.7)));
            Assert.Equal(single, Values(AffinityKind.Multiscale(3.7, 3.7, 3.7)));
            Assert.Equal(Values(AffinityKind.Multiscale(2, 11, 5)), Values(AffinityKind.Multiscale(11, 5, 2)));

            float[] Values(AffinityKind kind) => Graphs.Joint(graph, kind).Matrix.Values.ToArray();
        }, 30);

    [Fact]
    public void Uniform_rows_depend_on_who_is_near_not_on_how_near_nor_on_who_is_farther()
    {
        NeighborGraph graph = Graphs.Of(new PointCloud(CloudShape.Clusters, 100, 3, 1, 8).ToDense(), 14);
        NeighborGraph few = Graphs.Of(new PointCloud(CloudShape.Clusters, 100, 3, 1, 8).ToDense(), 6);
        NeighborGraph other = new([.. graph.Indices], [.. Enumerable.Range(0, 1400).Select(entry => (float)(entry % 14 * 1e30))], 14);
        SparseMatrix expected = Graphs.Joint(graph, AffinityKind.Uniform(6)).Matrix;
        AffinityKind uniform = AffinityKind.Uniform(6);
        foreach (SparseMatrix actual in new[] { Graphs.Joint(few, uniform).Matrix, Graphs.Joint(other, uniform).Matrix })
        {
            Assert.Equal(expected.ColumnIndices.ToArray(), actual.ColumnIndices.ToArray());
            Assert.Equal(expected.Values.ToArray(), actual.Values.ToArray());
        }

        // Nobody beyond the six has an entry, not even of zero: 1 / 12 N one way, 1 / 6 N both ways.
        Assert.All(expected.Values.ToArray(), value => Assert.True(Math.Round(value * 1200, 5) is 1 or 2));
    }

    [Fact]
    public void A_bandwidth_scales_with_the_distances() => Check.ForAll(Clouds.Of((16, 40), (1, 4), [1]), cloud =>
    {
        NeighborGraph graph = Graphs.Of(cloud.ToDense(), 13);
        float[] expected = Values(graph, 0.25);
        for (int exponent = -80; exponent <= 80; exponent += 40)
        {
            // A power of two moves nothing but exponents.
            float scale = MathF.ScaleB(1, exponent);
            NeighborGraph scaled = new([.. graph.Indices], [.. graph.Distances.ToArray().Select(distance => distance * scale)], 13);
            Assert.Equal(expected, Values(scaled, 0.25 * scale));
        }

        static float[] Values(NeighborGraph graph, double bandwidth) =>
            Graphs.Joint(graph, AffinityKind.FixedBandwidth(bandwidth)).Matrix.Values.ToArray();
    }, 30);

    [Theory]
    [InlineData(1e-320, new[] { 0.5f, 0.5f, 0, 0 })]
    [InlineData(1e-3, new[] { 0.5f, 0.5f, 0, 0 })]
    [InlineData(1e300, new[] { 0.25f, 0.25f, 0.25f, 0.25f })]
    public void A_bandwidth_of_any_size_gives_a_row(double bandwidth, float[] expected)
    {
        double[] row = new double[4];
        new FixedBandwidthRows<UnitWeights>(bandwidth, 4).Row([7, 7, 8, 9], default, row);
        Assert.Equal(expected, row.Select(p => (float)p));
    }

    [Fact]
    public void A_row_leaves_nothing_behind_for_the_next()
    {
        IRowProbabilities[] kinds =
        [
            RowProbabilities.Of<UnitWeights>(AffinityKind.FixedBandwidth(0.5), 9),
            RowProbabilities.Of<UnitWeights>(AffinityKind.Multiscale(2, 5), 9),
        ];
        float[] distances = [1, 2, 3, 4, 5, 6, 7, 8, 9], other = [0, 0, 0, 0, 0, 0, 0, 0, 1e9f];
        foreach (IRowProbabilities kind in kinds)
        {
            double[] first = new double[9], second = new double[9];
            kind.Row(distances, default, first);
            kind.Row(other, default, second);
            kind.Row(distances, default, second);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void Kinds_are_equal_by_value_and_say_what_they_are()
    {
        Assert.Equal(AffinityKind.Perplexity(30), AffinityKind.Multiscale(30));
        Assert.Equal(AffinityKind.Multiscale(30, 300), AffinityKind.Multiscale(300, 30));
        Assert.Equal(AffinityKind.Multiscale(30, 300).GetHashCode(), AffinityKind.Multiscale(300, 30).GetHashCode());
        AffinityKind[] different =
        [
            AffinityKind.Perplexity(30), AffinityKind.Perplexity(15), AffinityKind.Multiscale(15, 30),
            AffinityKind.Uniform(15), AffinityKind.Uniform(30),
            AffinityKind.FixedBandwidth(15), AffinityKind.FixedBandwidth(30),
        ];
        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.False(different[0].Equals(null));
        Assert.Equal(
            ["perplexity", "perplexity", "multiscale", "uniform", "uniform", "fixed", "fixed"], different.Select(kind => kind.Name));
        Assert.Equal("perplexity 12.5", AffinityKind.Perplexity(12.5).ToString());
        Assert.Equal("perplexities 30, 300 averaged", AffinityKind.Multiscale(300, 30).ToString());
        Assert.Equal("uniform over 15 neighbours", AffinityKind.Uniform(15).ToString());
        Assert.Equal("bandwidth 0.25", AffinityKind.FixedBandwidth(0.25).ToString());
        Assert.Equal([30.0, 300], AffinityKind.Multiscale(300, 30).Perplexities);
    }
}
