using BhTsne.Data;
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
                Assert.Contains("symmetric", Refused(new SparseMatrix(good.RowOffsets, good.ColumnIndices, values, p.Points)), StringComparison.Ordinal);
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
            for (int entry = (int)sparse.RowOffsets[i]; entry < sparse.RowOffsets[i + 1]; entry++)
            {
                Assert.Equal((float)dense[i, sparse.ColumnIndices[entry]], sparse.Values[entry]);
            }
        }
    }

    private static string Refused(SparseMatrix matrix) => Assert.Throws<ArgumentException>(() => new AffinityMatrix(matrix)).Message;
}
