using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Affinities;

public sealed class AffinityTests
{
    [Fact]
    public void Rows_reach_the_perplexity_and_are_the_oracles() => Check.ForAll(Rows(), row =>
    {
        float[] distances = row.Distances();
        double[] probabilities = new double[distances.Length];
        new PerplexitySearch<UnitWeights>(row.Perplexity, distances.Length).Row(distances, default, probabilities);
        double[] expected = DenseAffinities.Row([.. distances.Select(d => (double)d * d)], row.Perplexity);
        Assert.Equal(1, probabilities.Sum(), 1e-6);
        Assert.Equal(row.Perplexity, DenseAffinities.Perplexity(probabilities), 1e-5 * row.Perplexity);
        for (int j = 0; j < distances.Length; j++)
        {
            Assert.Equal(expected[j], probabilities[j], 1e-5);
        }
    }, 300);

    /// <summary>
    /// From the first guess for these groups of points, Newton's steps go from one side of the solution to the other and back, and hardly
    /// come nearer.
    /// </summary>
    [Fact]
    public void A_row_on_which_Newtons_steps_alternate_has_the_perplexity()
    {
        (float Squared, int Points)[] groups =
            [(0, 1), (0.03f, 1), (0.11f, 9), (0.14f, 8), (0.36f, 6), (0.43f, 6), (0.58f, 10), (0.92f, 12), (1, 4)];
        float[] distances = [.. groups.SelectMany(group => Enumerable.Repeat(MathF.Sqrt(group.Squared), group.Points))];
        double[] probabilities = new double[distances.Length];
        new PerplexitySearch<UnitWeights>(6, distances.Length).Row(distances, default, probabilities);
        Assert.Equal(6, DenseAffinities.Perplexity(probabilities), 6e-5);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(3f)]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void Equal_distances_give_the_uniform_row(float distance)
    {
        double[] probabilities = new double[7];
        new PerplexitySearch<UnitWeights>(3, 7).Row([.. Enumerable.Repeat(distance, 7)], default, probabilities);
        Assert.All(probabilities, p => Assert.Equal(1f / 7, p));
    }

    /// <summary>Five duplicates and a perplexity of 3: no Gaussian is narrow enough, its limit weighs the duplicates alone.</summary>
    [Fact]
    public void More_ties_for_the_nearest_than_the_perplexity_give_the_uniform_row_over_them()
    {
        double[] probabilities = new double[7];
        new PerplexitySearch<UnitWeights>(3, 7).Row([0, 0, 0, 0, 0, 1, 2], default, probabilities);
        Assert.Equal([0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0, 0], probabilities);
    }

    /// <summary>As many duplicates as the perplexity: the uniform row over them is the limit, and no other point has a share.</summary>
    [Fact]
    public void As_many_ties_for_the_nearest_as_the_perplexity_give_the_uniform_row_over_them()
    {
        double[] probabilities = new double[7];
        new PerplexitySearch<UnitWeights>(5, 7).Row([0, 0, 0, 0, 0, 1, 2], default, probabilities);
        Assert.Equal([0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0, 0], probabilities);
    }

    /// <summary>Places of 3 and 2 points tie for the nearest: five points share the row, at each perplexity up to 5.</summary>
    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Ties_for_the_nearest_count_by_their_weight(double perplexity)
    {
        double[] probabilities = new double[4];
        new PerplexitySearch<GivenWeights>(perplexity, 4).Row([1, 1, 3, 4], [3, 2, 1, 1], probabilities);
        Assert.Equal([0.6f, 0.4f, 0, 0], probabilities);
    }

    [Fact]
    public void The_joint_is_the_oracles() => Check.ForAll(
        Clouds.Of((8, 80), (2, 5), [1e-4, 1, 1e3], [CloudShape.Uniform, CloudShape.Clusters]),
        cloud =>
        {
            int k = Math.Min(cloud.Points - 1, 15);
            double[,] x = cloud.ToDense();
            double[,] expected = DenseAffinities.Joint(DenseAffinities.Conditional(x, k, 4));
            double[,] actual = Graphs.ToDense(Joint(Graphs.Of(x, k), 4, 1).Matrix);
            for (int i = 0; i < cloud.Points; i++)
            {
                for (int j = 0; j < cloud.Points; j++)
                {
                    Assert.Equal(expected[i, j], actual[i, j], 2e-5 / cloud.Points);
                }
            }
        }, 50);

    [Fact]
    public void P_is_symmetric_to_the_last_bit_and_sums_to_one() => Check.ForAll(Clouds.Of((5, 200), (1, 5)), cloud =>
    {
        SparseMatrix p = Joint(Graphs.Of(cloud.ToDense(), Math.Min(cloud.Points - 1, 12)), 3, 1).Matrix;
        double[,] dense = Graphs.ToDense(p);
        double sum = 0;
        for (int i = 0; i < cloud.Points; i++)
        {
            Assert.Equal(0, dense[i, i]);
            for (int j = 0; j < cloud.Points; j++)
            {
                Assert.Equal(dense[i, j], dense[j, i]);
                sum += dense[i, j];
            }

            int[] columns = p.ColumnsOf(i).ToArray();
            Assert.Equal(columns.Distinct().Order(), columns);
        }

        Assert.Equal(1, sum, 1e-5);

        // What the engine makes, its public door accepts.
        Assert.Equal(p, new AffinityMatrix(p).Matrix);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        NeighborGraph graph = Graphs.Of(new PointCloud(CloudShape.Duplicates, 900, 3, 1, 4).ToDense(), 15);
        SparseMatrix one = Joint(graph, 5, 1).Matrix, many = Joint(graph, 5, threads).Matrix;
        Assert.Equal(one.RowOffsets.ToArray(), many.RowOffsets.ToArray());
        Assert.Equal(one.ColumnIndices.ToArray(), many.ColumnIndices.ToArray());
        Assert.Equal(one.Values.ToArray(), many.Values.ToArray());
    }

    [Fact]
    public void Rows_written_over_the_graph_give_the_same_bits_and_a_graph_that_is_not_given_away_stays_as_it_was() =>
        Check.ForAll(Clouds.Of((5, 200), (1, 5)), cloud =>
        {
            NeighborGraph graph = Graphs.Of(cloud.ToDense(), Math.Min(cloud.Points - 1, 12));
            int[] indices = graph.Indices.ToArray();
            float[] distances = graph.Distances.ToArray();
            SparseMatrix kept = Joint(graph, 3, 2).Matrix;
            Assert.Equal(indices, graph.Indices.ToArray());
            Assert.Equal(distances, graph.Distances.ToArray());
            SparseMatrix taken = Graphs.Joint(Graphs.Copy(graph), AffinityKind.Perplexity(3), 2).Matrix;
            Assert.Equal(kept.RowOffsets.ToArray(), taken.RowOffsets.ToArray());
            Assert.Equal(kept.ColumnIndices.ToArray(), taken.ColumnIndices.ToArray());
            Assert.Equal(kept.Values.ToArray(), taken.Values.ToArray());
        });

    private static AffinityMatrix Joint(NeighborGraph graph, double perplexity, int threads) =>
        Graphs.Joint(graph, AffinityKind.Perplexity(perplexity), threads);

    private static Arbitrary<Row> Rows() =>
        (from count in Gen.Choose(2, 120)
         from share in Gen.Choose(5, 95)
         from scale in Gen.Elements(1e-18, 1e-6, 1.0, 1e6, 1e18)
         from offset in Gen.Elements(0.0, 1.0, 100.0)
         from seed in Gen.Choose(0, int.MaxValue - 1)
         select new Row(count, Math.Max(1.05, share / 100.0 * count), scale, offset, seed)).ToArbitrary();

    /// <summary>A row of ascending distances: a spread about an offset, at any scale; the nearest are told apart.</summary>
    private sealed record Row(int Count, double Perplexity, double Scale, double Offset, int Seed)
    {
        public float[] Distances()
        {
            Random random = new(Seed);
            return [.. Enumerable.Range(0, Count).Select(j => (float)(Scale * (Offset + j + random.NextDouble()) / Count)).Order()];
        }
    }
}
