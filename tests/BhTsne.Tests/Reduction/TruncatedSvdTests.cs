using BhTsne.IO;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace BhTsne.Tests.Reduction;

public sealed class TruncatedSvdTests(ITestOutputHelper output)
{
    /// <summary>
    /// Up to 32 dimensions are spanned whole, 90 and more are iterated; beyond 22 components in two panels of 32 columns.
    /// </summary>
    public static TheoryData<int, int, double, int, int> Widths =>
        new() { { 1, 32, 0.9, 1, 8 }, { 33, 80, 0.8, 1, 8 }, { 90, 150, 0.75, 1, 8 }, { 140, 150, 0.9, 25, 40 } };

    [Theory]
    [MemberData(nameof(Widths))]
    public void Singular_values_axes_and_reduced_points_are_those_of_the_definition(
        int least, int most, double decay, int fewest, int components)
    {
        Gen<(SparseCloud Cloud, int K)> cases =
            from cloud in SparseCloud.Of(fewest == 1 ? (1, 60) : (80, 120), (least, most), decay)
            from k in Gen.Choose(fewest, Math.Min(cloud.Columns, components))
            select (cloud, k);
        Check.ForAll(
            Arb.From(cases),
            x =>
            {
                float[,] dense = x.Cloud.ToDense();
                SparseMatrix sparse = SparseCloud.Sparse(dense);
                TruncatedSvdResult svd = TruncatedSvd.Fit(sparse, x.K, 3, threads: 1);
                double[] squares = LinearOracle.SquaredSingularValues(dense);
                double first = Math.Sqrt(squares[0]);
                Assert.Equal((x.K, x.Cloud.Columns), (svd.Components, svd.Dimensions));
                Assert.Equal(squares.Sum(), svd.SumOfSquares, 1e-12 * squares.Sum());
                Assert.Equal(squares.Skip(x.K).Sum(), svd.DiscardedSquares, 1e-5 * squares.Sum());
                PointMatrix reduced = svd.Transform(sparse, threads: 1);
                float[][] axes = [.. Enumerable.Range(0, x.K).Select(svd.Axis)];
                for (int k = 0; k < x.K; k++)
                {
                    Assert.Equal(k < squares.Length ? Math.Sqrt(squares[k]) : 0, svd.SingularValues[k], 1e-4 * first);
                    double length = 0;
                    for (int i = 0; i < x.Cloud.Rows; i++)
                    {
                        double expected = Enumerable.Range(0, x.Cloud.Columns).Sum(j => (double)dense[i, j] * axes[k][j]);
                        Assert.Equal(expected, reduced.Row(i)[k], 1e-6 * first);
                        length += expected * expected;
                    }

                    Assert.Equal(svd.SingularValues[k], Math.Sqrt(length), 1e-5 * first);
                    Assert.True(axes[k].First(value => Math.Abs(value) == axes[k].Max(Math.Abs)) > 0);
                    for (int other = 0; other <= k; other++)
                    {
                        Assert.Equal(other == k ? 1 : 0, axes[k].Zip(axes[other], (a, b) => (double)a * b).Sum(), 2e-6);
                    }
                }
            },
            cases: 20);
    }

    [Fact]
    public void A_matrix_of_low_rank_loses_nothing()
    {
        // Rank 5, singular values that fall by a hundred from the first to the last; iterated in 32 of 200 dimensions.
        Random random = new(1);
        float[,] dense = new float[120, 200];
        for (int r = 0; r < 5; r++)
        {
            double[] left = [.. Enumerable.Range(0, 120).Select(_ => PcaClouds.Gaussian(random))];
            double[] right = [.. Enumerable.Range(0, 200).Select(_ => Math.Pow(0.3, r) * PcaClouds.Gaussian(random))];
            for (int i = 0; i < 120; i++)
            {
                for (int j = 0; j < 200; j++)
                {
                    dense[i, j] += (float)(left[i] * right[j]);
                }
            }
        }

        TruncatedSvdResult svd = TruncatedSvd.Fit(SparseCloud.Sparse(dense), 8, 1);
        Assert.InRange(svd.DiscardedSquares / svd.SumOfSquares, 0, 1e-6);
        Assert.True(svd.SingularValues[4] > 1e-3 * svd.SingularValues[0]);
        Assert.All(svd.SingularValues[5..].ToArray(), value => Assert.InRange(value, 0, 2e-6 * svd.SingularValues[0]));
    }

    [Fact]
    public void A_spectrum_that_falls_steeply_is_followed_to_the_noise()
    {
        // A diagonal: its singular values are its entries, 1, 0.3, 0.09, ..
        float[,] dense = new float[100, 100];
        for (int i = 0; i < 100; i++)
        {
            dense[(i * 37) % 100, i] = MathF.Pow(0.3f, i);
        }

        TruncatedSvdResult svd = TruncatedSvd.Fit(SparseCloud.Sparse(dense), 20, 1);
        for (int k = 0; k < 20; k++)
        {
            Assert.Equal(Math.Pow(0.3, k), svd.SingularValues[k], 1e-6);
        }
    }

    [Theory]
    [InlineData(3, 5, 5)]
    [InlineData(1, 120, 3)]
    [InlineData(40, 100, 2)]
    public void Without_entries_all_is_zero_on_orthonormal_axes(int rows, int columns, int components)
    {
        SparseMatrix empty = new(new long[rows + 1], [], [], columns);
        TruncatedSvdResult svd = TruncatedSvd.Fit(empty, components, 1);
        Assert.All(svd.SingularValues.ToArray(), value => Assert.Equal(0, value));
        Assert.All(svd.Transform(empty).Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0, svd.DiscardedSquares);
        Assert.Equal(1, svd.Axis(components - 1).Sum(value => (double)value * value), 1e-6);
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    public void The_unit_of_the_input_does_not_matter(float unit)
    {
        float[,] dense = new SparseCloud(50, 120, 0.2, 0.9, 3).ToDense();
        TruncatedSvdResult plain = TruncatedSvd.Fit(SparseCloud.Sparse(dense), 4, 1);
        SparseMatrix scaled = SparseCloud.Sparse(PcaClouds.Scaled(dense, unit));
        TruncatedSvdResult svd = TruncatedSvd.Fit(scaled, 4, 1);
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(1, svd.SingularValues[k] / plain.SingularValues[k] / unit, 1e-5);
        }

        Assert.Equal(1, svd.Transform(scaled).Row(7)[0] / plain.Transform(SparseCloud.Sparse(dense)).Row(7)[0] / unit, 1e-4);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_the_seed_does_not_change_what_is_found()
    {
        SparseMatrix points = SparseCloud.Sparse(new SparseCloud(900, 300, 0.1, 0.97, 5).ToDense());
        TruncatedSvdResult one = TruncatedSvd.Fit(points, 12, 1, threads: 1), other = TruncatedSvd.Fit(points, 12, 2, threads: 1);
        float[] reduced = one.Transform(points, threads: 1).Values.ToArray();
        foreach (int threads in new[] { 2, 3 })
        {
            TruncatedSvdResult svd = TruncatedSvd.Fit(points, 12, 1, threads);
            Assert.Equal(one.SingularValues, svd.SingularValues);
            Assert.Equal(reduced, svd.Transform(points, threads).Values.ToArray());
        }

        for (int k = 0; k < 6; k++)
        {
            Assert.Equal(1, other.SingularValues[k] / one.SingularValues[k], 1e-3);
        }
    }

    [Fact]
    public void The_matrix_is_never_made_dense()
    {
        // 40,000 x 30,000: dense it would be 4.8 GB.
        const int Rows = 40_000, Columns = 30_000;
        Random random = new(4);
        long[] offsets = [.. Enumerable.Range(0, Rows + 1).Select(row => 2L * row)];
        int[] columns =
            [.. Enumerable.Range(0, Rows).SelectMany(_ => new[] { random.Next(Columns / 2), (Columns / 2) + random.Next(Columns / 2) })];
        SparseMatrix points = new(offsets, columns, [.. Enumerable.Repeat(1f, 2 * Rows)], Columns);

        // One thread, which counts only what it allocates itself: other tests run at the same time.
        long before = GC.GetAllocatedBytesForCurrentThread();
        TruncatedSvd.Fit(points, 3, 1, threads: 1).Transform(points, threads: 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1L << 20, 1L << 29);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        SparseMatrix points = new([0, 1], [2], [1], 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => TruncatedSvd.Fit(points, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TruncatedSvd.Fit(points, 4, 1));
        TruncatedSvdResult svd = TruncatedSvd.Fit(points, 2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => svd.Axis(2));
        Assert.Contains(
            "3 dimensions",
            Assert.Throws<ArgumentException>(() => svd.Transform(new SparseMatrix([0, 1], [2], [1], 4))).Message,
            StringComparison.Ordinal);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => TruncatedSvd.Fit(points, 2, 1, 1, source.Token));
    }

    /// <summary>
    /// Real text, whose spectrum hardly falls: every 150th of 20 Newsgroups, all words, against the eigenvalues of its Gram matrix in
    /// double.
    /// </summary>
    [RealDataFact("sparse/20news_tfidf.csr.npz")]
    public void Singular_values_of_20_newsgroups_are_the_oracles()
    {
        SparseMatrix all = SparseReader.Read(Repository.RealData("sparse", "20news_tfidf.csr.npz"));
        Assert.Equal((18846, 30043, 2138861L), (all.Rows, all.Columns, all.EntryCount));
        int[] chosen = [.. Enumerable.Range(0, all.Rows / 150).Select(i => 150 * i)];
        float[,] dense = new float[chosen.Length, all.Columns];
        for (int i = 0; i < chosen.Length; i++)
        {
            for (int entry = 0; entry < all.ColumnsOf(chosen[i]).Length; entry++)
            {
                dense[i, all.ColumnsOf(chosen[i])[entry]] = all.ValuesOf(chosen[i])[entry];
            }
        }

        double[] squares = LinearOracle.SquaredSingularValues(dense);
        TruncatedSvdResult svd = TruncatedSvd.Fit(SparseCloud.Sparse(dense), 50, 42);
        for (int k = 0; k < 5; k++)
        {
            Assert.Equal(1, svd.SingularValues[k] / Math.Sqrt(squares[k]), 1e-3);
        }

        double best = squares.Take(50).Sum(), kept = svd.SumOfSquares - svd.DiscardedSquares;
        double last = svd.SingularValues[49] / Math.Sqrt(squares[49]);
        output.WriteLine($"{kept / best} of the best sum of squares; the 50th singular value {last} of the oracle's.");
        Assert.InRange(kept / best, 0.985, 1 + 1e-6);
    }
}
