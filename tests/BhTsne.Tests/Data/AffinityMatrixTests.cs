using BhTsne.Tests.Affinities;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Data;

public sealed class AffinityMatrixTests
{
    [Fact]
    public void Random_symmetric_affinities_are_taken() =>
        Check.ForAll(
            SparseAffinities.Of(2, 40),
            p =>
            {
                AffinityMatrix affinities = p.ToAffinities();
                Assert.Equal(p.Points, affinities.Points);
                double sum = 0;
                foreach (float value in affinities.Matrix.Values)
                {
                    sum += value;
                }

                Assert.Equal(1, sum, 1e-6);
            });

    [Fact]
    public void Any_one_entry_changed_alone_is_refused() =>
        Check.ForAll(
            SparseAffinities.Of(3, 20),
            p =>
            {
                SparseMatrix good = p.ToAffinities().Matrix;
                float[] values = good.Values.ToArray();
                values[new Random(p.Seed).Next(values.Length)] *= 1.0001f;
                Assert.Contains(
                    "symmetric",
                    Refused(new SparseMatrix(good.RowOffsets, good.ColumnIndices, values, p.Points)),
                    StringComparison.Ordinal);
            });

    [Fact]
    public void Faults_are_named()
    {
        Assert.Contains("2 x 3", Refused(new SparseMatrix([0, 1, 2], [1, 0], [0.5f, 0.5f], 3)), StringComparison.Ordinal);
        Assert.Contains("Entry (0, 0) is 1", Refused(new SparseMatrix([0, 1, 1], [0], [1], 2)), StringComparison.Ordinal);
        Assert.Contains("Entry (0, 1) is -0.5", Refused(new SparseMatrix([0, 1, 2], [1, 0], [-0.5f, -0.5f], 2)), StringComparison.Ordinal);
        Assert.Contains("entry (1, 0) differs", Refused(new SparseMatrix([0, 1, 1], [1], [1], 2)), StringComparison.Ordinal);
        Assert.Contains("sum to 0.75", Refused(new SparseMatrix([0, 1, 2], [1, 0], [0.375f, 0.375f], 2)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new AffinityMatrix(null!));
    }

    [Fact]
    public void The_generated_affinities_and_their_dense_form_agree()
    {
        SparseAffinities p = new(12, 0.5, 9);
        double[,] dense = p.ToDense();
        SparseMatrix sparse = p.ToAffinities().Matrix;
        Assert.Equal(1, dense.Cast<double>().Sum(), 1e-12);
        Assert.Equal(Dense.Flat(dense).ToArray().Count(value => value > 0), sparse.Values.Length);
        for (int i = 0; i < 12; i++)
        {
            for (int entry = 0; entry < sparse.ColumnsOf(i).Length; entry++)
            {
                Assert.Equal((float)dense[i, sparse.ColumnsOf(i)[entry]], sparse.ValuesOf(i)[entry]);
            }
        }
    }

    [Fact]
    public void Weights_become_P_by_their_definition() =>
        Check.ForAll(
            SparseAffinities.Of(2, 40),
            p =>
            {
                // Another scale, another weight each way, some one way alone, and zeros on the diagonal that are stored.
                Random random = new(p.Seed);
                double[,] weights = p.ToDense();
                foreach (ref double weight in Dense.Flat(weights))
                {
                    weight = (float)(weight * 1000 * random.NextDouble() * random.Next(3));
                }

                weights[0, 1] = 1;
                double total = Dense.Flat(weights).ToArray().Sum();
                SparseMatrix actual = AffinityMatrix.Symmetrized(Stored(weights)).Matrix;
                double[,] dense = Graphs.ToDense(actual);

                for (int i = 0; i < p.Points; i++)
                {
                    for (int j = 0; j < p.Points; j++)
                    {
                        double expected = (weights[i, j] + weights[j, i]) / (2 * total);
                        Assert.Equal(expected, dense[i, j], 1e-7 * expected);
                        Assert.Equal(dense[j, i], dense[i, j]);
                    }
                }

                // Its own public door takes it, and so no diagonal is left.
                Assert.Equal(p.Points, new AffinityMatrix(actual).Points);
            });

    [Theory]
    [InlineData(1e-38f)]
    [InlineData(3e38f)]
    public void Weights_of_any_scale_are_taken(float weight)
    {
        SparseMatrix p = AffinityMatrix.Symmetrized(new SparseMatrix([0, 1, 2, 3], [1, 2, 0], [weight, weight, weight], 3)).Matrix;
        Assert.Equal([1, 2, 0, 2, 0, 1], p.ColumnIndices.ToArray());
        Assert.All(p.Values.ToArray(), value => Assert.Equal(1 / 6f, value));
    }

    [Fact]
    public void Faults_of_weights_are_named()
    {
        Assert.Contains("2 x 3", Of(new SparseMatrix([0, 1, 2], [1, 0], [0.5f, 0.5f], 3)), StringComparison.Ordinal);
        Assert.Contains(
            "Entry (1, 1) is 2; affinities have no diagonal", Of(new SparseMatrix([0, 1, 2], [1, 1], [1, 2], 2)), StringComparison.Ordinal);
        Assert.Contains("Entry (1, 0) is -3; ", Of(new SparseMatrix([0, 1, 2], [1, 0], [1, -3], 2)), StringComparison.Ordinal);
        Assert.Contains("All similarities are zero", Of(new SparseMatrix([0, 1, 1], [1], [0], 2)), StringComparison.Ordinal);
        Assert.Contains("All similarities are zero", Of(new SparseMatrix([0, 0, 0], [], [], 2)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => AffinityMatrix.Symmetrized(null!));

        static string Of(SparseMatrix weights) => Assert.Throws<ArgumentException>(() => AffinityMatrix.Symmetrized(weights)).Message;
    }

    /// <summary>Positive entries, and the whole diagonal.</summary>
    private static SparseMatrix Stored(double[,] dense)
    {
        int n = dense.GetLength(0);
        List<int> columns = [];
        List<float> values = [];
        long[] offsets = new long[n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (dense[i, j] > 0 || i == j)
                {
                    columns.Add(j);
                    values.Add((float)dense[i, j]);
                }
            }

            offsets[i + 1] = columns.Count;
        }

        return new SparseMatrix(offsets, columns.ToArray(), values.ToArray(), n);
    }

    private static string Refused(SparseMatrix matrix) => Assert.Throws<ArgumentException>(() => new AffinityMatrix(matrix)).Message;
}
