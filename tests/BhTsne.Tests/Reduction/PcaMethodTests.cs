using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BhTsne.Numerics;
using BhTsne.Reduction;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Reduction;

/// <summary>
/// The other ways to principal axes against the one by the covariance, which PrincipalComponentsTests hold to the definition.
/// </summary>
public class PcaMethodTests
{
    private static readonly Gen<(int N, int D, int Seed)> Shapes =
        from n in Gen.Choose(2, 90) from d in Gen.Choose(1, 90) from seed in Gen.Choose(0, int.MaxValue - 1) select (n, d, seed);

    [Fact]
    public void The_gram_matrix_gives_the_same_components()
    {
        Check.ForAll(Arb.From(Shapes), x =>
        {
            float[,] points = PcaClouds.Decaying(x.N, x.D, 0.5, 2, x.Seed);
            AssertSame(Fit(points, Math.Min(4, x.D), PcaMethod.Covariance), Fit(points, Math.Min(4, x.D), PcaMethod.Gram), x.D);
        });
    }

    [Fact]
    public void The_randomised_method_gives_the_same_components_where_the_spectrum_decays()
    {
        Check.ForAll(Arb.From(Shapes), x =>
        {
            float[,] points = PcaClouds.Decaying(x.N, x.D, 0.5, 2, x.Seed);
            AssertSame(Fit(points, Math.Min(4, x.D), PcaMethod.Covariance), Fit(points, Math.Min(4, x.D), PcaMethod.Randomized), x.D);
        });
    }

    [Fact]
    public void The_randomised_method_loses_little_where_the_spectrum_is_flat()
    {
        // 170 dimensions of standard deviations 1 .. 0.18, 32 of them iterated: no gap anywhere.
        float[,] points = PcaClouds.Decaying(2500, 170, 0.99, 1, 3);
        PcaResult exact = Fit(points, 10, PcaMethod.Covariance).Pca, randomized = Fit(points, 10, PcaMethod.Randomized).Pca;
        PrincipalComponentsTests.AssertOrthonormal(randomized, 170);
        double lost = 0, total = 0;
        for (int axis = 0; axis < 10; axis++)
        {
            Assert.InRange(randomized.Variances[axis] / exact.Variances[axis], 0.9, 1 + 1e-5);
            lost += exact.Variances[axis] - randomized.Variances[axis];
            total += exact.Variances[axis];
        }

        Assert.InRange(lost / total, -1e-5, 0.03);
    }

    [Fact]
    public void Few_points_of_many_dimensions_are_exact()
    {
        // More dimensions than any other test, and only the Gram matrix' size would do in this time.
        float[,] points = new float[40, 5000];
        Random random = new(2);
        double[] size = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(0.8, i))];
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 5000; j++)
            {
                points[i, j] = (float)((size[i] * PcaClouds.Gaussian(random)) + 10);
            }
        }

        (PcaResult pca, PointMatrix scores) = PrincipalComponentsTests.Fit(points, 45);
        PrincipalComponentsTests.AssertOrthonormal(pca, 5000);

        // All axes together keep all distances.
        for (int i = 1; i < 40; i++)
        {
            double before = 0, after = 0;
            for (int j = 0; j < 5000; j++)
            {
                before += Math.Pow((double)points[i, j] - points[i - 1, j], 2);
            }

            for (int k = 0; k < 45; k++)
            {
                after += Math.Pow((double)scores.Row(i)[k] - scores.Row(i - 1)[k], 2);
            }

            Assert.Equal(1, after / before, 1e-5);
        }
    }

    [Theory]
    [InlineData(PcaMethod.Gram)]
    [InlineData(PcaMethod.Randomized)]
    internal void Threads_do_not_change_a_bit_and_the_unit_does_not_matter(PcaMethod method)
    {
        float[,] points = PcaClouds.Decaying(300, 70, 0.9, 1, 9);
        float[] one = Fit(points, 5, method, 1).Scores.Values.ToArray();
        Assert.Equal(one, Fit(points, 5, method, 2).Scores.Values.ToArray());
        Assert.Equal(one, Fit(points, 5, method, 3).Scores.Values.ToArray());

        // Powers of two change no digit.
        foreach (int power in new[] { -70, 70 })
        {
            float unit = MathF.ScaleB(1, power);
            float[] scaled = Fit(PcaClouds.Scaled(points, unit), 5, method).Scores.Values.ToArray();
            Assert.Equal(one, scaled.Select(score => score / unit));
        }
    }

    [Theory]
    [InlineData(PcaMethod.Covariance, "BC33758420E2370C")]
    [InlineData(PcaMethod.Gram, "C4D9E36A1BBBC224")]
    internal void Processors_do_not_change_a_bit(PcaMethod method, string expected)
    {
        // The hash was taken with AVX-512; the suite runs without it too.
        CounterRandom random = new(3, RandomStream.Start);
        float[,] points = new float[600, 75];
        for (int i = 0; i < 600; i++)
        {
            for (int j = 0; j < 75; j++)
            {
                points[i, j] = (float)(random.Uniform((i * 75) + j) * (1 + (j % 7)));
            }
        }

        byte[] scores = MemoryMarshal.AsBytes(Fit(points, 40, method).Scores.Values).ToArray();
        Assert.Equal(expected, Convert.ToHexString(SHA256.HashData(scores))[..16]);
    }

    [Theory]
    [InlineData(PcaMethod.Gram, 6, 40)]
    [InlineData(PcaMethod.Randomized, 6, 40)]
    [InlineData(PcaMethod.Gram, 1, 3)]
    [InlineData(PcaMethod.Randomized, 1, 3)]
    [InlineData(PcaMethod.Gram, 40, 3)]
    [InlineData(PcaMethod.Randomized, 40, 3)]
    internal void Equal_points_have_zero_scores_on_orthonormal_axes(PcaMethod method, int n, int d)
    {
        (PcaResult pca, PointMatrix scores) = Fit(PcaClouds.Map(new float[n, d], (_, column) => 0.1f + column), d, method);
        Assert.All(scores.Values.ToArray(), score => Assert.Equal(0, score));
        Assert.All(pca.Variances.ToArray(), variance => Assert.Equal(0, variance));
        PrincipalComponentsTests.AssertOrthonormal(pca, d);
    }

    private static (PcaResult Pca, PointMatrix Scores) Fit(float[,] points, int components, PcaMethod method, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        PointMatrix matrix = PointMatrix.From(points);
        PcaResult pca = PrincipalComponents.Fit(matrix, components, method, 5, team);
        return (pca, pca.Transform(matrix, team));
    }

    private static void AssertSame((PcaResult Pca, PointMatrix Scores) expected, (PcaResult Pca, PointMatrix Scores) actual, int dimensions)
    {
        PrincipalComponentsTests.AssertOrthonormal(actual.Pca, dimensions);
        double first = expected.Pca.Variances[0];
        for (int axis = 0; axis < expected.Pca.Components; axis++)
        {
            Assert.Equal(expected.Pca.Variances[axis] / first, actual.Pca.Variances[axis] / first, 1e-6);
        }

        // Axes mix where variances are close (few points can make them so by chance); the distances that they keep do not.
        double square = 0, difference = 0;
        for (int i = 0; i < expected.Scores.Rows; i++)
        {
            double before = 0, after = 0;
            for (int axis = 0; axis < expected.Pca.Components; axis++)
            {
                before += Math.Pow(expected.Scores.Row(i)[axis], 2);
                after += Math.Pow(actual.Scores.Row(i)[axis], 2);
            }

            square += before;
            difference = Math.Max(difference, Math.Abs(after - before));
        }

        Assert.InRange(difference, 0, 1e-3 * square);
    }
}
