using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Reduction;

public class PrincipalComponentsTests
{
    private static readonly Gen<(int N, int D, int K, int Seed)> Shapes =
        from n in Gen.Choose(2, 120)
        from d in Gen.Choose(1, 70)
        from k in Gen.Choose(1, d)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (n, d, k, seed);

    [Fact]
    public void Variances_axes_and_scores_are_those_of_the_definition()
    {
        Check.ForAll(Arb.From(Shapes), x => AssertIsPca(PcaClouds.Decaying(x.N, x.D, 0.97, 3, x.Seed), x.K));
    }

    [Fact]
    public void Separated_axes_and_their_signs_are_the_oracles()
    {
        Gen<(int D, int Seed)> gen = from d in Gen.Choose(1, 40) from seed in Gen.Choose(0, int.MaxValue - 1) select (d, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            float[,] points = PcaClouds.Decaying(400, x.D, 0.6, 1, x.Seed);
            int k = Math.Min(5, x.D);
            (PcaResult pca, PointMatrix scores) = Fit(points, k);
            (double[] values, double[,] vectors) = PcaOracle.Eigen(PcaOracle.Covariance(points));
            double[] mean = PcaOracle.Mean(points);
            for (int axis = 0; axis < k; axis++)
            {
                Assert.Equal(1, pca.Variances[axis] / values[axis], 1e-4);
                double[] loadings = [.. Enumerable.Range(0, x.D).Select(j => vectors[axis, j])];
                double[] magnitudes = [.. loadings.Select(Math.Abs).OrderDescending()];
                bool tied = x.D > 1 && magnitudes[0] - magnitudes[1] < 1e-3;
                double sign = tied && loadings.Select((value, j) => value * pca.Axes[(axis * x.D) + j]).Sum() < 0 ? -1 : 1;
                for (int j = 0; j < x.D; j++)
                {
                    Assert.Equal(sign * loadings[j], pca.Axes[(axis * x.D) + j], 1e-4);
                }

                for (int i = 0; i < points.GetLength(0); i++)
                {
                    double expected = sign * Enumerable.Range(0, x.D).Sum(j => (points[i, j] - mean[j]) * loadings[j]);
                    Assert.Equal(expected, scores.Row(i)[axis], 2e-4);
                }
            }
        });
    }

    [Fact]
    public void More_rows_than_a_slab_and_more_columns_than_a_panel_are_summed_whole()
    {
        AssertIsPca(PcaClouds.Decaying(4500, 37, 0.9, 2, 1), 37);
    }

    [Fact]
    public void The_largest_loading_of_every_axis_is_positive()
    {
        Check.ForAll(Arb.From(Shapes), x =>
        {
            (PcaResult pca, _) = Fit(PcaClouds.Decaying(x.N, x.D, 0.9, 0, x.Seed), x.K);
            for (int axis = 0; axis < x.K; axis++)
            {
                double[] loadings = pca.Axes.Slice(axis * x.D, x.D).ToArray();
                Assert.True(loadings.First(value => Math.Abs(value) == loadings.Max(Math.Abs)) > 0);
            }
        });
    }

    [Fact]
    public void All_components_keep_all_distances()
    {
        float[,] points = PcaClouds.Decaying(60, 35, 0.95, 5, 4);
        (_, PointMatrix scores) = Fit(points, 35);
        for (int a = 0; a < 60; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double before = 0, after = 0;
                for (int j = 0; j < 35; j++)
                {
                    before += Math.Pow((double)points[a, j] - points[b, j], 2);
                    after += Math.Pow((double)scores.Row(a)[j] - scores.Row(b)[j], 2);
                }

                Assert.Equal(1, after / before, 1e-5);
            }
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        float[,] points = PcaClouds.Decaying(2100, 70, 0.95, 1, 9);
        float[] one = Fit(points, 40, 1).Scores.Values.ToArray();
        Assert.Equal(one, Fit(points, 40, 2).Scores.Values.ToArray());
        Assert.Equal(one, Fit(points, 40, 3).Scores.Values.ToArray());
    }

    [Fact]
    public void Shifting_whole_columns_leaves_the_scores()
    {
        Gen<(int N, int D, int Seed)> gen =
            from n in Gen.Choose(40, 150) from d in Gen.Choose(1, 40) from seed in Gen.Choose(0, int.MaxValue - 1) select (n, d, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            // Multiples of 1/4096 and shifts by whole numbers: the shifted points are exact in single precision.
            float[,] points = PcaClouds.Map(PcaClouds.Decaying(x.N, x.D, 0.4, 0, x.Seed), (value, _) => MathF.Round(value * 4096) / 4096);
            float[,] shifted = PcaClouds.Map(points, (value, column) => value + (300 * (column % 3)) - 100);
            int k = Math.Min(2, x.D);
            (PcaResult before, PointMatrix scores) = Fit(points, k);
            (PcaResult after, PointMatrix shiftedScores) = Fit(shifted, k);
            for (int axis = 0; axis < k; axis++)
            {
                Assert.Equal(1, after.Variances[axis] / before.Variances[axis], 1e-5);
                double overlap = Enumerable.Range(0, x.N).Sum(i => (double)scores.Row(i)[axis] * shiftedScores.Row(i)[axis]);
                for (int i = 0; i < x.N; i++)
                {
                    Assert.Equal(scores.Row(i)[axis], Math.Sign(overlap) * shiftedScores.Row(i)[axis], 1e-4);
                }
            }
        });
    }

    [Theory]
    [InlineData(1e20f)]
    [InlineData(1e-20f)]
    [InlineData(1e-35f)]
    [InlineData(1e36f)]
    public void The_unit_of_the_input_does_not_matter(float unit)
    {
        float[,] points = PcaClouds.Decaying(90, 20, 0.7, 1, 2);
        float[,] scaled = PcaClouds.Scaled(points, unit);
        (PcaResult plain, PointMatrix scores) = Fit(points, 4);
        (PcaResult pca, PointMatrix scaledScores) = Fit(scaled, 4);
        for (int axis = 0; axis < 4; axis++)
        {
            Assert.Equal(1, pca.Variances[axis] / plain.Variances[axis] / unit / unit, 1e-4);
            for (int i = 0; i < 90; i++)
            {
                Assert.Equal(scores.Row(i)[axis], scaledScores.Row(i)[axis] / (double)unit, 1e-4);
            }
        }
    }

    [Fact]
    public void A_constant_column_of_any_size_has_no_part()
    {
        float[,] points = PcaClouds.Scaled(PcaClouds.Decaying(50, 6, 0.5, 0, 3), 1e-20f);
        float[,] withConstant = PcaClouds.Map(points, (value, column) => column == 2 ? 1e20f : value);
        float[,] withZero = PcaClouds.Map(points, (value, column) => column == 2 ? 0 : value);
        (PcaResult pca, PointMatrix scores) = Fit(withConstant, 6);
        (_, PointMatrix expected) = Fit(withZero, 6);
        Assert.Equal(expected.Values.ToArray(), scores.Values.ToArray());
        for (int axis = 0; axis < 5; axis++)
        {
            Assert.Equal(0, pca.Axes[(axis * 6) + 2], 1e-12);
        }
    }

    [Theory]
    [InlineData(5, 3, 3)]
    [InlineData(1, 4, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(40, 33, 33)]
    public void Equal_points_have_zero_scores_on_orthonormal_axes(int n, int d, int k)
    {
        float[,] points = PcaClouds.Map(new float[n, d], (_, column) => 0.1f + (column * 1e10f));
        (PcaResult pca, PointMatrix scores) = Fit(points, k);
        Assert.All(scores.Values.ToArray(), score => Assert.Equal(0, score));
        Assert.All(pca.Variances.ToArray(), variance => Assert.Equal(0, variance));
        AssertOrthonormal(pca, d);
    }

    [Fact]
    public void Components_beyond_the_rank_have_no_scores()
    {
        Gen<(int N, int D, int Seed)> gen =
            from n in Gen.Choose(2, 12) from d in Gen.Choose(20, 60) from seed in Gen.Choose(0, int.MaxValue - 1) select (n, d, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            float[,] points = PcaClouds.Decaying(x.N, x.D, 1, 1, x.Seed);
            (PcaResult pca, PointMatrix scores) = Fit(points, 20);
            AssertOrthonormal(pca, x.D);
            double unit = Math.Sqrt(pca.Variances[0]);
            for (int axis = x.N - 1; axis < 20; axis++)
            {
                Assert.Equal(0, pca.Variances[axis] / pca.Variances[0], 1e-6);
                for (int i = 0; i < x.N; i++)
                {
                    Assert.Equal(0, scores.Row(i)[axis] / unit, 2e-5);
                }
            }
        });
    }

    [Fact]
    public void Other_points_are_transformed_by_the_same_axes()
    {
        float[,] points = PcaClouds.Decaying(100, 10, 0.6, 1, 7), others = PcaClouds.Decaying(41, 10, 0.9, 1, 8);
        using WorkerTeam team = new(2);
        PcaResult pca = PrincipalComponents.Fit(PointMatrix.From(points), 3, 0, team);
        AssertScores(others, pca, pca.Transform(PointMatrix.From(others), team), PcaOracle.Mean(points));
    }

    [Fact]
    public void Wrong_arguments_and_cancellation_are_told()
    {
        using WorkerTeam team = new(1);
        PointMatrix points = PointMatrix.From(PcaClouds.Decaying(9, 4, 0.9, 1, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(points, 0, 0, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(points, 5, 0, team));
        using WorkerTeam stopped = new(1, new CancellationToken(true));
        Assert.Throws<OperationCanceledException>(() => PrincipalComponents.Fit(points, 2, 0, stopped));
        PcaResult pca = PrincipalComponents.Fit(points, 2, 0, team);
        Assert.Throws<ArgumentException>(() => pca.Transform(PointMatrix.From(new float[3, 5]), team));
    }

    internal static (PcaResult Pca, PointMatrix Scores) Fit(float[,] points, int components, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        PointMatrix matrix = PointMatrix.From(points);
        PcaResult pca = PrincipalComponents.Fit(matrix, components, 0, team);
        return (pca, pca.Transform(matrix, team));
    }

    /// <summary>
    /// Checks what holds even where axes are too close to be told apart: variances, orthonormality, scores, and what is left over.
    /// </summary>
    internal static void AssertIsPca(float[,] points, int components)
    {
        int n = points.GetLength(0), d = points.GetLength(1);
        (PcaResult pca, PointMatrix scores) = Fit(points, components);
        (double[] values, _) = PcaOracle.Eigen(PcaOracle.Covariance(points));
        double[] mean = PcaOracle.Mean(points);
        for (int axis = 0; axis < components; axis++)
        {
            Assert.Equal(values[axis] / values[0], pca.Variances[axis] / values[0], 2e-6);
        }

        AssertOrthonormal(pca, d);
        AssertScores(points, pca, scores, mean);
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < d; j++)
            {
                total += Math.Pow(points[i, j] - mean[j], 2);
            }
        }

        // The best K axes leave the sum of the other eigenvalues.
        double kept = scores.Values.ToArray().Sum(score => (double)score * score);
        Assert.Equal(values[components..].Sum() * (n - 1) / total, (total - kept) / total, 1e-5);
    }

    internal static void AssertOrthonormal(PcaResult pca, int dimensions)
    {
        for (int a = 0; a < pca.Components; a++)
        {
            for (int b = 0; b < pca.Components; b++)
            {
                double overlap = 0;
                for (int j = 0; j < dimensions; j++)
                {
                    overlap += pca.Axes[(a * dimensions) + j] * pca.Axes[(b * dimensions) + j];
                }

                Assert.Equal(a == b ? 1 : 0, overlap, 1e-12);
            }
        }
    }

    private static void AssertScores(float[,] points, PcaResult pca, PointMatrix scores, double[] mean)
    {
        int n = points.GetLength(0), d = points.GetLength(1);
        Assert.Equal((n, pca.Components), (scores.Rows, scores.Columns));
        for (int i = 0; i < n; i++)
        {
            double length = Math.Sqrt(Enumerable.Range(0, d).Sum(j => Math.Pow(points[i, j] - mean[j], 2)));
            for (int axis = 0; axis < pca.Components; axis++)
            {
                double expected = 0;
                for (int j = 0; j < d; j++)
                {
                    expected += (points[i, j] - mean[j]) * pca.Axes[(axis * d) + j];
                }

                Assert.Equal(expected, scores.Row(i)[axis], 1e-6 * (length + 1e-6));
            }
        }
    }
}
